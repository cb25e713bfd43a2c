import { randomUUID } from 'node:crypto'
import { localDateOf } from '#lib/domain/schedule/zone'
import { parseAddress } from '#lib/domain/subscription/address'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { sendMail } from '#lib/mail'
import { secret } from '#lib/secret'
import { findActiveSubscription } from '#lib/store/subscribers'
import { isSuppressed } from '#lib/store/suppressions'
import { type Addressee, composeFor, mailOf, previewOf } from './digest-issue.ts'
import { type DigestReport, noCounts, reportPreview } from './digest-report.ts'

/**
 * Sends one issue to one address now, beside the ledger: its reader gets the day's own issue all the same. To an address that is
 * not subscribed, the issue of somebody who chose all topics.
 * @throws when it is no address, or one to which nothing is sent any more
 */
export async function sendSample(
  to: string,
  {
    now,
    dryRun,
    freshness,
    signal,
  }: { now: Date; dryRun: boolean; freshness: string; signal: AbortSignal | undefined },
): Promise<DigestReport> {
  const parsed = parseAddress(to)
  if (!parsed.ok) throw new Error(`--to ${to}: ${parsed.message}`)
  if (await isSuppressed(parsed.address, secret()))
    throw new Error(
      `--to ${to}: nothing is sent there any more, it came back or its reader complained; see mail --lift.`,
    )
  const addressee = await addresseeOf(parsed.address, now)
  const composed = await composeFor(addressee)
  if (dryRun) return reportPreview([previewOf(composed, addressee)])
  const kind = addressee.subscriberId ? 'a digest in their topics' : 'a general digest, as they are not subscribed'
  if (composed.kind === 'nothing') {
    return {
      ...noCounts(),
      skipped: 1,
      stopped: null,
      preview: [],
      summary: `Sent nothing to ${addressee.email}: ${composed.why}.`,
    }
  }
  const occasion = `sample ${randomUUID()}`
  const { outcome, reply } = await sendMail(mailOf(composed, addressee, occasion, freshness, now), { signal })
  const summary =
    outcome === 'sent'
      ? `Sent ${addressee.email} ${kind}, not recorded.`
      : `Could not send to ${addressee.email} (${outcome}): ${reply}`
  return { ...noCounts(), [outcome]: 1, stopped: null, preview: [], summary }
}

async function addresseeOf(address: string, now: Date): Promise<Addressee> {
  const reader = await findActiveSubscription(address, secret())
  const preferences = reader ?? DEFAULT_PREFERENCES
  const localDate = localDateOf(now, preferences.zone)
  return { subscriberId: reader?.id ?? null, email: reader?.email ?? address, preferences, localDate }
}
