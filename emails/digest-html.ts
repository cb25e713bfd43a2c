import type { IssuePaper } from '#lib/domain/digest/compose'
import type { DigestContext } from './digest-context.ts'
import { type DigestWords, paperKey, paperWords, pauseUrl } from './digest-words.ts'
import { type Html, html } from './html.ts'
import { heading, LAYOUT_END, LAYOUT_MIDDLE, layoutHead, link, masthead, quietLink, small } from './layout.ts'
import { type Memo, ownPiece, type Piece, sharedPiece } from './piece.ts'

/** An issue as HTML, with near `length` characters of each abstract. */
export function digestHtml({ issue, siteUrl, reader }: DigestContext, words: DigestWords, length: number, memo: Memo) {
  const paperPiece = (paper: IssuePaper): Piece =>
    memo(`html ${length} ${paperKey(paper)}`, () =>
      sharedPiece(String(renderPaper(paperWords(paper, siteUrl, length)))),
    )
  const shared = memo(`html ${length} ${words.key}`, () => [
    sharedPiece(renderHead(words)),
    ...issue.papers.map(paperPiece),
    MIDDLE,
  ])
  const because = memo(`html because ${words.because}`, () =>
    sharedPiece(`${html`<p style="margin:0 0 8px">${words.because}</p>`}\n`),
  )
  const footer = html`<p style="margin:0 0 8px">${reader && html`${quietLink(reader.manageUrl, 'Change what you get')} · ${quietLink(pauseUrl(reader.manageUrl), 'Pause')} · ${quietLink(reader.leaveUrl, 'Leave')} · `}${quietLink(words.webUrl, 'Read on the web')}</p>
`
  const end = memo(`html end ${words.freshness}`, () => sharedPiece(renderEnd(words.freshness)))
  return [...shared, because, ownPiece(String(footer)), end]
}

const MIDDLE = sharedPiece(LAYOUT_MIDDLE)

const renderHead = ({ title, preheader, summary }: DigestWords) =>
  `${layoutHead({ title, preheader })}${html`${masthead}
${heading(title)}
${small(summary)}
`}`

const renderPaper = ({ title, url, authors, abstract, why, links }: ReturnType<typeof paperWords>): Html => html`
<h2 style="margin:28px 0 4px;font-size:20px;line-height:1.3"><a class="t" href="${url}" style="color:#111316;text-decoration:none">${title}</a></h2>
${authors && small(authors)}
${abstract && html`<p style="margin:0 0 8px">${abstract}</p>`}
${small(html`${why}${links.map(({ url, name }) => html` · ${link(url, name)}`)}`)}
`

const renderEnd = (freshness: string) => `${freshness && html`<p style="margin:0">${freshness}</p>`}\n${LAYOUT_END}`
