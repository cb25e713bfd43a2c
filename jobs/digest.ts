import { randomUUID } from 'node:crypto'
import type { Mail } from '#lib/domain/mail/mail'
import { log, renderError } from '#lib/log'
import { sendMail } from '#lib/mail'
import {
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryResult,
  expireLeases,
  findWaiting,
  markDelivery,
  markSending,
  releaseDeliveries,
} from '#lib/store/deliveries'
import { planDeliveries, previewDeliveries } from '#lib/store/delivery-plan'
import { findFreshness } from '#lib/store/freshness'
import { findSubscription } from '#lib/store/subscribers'
import { composeFor, mailOf, previewOf } from './digest-issue.ts'
import { type Counts, type DigestReport, noCounts, type Preview, reportPreview, reportRun } from './digest-report.ts'
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
}

/** How many are claimed at once, and how many of those are on the wire at once. */
const BATCH = 50
const LANES = 5

/** Sends the digests that are due. Safe to run at any time, from several processes at once. */
export async function sendDueDigests(options: DigestOptions): Promise<DigestReport> {
  const { now, worker, dryRun = false, to, signal } = options
  const { freshness } = await findFreshness(now)
  if (to !== undefined) return sendSample(to, { now, dryRun, freshness, signal })
  if (dryRun) return reportPreview(await previewDue(now))
  const counts = noCounts()
  counts.uncertain += (await expireLeases(now)).uncertain
  counts.late += (await planDeliveries(now)).late
  // The claims of a run are its own, so that two runs of one worker cannot take each other's.
  const run: Run = { name: `${worker}:${randomUUID()}`, clock: startClock(now), freshness, counts, away: false, signal }
  const giveBack = () =>
    releaseDeliveries(run.name, run.clock()).catch(error => log.error('claims were not given back', error))
  signal?.addEventListener('abort', giveBack, { once: true })
  try {
    await sendClaimed(run)
  } finally {
    signal?.removeEventListener('abort', giveBack)
    await giveBack()
  }
  return reportRun(counts)
}

/** One run. `away`: there is no mail server to speak to, so that the rest waits for the next run. */
type Run = {
  name: string
  clock: () => Date
  freshness: string
  counts: Counts
  away: boolean
  signal: AbortSignal | undefined
}

async function sendClaimed(run: Run): Promise<void> {
  const isOver = () => run.away || run.signal?.aborted === true
  while (!isOver()) {
    const claimed = await claimDeliveries(run.name, run.clock(), BATCH)
    if (!claimed.length) return
    const lane = async () => {
      for (let next = claimed.shift(); next && !isOver(); next = claimed.shift()) await deliver(next, run)
    }
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane))
    for (const each of lanes) if (each.status === 'rejected') throw each.reason
  }
}

/** One issue from claim to result. A throw after the wire mark leaves the row to its lease, which holds it as uncertain. */
async function deliver(delivery: ClaimedDelivery, run: Run): Promise<void> {
  const { name, clock, counts, signal } = run
  const prepared = await prepare(delivery, run).catch(error => asRetry(delivery, error))
  if (prepared.kind === 'settled') {
    const { result } = prepared
    counts[result.state]++
    await markDelivery(delivery, name, result, clock())
    return
  }
  const { mail, paperPks } = prepared
  if (!(await markSending({ ...delivery, messageId: mail.messageId, paperPks }, name, clock()))) return
  const { outcome, reply, outage } = await sendMail(mail, signal)
  counts[outcome]++
  run.away ||= outage === true
  await markDelivery(delivery, name, { state: outcome, reply, jitter: Math.random(), outage }, clock())
}

/** A mail ready for the wire, or what became of the issue without one. */
type Prepared = { kind: 'mail'; mail: Mail; paperPks: number[] } | { kind: 'settled'; result: DeliveryResult }

async function prepare(delivery: ClaimedDelivery, { clock, freshness }: Run): Promise<Prepared> {
  const composed = await composeFor(delivery)
  if (composed.kind === 'nothing') return { kind: 'settled', result: { state: 'skipped', reason: composed.why } }
  const mail = mailOf(composed, delivery, delivery.localDate, freshness, clock())
  return { kind: 'mail', mail, paperPks: composed.papers.map(paper => paper.pk) }
}

/** What goes wrong with the issue of one reader must not keep the others from theirs. */
function asRetry(delivery: ClaimedDelivery, error: unknown): Prepared {
  log.error('digest could not be made', error, { date: delivery.localDate })
  return { kind: 'settled', result: { state: 'retry', reply: renderError(error), jitter: Math.random() } }
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
