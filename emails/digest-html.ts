import type { DigestContext } from './digest-context.ts'
import { paperWords, wordsOf } from './digest-words.ts'
import { type Html, html } from './html.ts'
import { heading, link, masthead, quietLink, renderLayout, small } from './layout.ts'

/** An issue as HTML, with near `length` characters of each abstract. */
export function renderDigestHtml(context: DigestContext, length: number): string {
  const { issue, siteUrl, reader } = context
  const words = wordsOf(context)
  return renderLayout({
    title: words.title,
    preheader: words.preheader,
    body: html`${masthead}
${heading(words.title)}
${small(words.summary)}
${issue.papers.map(paper => renderPaper(paperWords(paper, siteUrl, length)))}`,
    footer: html`<p style="margin:0 0 8px">${words.because}</p>
<p style="margin:0 0 8px">${reader && html`${quietLink(reader.manageUrl, 'Change what you get')} · ${quietLink(reader.leaveUrl, 'Leave')} · `}${quietLink(words.webUrl, 'Read on the web')}</p>
${words.freshness && html`<p style="margin:0">${words.freshness}</p>`}`,
  })
}

const renderPaper = ({ title, url, authors, abstract, why, links }: ReturnType<typeof paperWords>): Html => html`
<h2 style="margin:28px 0 4px;font-size:20px;line-height:1.3"><a class="t" href="${url}" style="color:#111316;text-decoration:none">${title}</a></h2>
${authors && small(authors)}
${abstract && html`<p style="margin:0 0 8px">${abstract}</p>`}
${small(html`${why}${links.map(({ url, name }) => html` · ${link(url, name)}`)}`)}
`
