import { headerText, type RenderedMail } from '#lib/domain/mail/mail'
import type { DigestContext, Issue } from './digest-context.ts'
import { digestHtml } from './digest-html.ts'
import { digestText } from './digest-text.ts'
import { describeQuiet, titleOf, wordsOf } from './digest-words.ts'
import { countBytes, joinPieces, type Memo, noMemo, type Piece } from './piece.ts'

/** Longer mails are cut by some readers, and the link to leave with them. Octets of text and HTML together. */
export const DIGEST_BYTES = 60_000

/** An issue in pieces, most of which are the same for many readers. */
export type DigestPieces = Pick<RenderedMail, 'subject' | 'headers'> & { html: Piece[]; text: Piece[] }

/** Renders one issue. Where papers are so wordy that the mail would be too long, their abstracts are shortened. */
export function renderDigest(context: DigestContext): RenderedMail {
  const { html, text, ...rest } = renderDigestPieces(context)
  return { ...rest, html: joinPieces(html), text: joinPieces(text) }
}

/** The same in pieces. With a `memo` that keeps them, what readers have in common is rendered once. */
export function renderDigestPieces(context: DigestContext, memo: Memo = noMemo): DigestPieces {
  const { issue, siteUrl, reader } = context
  const words = wordsOf(context, memo)
  const bodyOf = (length: number) => ({
    html: digestHtml(context, words, length, memo),
    text: digestText(context, words, length, memo),
  })
  const [longest, ...shorter] = issue.frequency === 'weekly' ? [320, 160, 0] : [500, 250, 0]
  let body = bodyOf(longest!)
  for (const length of shorter) if (sizeOf(body) > DIGEST_BYTES) body = bodyOf(length)
  // A header is ASCII, and a host can be written in any script.
  const { origin, hostname } = memo(`site ${siteUrl}`, () => new URL(siteUrl))
  return {
    ...body,
    subject: memo(`subject ${words.key}`, () => headerText(describeIssue(issue))),
    headers: {
      'List-Id': headerText(`Attn digest <digest.${hostname}>`),
      ...(reader && {
        'List-Unsubscribe': headerText(`<${origin}${reader.leaveUrl.slice(siteUrl.length)}>`),
        'List-Unsubscribe-Post': headerText('List-Unsubscribe=One-Click'),
      }),
      'List-Help': headerText(`<${origin}/subscribe>`),
      'List-Archive': headerText(`<${origin}/>`),
      'Auto-Submitted': headerText('auto-generated'),
      Precedence: headerText('bulk'),
      'Feedback-ID': headerText(`${issue.frequency}:digest:attn:${hostname}`),
    },
  }
}

/** The subject. It holds the date: mails of one subject are shown as one thread, and cut. */
function describeIssue({ papers, localDate, frequency }: Issue): string {
  if (papers.length === 0) return describeQuiet({ frequency }, shortDate(localDate))
  const title = titleOf(papers[0]!, 70)
  const more = papers.length > 1 ? ` + ${papers.length - 1} more` : ''
  return `${frequency === 'weekly' ? 'Week to ' : ''}${shortDate(localDate)}: ${title}${more}`
}

const shortDate = (localDate: string) =>
  new Date(localDate).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

const sizeOf = ({ html, text }: { html: Piece[]; text: Piece[] }) => countBytes(html) + countBytes(text)
