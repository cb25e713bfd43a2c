import { database } from '#lib/db'
import { pauseAfterOutage, pauseAfterRefusal } from '#lib/domain/mail/pauses'
import { GRACE_HOURS } from '#lib/domain/schedule/due'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { readPreferences, WITH_TOPICS } from './subscription-row.ts'

/** The key of a row in the ledger: one reader, one date in their zone. */
export type DeliveryKey = { subscriberId: string; localDate: string }

/** An issue that this worker is to compose and send. `attempts` counts those made before. */
export type ClaimedDelivery = DeliveryKey & {
  email: string
  preferences: Preferences
  dueAt: Date
  attempts: number
}

/** What became of an issue. `jitter` (0 to 1) spreads retries over a fifth more time; an attempt in an `outage` does not count. */
export type DeliveryResult =
  | { state: 'sent' | 'failed' | 'uncertain' | 'retry'; reply: string; jitter: number; outage?: boolean }
  | { state: 'skipped'; reason: string }

/** How long a claim holds, in milliseconds. */
const LEASE_MS = 5 * 60_000

/** Longer than any claim holds, in milliseconds: a lease that ends further ahead is of a clock that was wrong. */
const FAR_MS = 2 * 3_600_000

/** Takes what is due, longest waiting first; nobody else can take it while the lease lasts. Nothing is on the wire yet. */
export async function claimDeliveries(worker: string, now: Date, limit: number): Promise<ClaimedDelivery[]> {
  const { transact } = await database()
  const at = now.getTime()
  const [claimed] = await transact([
    {
      sql: `UPDATE delivery SET state = 'claimed', claimed_by = ?, lease_until = ?, updated_at = ?
            WHERE (subscriber_id, local_date) IN (
              SELECT subscriber_id, local_date FROM delivery WHERE state IN ('queued', 'retry') AND next_attempt_at <= ?
              ORDER BY next_attempt_at LIMIT ?)
            RETURNING subscriber_id, local_date`,
      args: [worker, at + LEASE_MS, at, at, limit],
    },
  ])
  if (!claimed!.rows.length) return []
  return findClaimed(worker)
}

/**
 * The wire mark, right before the first byte: true where the claim is still this worker's and the reader still wants mail. It also
 * notes the papers as delivered, and takes a new lease.
 */
export async function markSending(
  delivery: DeliveryKey & { messageId: string; paperPks: number[] },
  worker: string,
  now: Date,
): Promise<boolean> {
  const { transact } = await database()
  const { subscriberId, localDate, messageId, paperPks } = delivery
  const at = now.getTime()
  const [marked] = await transact([
    {
      sql: `UPDATE delivery SET state = 'sending', message_id = ?, paper_count = ?, attempts = attempts + 1, lease_until = ?, updated_at = ?
            WHERE subscriber_id = ? AND local_date = ? AND state = 'claimed' AND claimed_by = ?
              AND EXISTS (SELECT 1 FROM subscriber s WHERE s.id = subscriber_id AND s.status = 'active')`,
      args: [messageId, paperPks.length, at + LEASE_MS, at, subscriberId, localDate, worker],
    },
    {
      sql: `INSERT OR IGNORE INTO delivered_paper SELECT d.subscriber_id, p.value, d.local_date FROM delivery d, json_each(?) p
            WHERE d.subscriber_id = ? AND d.local_date = ? AND d.state = 'sending' AND d.claimed_by = ?`,
      args: [JSON.stringify(paperPks), subscriberId, localDate, worker],
    },
  ])
  return marked!.rowsAffected === 1
}

/**
 * Records what became of an issue. Papers of an issue that surely did not arrive count as not delivered; a retry that would come
 * later than the grace of 10 h is a failure.
 */
export async function markDelivery(
  delivery: DeliveryKey & { dueAt: Date; attempts: number },
  worker: string,
  result: DeliveryResult,
  now: Date,
): Promise<void> {
  const { transact } = await database()
  const { subscriberId, localDate } = delivery
  const outage = result.state === 'retry' && result.outage === true
  const next = result.state === 'retry' ? retryAt(delivery, result, now) : now
  const late = result.state === 'retry' && next.getTime() > delivery.dueAt.getTime() + GRACE_HOURS * 3_600_000
  const state = late ? 'failed' : result.state
  const reason = late
    ? 'gave up: the next attempt would be too late'
    : result.state === 'skipped'
      ? result.reason
      : null
  // A retry without a wire mark is one whose issue could not even be composed.
  const from = { skipped: ['claimed'], retry: ['claimed', 'sending', 'uncertain'] }[result.state as string] ?? [
    'sending',
    'uncertain',
  ]
  const arrived = state === 'sent' || state === 'uncertain'
  await transact([
    {
      sql: `UPDATE delivery SET state = ?, reason = ?, last_reply = coalesce(?, last_reply), attempts = coalesce(?, attempts), next_attempt_at = ?,
              lease_until = NULL, updated_at = ?
            WHERE subscriber_id = ? AND local_date = ? AND claimed_by = ? AND state IN (SELECT value FROM json_each(?))`,
      args: [
        state,
        reason,
        'reply' in result ? result.reply : null,
        outage ? delivery.attempts : null,
        next.getTime(),
        now.getTime(),
        subscriberId,
        localDate,
        worker,
        JSON.stringify(from),
      ],
    },
    ...(arrived ? [] : [forgetPapers(subscriberId, localDate, state)]),
    skipOfLeft(subscriberId, localDate),
  ])
}

/** What waits in the ledger and would be claimed now, for a dry run. */
export async function findWaiting(now: Date): Promise<DeliveryKey[]> {
  const { prisma } = await database()
  const oldest = new Date(now.getTime() - GRACE_HOURS * 3_600_000)
  return prisma.delivery.findMany({
    where: { state: { in: ['queued', 'retry'] }, nextAttemptAt: { lte: now }, dueAt: { gte: oldest } },
    select: { subscriberId: true, localDate: true },
    orderBy: { nextAttemptAt: 'asc' },
  })
}

/** Gives back what this worker claimed and did not begin to send. */
export async function releaseDeliveries(worker: string, now: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.delivery.updateMany({
    where: { claimedBy: worker, state: 'claimed' },
    data: { state: 'queued', claimedBy: null, leaseUntil: null, updatedAt: now },
  })
  return count
}

/** After a worker vanished: what it had only claimed goes back to the queue, what was on the wire is held as uncertain. */
export async function expireLeases(now: Date): Promise<{ requeued: number; uncertain: number }> {
  const { prisma } = await database()
  const far = new Date(now.getTime() + FAR_MS)
  const expired = { OR: [{ leaseUntil: { lte: now } }, { leaseUntil: { gt: far } }] }
  const claimed = await prisma.delivery.updateMany({
    where: { state: 'claimed', ...expired },
    data: { state: 'queued', claimedBy: null, leaseUntil: null, updatedAt: now },
  })
  const sending = await prisma.delivery.updateMany({
    where: { state: 'sending', ...expired },
    data: {
      state: 'uncertain',
      reason: 'the worker stopped while this was on the wire',
      leaseUntil: null,
      updatedAt: now,
    },
  })
  return { requeued: claimed.count, uncertain: sending.count }
}

/** How many issues due since a time are in each state, for the operator. */
export async function countDeliveries(since: Date): Promise<Record<string, number>> {
  const { prisma } = await database()
  const groups = await prisma.delivery.groupBy({ by: ['state'], _count: true, where: { dueAt: { gte: since } } })
  return Object.fromEntries(groups.map(group => [group.state, group._count]))
}

async function findClaimed(worker: string): Promise<ClaimedDelivery[]> {
  const { prisma } = await database()
  const rows = await prisma.delivery.findMany({
    where: { claimedBy: worker, state: 'claimed' },
    include: { subscriber: { include: WITH_TOPICS } },
    orderBy: [{ nextAttemptAt: 'asc' }, { subscriberId: 'asc' }],
  })
  return rows.flatMap(({ subscriberId, localDate, dueAt, attempts, subscriber }) => {
    const { email } = subscriber
    const preferences = readPreferences(subscriber)
    return email ? [{ subscriberId, localDate, email, preferences, dueAt, attempts }] : []
  })
}

/** `attempts` were made before the one that failed now. */
function retryAt(
  { attempts, dueAt }: { attempts: number; dueAt: Date },
  { jitter, outage }: { jitter: number; outage?: boolean },
  now: Date,
): Date {
  const pause = outage ? pauseAfterOutage(now.getTime() - dueAt.getTime()) : pauseAfterRefusal(attempts)
  return new Date(now.getTime() + pause * (1 + jitter / 5))
}

/** Somebody who left while their issue was on the wire is not sent it again. */
const skipOfLeft = (subscriberId: string, localDate: string) => ({
  sql: `UPDATE delivery SET state = 'skipped', reason = 'left' WHERE subscriber_id = ? AND local_date = ? AND state = 'retry'
          AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = subscriber_id AND s.status = 'active')`,
  args: [subscriberId, localDate],
})

const forgetPapers = (subscriberId: string, localDate: string, state: string) => ({
  sql: `DELETE FROM delivered_paper WHERE subscriber_id = ?1 AND local_date = ?2
          AND EXISTS (SELECT 1 FROM delivery WHERE subscriber_id = ?1 AND local_date = ?2 AND state = ?3)`,
  args: [subscriberId, localDate, state],
})
