import type { DigestContext } from './digest-context.ts'
import { paperWords, wordsOf } from './digest-words.ts'
import { wrap } from './text.ts'

/** An issue as plain text, written from the same words as the HTML. */
export function renderDigestText(context: DigestContext, length: number): string {
  const { issue, siteUrl, reader } = context
  const words = wordsOf(context)
  const papers = issue.papers.map((paper, index) => renderPaper(paperWords(paper, siteUrl, length), index + 1))
  const footer = [
    wrap(words.because),
    ...(reader ? [`Change what you get:\n${reader.manageUrl}`, `Leave:\n${reader.leaveUrl}`] : []),
    `Read on the web:\n${words.webUrl}`,
    ...(words.freshness ? [wrap(words.freshness)] : []),
  ]
  // "-- " alone on a line begins what mail readers take for a signature.
  return `${['ATTN.', wrap(words.title), wrap(words.summary), ...papers, '-- ', ...footer].join('\n\n').replace('-- \n\n', '-- \n')}\n`
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
