import { headerText, type RenderedMail } from '#lib/domain/mail/mail'
import type { DigestContext, Issue } from './digest-context.ts'
import { renderDigestHtml } from './digest-html.ts'
import { renderDigestText } from './digest-text.ts'
import { describeQuiet, titleOf } from './digest-words.ts'

/** Longer mails are cut by some readers, and the link to leave with them. Octets of text and HTML together. */
export const DIGEST_BYTES = 60_000

/** Renders one issue. Where papers are so wordy that the mail would be too long, their abstracts are shortened. */
export function renderDigest(context: DigestContext): RenderedMail {
  const { issue, siteUrl, reader } = context
  const lengths = issue.frequency === 'weekly' ? [320, 160, 0] : [500, 250, 0]
  const bodies = lengths.map(length => () => ({
    html: renderDigestHtml(context, length),
    text: renderDigestText(context, length),
  }))
  let body = bodies[0]!()
  for (const render of bodies.slice(1)) if (sizeOf(body) > DIGEST_BYTES) body = render()
  const host = new URL(siteUrl).hostname
  return {
    ...body,
    subject: headerText(describeIssue(issue)),
    headers: {
      'List-Id': headerText(`Attn digest <digest.${host}>`),
      ...(reader && {
        'List-Unsubscribe': headerText(`<${reader.leaveUrl}>`),
        'List-Unsubscribe-Post': headerText('List-Unsubscribe=One-Click'),
      }),
      'List-Help': headerText(`<${siteUrl}/subscribe>`),
      'List-Archive': headerText(`<${siteUrl}/>`),
      'Auto-Submitted': headerText('auto-generated'),
      Precedence: headerText('bulk'),
      'Feedback-ID': headerText(`${issue.frequency}:digest:attn:${host}`),
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

function sizeOf({ html, text }: { html: string; text: string }): number {
  const encoder = new TextEncoder()
  return encoder.encode(html).length + encoder.encode(text).length
}
