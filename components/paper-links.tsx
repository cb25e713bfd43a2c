import { doiLink, paperLinks, safeUrl } from '#lib/domain/paper/links'
import type { Paper } from '#lib/domain/paper/paper'

/** The ways from here to the paper itself. */
export function PaperLinks({ paper }: { paper: Paper }) {
  const arxiv = paperLinks(paper)
  const doi = doiLink(paper)
  const code = safeUrl(paper.codeUrl)
  const links = [
    ...(arxiv
      ? [
          { name: 'arXiv', href: arxiv.abs },
          { name: 'PDF', href: arxiv.pdf },
          { name: 'HTML', href: arxiv.html },
        ]
      : []),
    ...(doi ? [{ name: 'DOI', href: doi }] : []),
    ...(code ? [{ name: 'Code', href: code }] : []),
  ]
  if (links.length === 0) return null
  return (
    <ul aria-label="Read it" className="prints-url mt-5 flex flex-wrap gap-2">
      {links.map(({ name, href }) => (
        <li key={name}>
          <a href={href} className="button-quiet px-4">
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
