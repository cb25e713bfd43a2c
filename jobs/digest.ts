import { randomUUID } from 'node:crypto'
import { parseRate } from '#lib/domain/mail/rate'
import { env } from '#lib/env'
import { checkMail } from '#lib/mail'
import { expireLeases, findWaiting } from '#lib/store/deliveries'
import { planDeliveries, previewDeliveries } from '#lib/store/delivery-plan'
import { findFreshness } from '#lib/store/freshness'
import { findSubscription } from '#lib/store/subscribers'
import { openComposer } from './digest-composer.ts'
import { composeFor, previewOf } from './digest-issue.ts'
import { type DigestReport, noCounts, type Preview, reportPreview, reportRun } from './digest-report.ts'
import { giveBack, type Run, runDigests } from './digest-run.ts'
import { sendSample } from './digest-sample.ts'
import { startClock } from './running-clock.ts'

export type { DigestReport } from './digest-report.ts'

/**
 * `now` rules all dates. `to`: one issue to that address now, and nothing else. `dryRun`: says who would get what, writes and sends
 * nothing. On an aborted `signal` the claims that are not on the wire are given back at once, and what is on it is finished.
 */
export type DigestOptions = {
  now: Date
  worker: string
  dryRun?: boolean
  to?: string
  signal?: AbortSignal
  /** What the time is while it runs; it goes on from `now` by itself. */
  clock?: () => Date
}

/** Sends the digests that are due. Safe to run at any time, from several processes at once. */
export async function sendDueDigests(options: DigestOptions): Promise<DigestReport> {
  const { now, worker, dryRun = false, to, signal, clock = startClock(now) } = options
  checkMail()
  const { freshness } = await findFreshness(now)
  if (to !== undefined) return sendSample(to, { now, dryRun, freshness, signal })
  if (dryRun) return reportPreview(await previewDue(now))
  const counts = noCounts()
  counts.uncertain += (await expireLeases(now)).uncertain
  counts.late += (await planDeliveries(now)).late
  const { MAIL_CONNECTIONS: lanes, MAIL_RATE } = env()
  const run: Run = {
    name: `${worker}:${randomUUID()}`,
    clock,
    composer: openComposer(freshness, clock),
    counts,
    lanes,
    gapMs: MAIL_RATE === undefined ? null : parseRate(MAIL_RATE),
    signal,
    sent: 0,
  }
  const stopSoon = () => giveBack(run)
  signal?.addEventListener('abort', stopSoon, { once: true })
  try {
    return reportRun(counts, await runDigests(run))
  } finally {
    signal?.removeEventListener('abort', stopSoon)
  }
}

async function previewDue(now: Date): Promise<Preview[]> {
  const previews: Preview[] = []
  for (const { subscriberId, localDate } of [...(await findWaiting(now)), ...(await previewDeliveries(now))]) {
    const reader = await findSubscription(subscriberId)
    if (!reader?.email) continue
    const addressee = { subscriberId, localDate, email: reader.email, preferences: reader }
    previews.push(previewOf(await composeFor(addressee), addressee))
  }
  return previews
}
