import type { IssuePaper } from '#lib/domain/digest/compose'
import type { DigestContext } from './digest-context.ts'
import { type DigestWords, paperKey, paperWords, pauseUrl } from './digest-words.ts'
import { type Memo, ownPiece, type Piece, sharedPiece } from './piece.ts'
import { wrap } from './text.ts'

/** An issue as plain text, written from the same words as the HTML. */
export function digestText({ issue, siteUrl, reader }: DigestContext, words: DigestWords, length: number, memo: Memo) {
  const paperPiece = (paper: IssuePaper, index: number): Piece =>
    memo(`text ${index} ${length} ${paperKey(paper)}`, () =>
      sharedPiece(`\n${renderPaper(paperWords(paper, siteUrl, length), index + 1)}\n`),
    )
  const shared = memo(`text ${length} ${words.key}`, () => [
    sharedPiece(`${['ATTN.', wrap(words.title), wrap(words.summary)].join('\n\n')}\n`),
    ...issue.papers.map(paperPiece),
  ])
  // "-- " alone on a line begins what mail readers take for a signature.
  const because = memo(`text because ${words.because}`, () => sharedPiece(`\n-- \n${wrap(words.because)}\n`))
  const footer = [
    ...(reader
      ? [
          `Change what you get:\n${reader.manageUrl}`,
          `Pause:\n${pauseUrl(reader.manageUrl)}`,
          `Leave:\n${reader.leaveUrl}`,
        ]
      : []),
    `Read on the web:\n${words.webUrl}`,
    ...(words.freshness ? [memo(`text fresh ${words.freshness}`, () => wrap(words.freshness))] : []),
  ]
  return [...shared, because, ownPiece(`\n${footer.join('\n\n')}\n`)]
}

function renderPaper(paper: ReturnType<typeof paperWords>, number: number): string {
  const { title, authors, abstract, why, url, links } = paper
  const blocks = [
    wrap(title, '   ').replace(/^ {3}/, `${number}. `.padEnd(3)),
    authors && wrap(authors, '   '),
    abstract && `\n${wrap(abstract, '   ')}\n`,
    wrap(why, '   '),
    ...[url, ...links.map(each => each.url)].map(each => `   ${each}`),
  ]
  return blocks.filter(Boolean).join('\n')
}
