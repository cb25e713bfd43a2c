import { database } from '#lib/db'
import { GRACE_HOURS } from '#lib/domain/schedule/due'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { type ChoiceRow, readPreferences } from './subscription-row.ts'

/** The key of a row in the ledger: one reader, one date in their zone. */
export type DeliveryKey = { subscriberId: string; localDate: string }

/** An issue that this worker is to compose and send. `attempts` counts those made before. */
export type ClaimedDelivery = DeliveryKey & {
  email: string
  preferences: Preferences
  dueAt: Date
  attempts: number
  /** When it was refused for what is about us. */
  refusedAt: Date | null
}

/** How long a claim holds, in milliseconds. */
export const LEASE_MS = 5 * 60_000

/** Longer than any claim holds, in milliseconds: a lease that ends further ahead is of a clock that was wrong. */
const FAR_MS = 2 * 3_600_000

/** Takes what is due, longest waiting first; nobody else can take it while the lease lasts. Nothing is on the wire yet. */
export async function claimDeliveries(worker: string, now: Date, limit: number): Promise<ClaimedDelivery[]> {
  const { transact } = await database()
  const at = now.getTime()
  // Each along the index: of both states at once, all that is due would be sorted for every claim.
  const due = (state: string) =>
    `SELECT * FROM (SELECT subscriber_id, local_date, next_attempt_at FROM delivery WHERE state = '${state}' AND next_attempt_at <= ?1
       ORDER BY next_attempt_at LIMIT ?2)`
  const [claimed] = await transact([
    {
      sql: `UPDATE delivery SET state = 'claimed', claimed_by = ?3, lease_until = ?4, updated_at = ?1
            WHERE (subscriber_id, local_date) IN (
              SELECT subscriber_id, local_date FROM (${due('queued')} UNION ALL ${due('retry')}) ORDER BY next_attempt_at LIMIT ?2)
            RETURNING subscriber_id, local_date`,
      args: [at, limit, worker, at + LEASE_MS],
    },
  ])
  const keys = claimed!.rows.map(row => ({
    subscriberId: String(row.subscriber_id),
    localDate: String(row.local_date),
  }))
  return keys.length > 0 ? findClaimed(worker, keys) : []
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

/** A claimed row as one object of JSON: row by row and column by column it would cost as much as the mail itself. */
type ClaimedRow = DeliveryKey & {
  email: string | null
  dueAt: number
  attempts: number
  refusedAt: number | null
  choice: ChoiceRow
}

async function findClaimed(worker: string, keys: DeliveryKey[]): Promise<ClaimedDelivery[]> {
  const { prisma } = await database()
  const [found] = await prisma.$queryRaw<{ claimed: string }[]>`
    SELECT json_group_array(json_object('subscriberId', c.subscriber_id, 'localDate', c.local_date, 'email', s.email, 'dueAt', c.due_at,
      'attempts', c.attempts, 'refusedAt', c.refused_at, 'choice', json_object('frequency', s.frequency, 'weekday', s.weekday,
        'hour', s.hour, 'zone', s.zone, 'searches', s.searches, 'excluded', s.excluded, 'count', s.count, 'quiet', s.quiet,
        'pausedUntil', s.paused_until, 'topics', (SELECT json_group_array(json_object('topicSlug', slug))
          FROM (SELECT topic_slug AS slug FROM subscriber_topic t WHERE t.subscriber_id = s.id ORDER BY topic_slug))))) AS claimed
    FROM (SELECT d.* FROM json_each(${JSON.stringify(keys)}) k
      CROSS JOIN delivery d ON d.subscriber_id = k.value ->> 'subscriberId' AND d.local_date = k.value ->> 'localDate'
      WHERE +d.state = 'claimed' AND d.claimed_by = ${worker} ORDER BY d.next_attempt_at, d.subscriber_id) c
    JOIN subscriber s ON s.id = c.subscriber_id`
  return (JSON.parse(found!.claimed) as ClaimedRow[]).flatMap(({ email, dueAt, refusedAt, choice, ...row }) => {
    const times = { dueAt: new Date(dueAt), refusedAt: refusedAt === null ? null : new Date(refusedAt) }
    return email === null ? [] : [{ ...row, ...times, email, preferences: readPreferences(choice) }]
  })
}
