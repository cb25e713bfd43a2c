import type { MailReport } from '#lib/domain/mail/report'
import { type Returned, readReturnPath } from './return-path.ts'
import { readToken } from './token.ts'

/** Whose mail a report is about; the local date is known where it came back to the address of that mail. */
export type ReportOwner = { subscriberId: string; localDate: string | null }

/** Reports come within days. What is older is sent again by somebody, or meant for another address by now, in milliseconds. */
const OLDEST_MS = 30 * 86_400_000
/** A local date can be ahead of the time in UTC. */
const AHEAD_MS = 2 * 86_400_000

/**
 * Finds out whose mail a report is about, by what only somebody with that mail can know: the signed address it was to come back to, or the
 * signed link to leave that it held. Null for all else, so that a forged report does nothing. `recipient`: to whom the report was
 * delivered, where that is known beside it.
 */
export function findReportOwner(
  report: MailReport,
  { secret, siteUrl, now, recipient = '' }: { secret: string; siteUrl: string; now: Date; recipient?: string },
): ReportOwner | null {
  for (const address of [recipient, ...report.addresses]) {
    const returned = readReturnPath(address, secret)
    if (returned) return isRecent(returned, now) ? returned : null
  }
  for (const url of report.leaveUrls) {
    const token = url.startsWith(`${siteUrl}/u/`) ? url.slice(`${siteUrl}/u/`.length) : ''
    const holder = readToken('leave', token, secret, now)
    if (!('error' in holder)) return { subscriberId: holder.subscriberId, localDate: null }
  }
  return null
}

function isRecent({ localDate }: Returned, now: Date): boolean {
  const age = now.getTime() - Date.parse(localDate)
  return age < OLDEST_MS && age > -AHEAD_MS
}
