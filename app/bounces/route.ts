import { answered } from '#app/answer'
import { now } from '#lib/clock'
import { parseReport } from '#lib/domain/mail/report'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { findReportOwner } from '#lib/report-owner'
import { isSameText } from '#lib/same-text'
import { secret } from '#lib/secret'
import { takeReport } from '#lib/store/bounces'

/** Reports hold the mail that came back, and some servers add to it. */
const MOST_BYTES = 2 ** 20

/**
 * Takes a bounce or a complaint as a mail server hands it on: the mail itself as the body, BOUNCE_SECRET as `Authorization: Bearer …` or
 * `?token=…`, and to whom it was delivered as `?to=…` where the mail does not say so.
 */
export const POST = (request: Request): Promise<Response> => answered(take)(request, null)

async function take(request: Request): Promise<Response> {
  const { BOUNCE_SECRET, SITE_URL: siteUrl } = env()
  if (!BOUNCE_SECRET) return answer(404, 'Nothing is taken here: BOUNCE_SECRET is not set.')
  const { searchParams } = new URL(request.url)
  const shown = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? searchParams.get('token')
  if (!isSameText(shown ?? '', BOUNCE_SECRET)) return answer(401, 'This needs the secret of BOUNCE_SECRET.')
  const raw = await readAtMost(request, MOST_BYTES)
  if (raw === null) return answer(413, 'This is larger than the 1 MB that a report may have.')
  const report = parseReport(raw.toString('latin1'))
  if (!report) return answer(200, 'ignored: this is no report')
  const at = now()
  const recipient = searchParams.get('to') ?? undefined
  const owner = findReportOwner(report, { secret: secret(), siteUrl, now: at, recipient })
  if (!owner) return answer(200, 'ignored: of no mail of ours')
  const taken = await takeReport(report, owner, at)
  if (report.about === 'us') log.info('a mail came back for what is about this installation', { said: report.said })
  return answer(200, taken)
}

/** The body, or null as soon as it is larger. */
async function readAtMost(request: Request, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const answer = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
