import { describeDate } from '#lib/domain/paper/date'
import { paperPath } from '#lib/domain/paper/links'
import type { Paper } from '#lib/domain/paper/paper'
import { MarkedText } from './marked-text.tsx'

/** Papers like the one above. */
export function RelatedPapers({ papers }: { papers: Paper[] }) {
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="related" className="mt-12 border-line border-t pt-6">
      <h2 id="related" className="font-semibold">
        Related papers
      </h2>
      <ul className="mt-3 grid gap-3">
        {papers.map(paper => (
          <li key={paper.id}>
            <a href={paperPath(paper)} className="link wrap-anywhere inline-block py-1 font-serif text-lg leading-snug">
              <MarkedText text={paper.title} />
            </a>
            {paper.published && (
              <span className="whitespace-nowrap text-muted text-sm"> {describeDate(paper.published)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
