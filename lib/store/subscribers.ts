import { randomBytes } from 'node:crypto'
import { primary } from '#lib/db'
import { nextUntaken, type Plan, planChange } from '#lib/domain/schedule/plan'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { insertIssues, type PlannedReader, planReader } from './delivery-plan.ts'
import { hashEmail } from './email-hash.ts'
import { choiceValues, readSubscription, SET_CHOICE, type Subscription, WITH_TOPICS } from './subscription-row.ts'

export type { Subscription } from './subscription-row.ts'

/** The subscription of an id, or null. */
export async function findSubscription(id: string): Promise<Subscription | null> {
  const { prisma } = await primary()
  const row = await prisma.subscriber.findUnique({ where: { id }, include: WITH_TOPICS })
  return row && readSubscription(row)
}

/** The active subscription of an address, or null. */
export async function findActiveSubscription(address: string, secret: string): Promise<Subscription | null> {
  const { prisma } = await primary()
  const emailHash = hashEmail(address, secret)
  const row = await prisma.subscriber.findUnique({ where: { emailHash }, include: WITH_TOPICS })
  return row?.status === 'active' ? readSubscription(row) : null
}

/**
 * Makes a pending subscription active; safe to repeat. `expired`: nobody is waiting here any more, because the request is
 * too old, was withdrawn, or never was, or because nothing is sent to the address any more, which leaves it suppressed.
 */
export async function confirmSubscription(
  id: string,
  now: Date,
): Promise<{ outcome: 'confirmed' | 'already'; subscription: Subscription } | { outcome: 'expired' }> {
  const found = await findSubscription(id)
  if (found?.status === 'active') return { outcome: 'already', subscription: found }
  if (found?.status !== 'pending') return { outcome: 'expired' }
  const { frequency, weekday, hour, zone, pausedUntil } = found
  const { dueAt } = nextUntaken(found, await findTaken(id, now), now)
  const { transact } = await primary()
  const suppressed = 'EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = subscriber.email_hash)'
  const [saved] = await transact([
    {
      sql: `UPDATE subscriber SET status = iif(${suppressed}, 'suppressed', 'active'), confirmed_at = ?, next_due_at = iif(${suppressed}, NULL, ?)
            WHERE id = ? AND status = 'pending' AND (frequency, weekday, hour, zone) = (?, ?, ?, ?) AND paused_until IS ?`,
      args: [now.getTime(), dueAt.getTime(), id, frequency, weekday, hour, zone, pausedUntil],
    },
  ])
  // Confirmed elsewhere, or asked for anew with another choice: look again.
  if (saved!.rowsAffected === 0) return confirmSubscription(id, now)
  const subscription = await findSubscription(id)
  return subscription?.status === 'active' ? { outcome: 'confirmed', subscription } : { outcome: 'expired' }
}

/**
 * Replaces what an active reader chose; null when they are not active. What was due by the old choice is planned first, and no date
 * loses its issue or gets a second one.
 */
export async function changeSubscription(
  id: string,
  preferences: Preferences,
  now: Date,
): Promise<Subscription | null> {
  for (let attempt = 0; attempt < CHANGE_ATTEMPTS; attempt++) {
    await planReader(id, now)
    const before = await findSubscription(id)
    if (before?.status !== 'active' || !before.nextDueAt) return null
    const reader = { ...before, nextDueAt: before.nextDueAt }
    const plan = planChange(reader, preferences, await findTaken(id, now), now)
    if (await saveChange(reader, preferences, plan, now)) return findSubscription(id)
  }
  throw new Error('The subscription was being changed by somebody else all the while: nothing was saved.')
}

/** How often a change is tried while others change the same subscription. */
const CHANGE_ATTEMPTS = 5

/** Saves a change, unless the reader is not any more as they were when it was planned. */
async function saveChange(reader: PlannedReader, preferences: Preferences, plan: Plan, now: Date): Promise<boolean> {
  const { transact } = await primary()
  const { topics, pausedUntil } = preferences
  const unchanged = `subscriber.id = ? AND status = 'active' AND (next_due_at, frequency, weekday, hour, zone) = (?, ?, ?, ?, ?)
    AND paused_until IS ?`
  const { frequency, weekday, hour, zone } = reader
  const as = [reader.id, reader.nextDueAt.getTime(), frequency, weekday, hour, zone, reader.pausedUntil ?? null]
  const results = await transact([
    insertIssues([{ reader, plan }], now),
    {
      sql: `DELETE FROM subscriber_topic WHERE subscriber_id IN (SELECT id FROM subscriber WHERE ${unchanged})`,
      args: as,
    },
    {
      sql: `INSERT INTO subscriber_topic SELECT subscriber.id, t.value FROM subscriber, json_each(?) t WHERE ${unchanged}`,
      args: [JSON.stringify(topics), ...as],
    },
    // What was planned for the days of a pause, and is not on the wire, waits no longer.
    {
      sql: `UPDATE delivery SET state = 'skipped', reason = 'paused', lease_until = NULL, updated_at = ?
            WHERE subscriber_id IN (SELECT id FROM subscriber WHERE ${unchanged}) AND local_date < ?
              AND state IN ('queued', 'retry', 'claimed')`,
      args: [now.getTime(), ...as, pausedUntil ?? ''],
    },
    {
      sql: `UPDATE subscriber SET ${SET_CHOICE}, next_due_at = ? WHERE ${unchanged}`,
      args: [...choiceValues(preferences), plan.next.getTime(), ...as],
    },
  ])
  return results.at(-1)!.rowsAffected === 1
}

/**
 * Ends a subscription; safe to repeat, and there is nothing to answer: whoever holds the link is out afterwards. The address,
 * the topics and all mail not yet on the wire go; the HMAC of the address and the ledger stay. Who leaves while suppressed stays away
 * when the suppression is lifted.
 */
export async function leaveSubscription(id: string, now: Date): Promise<void> {
  const { transact } = await primary()
  const at = now.getTime()
  await transact([
    {
      sql: `UPDATE subscriber SET status = 'left', email = NULL, next_due_at = NULL, left_at = ?, searches = '[]', excluded = '[]',
              consent = '{}', count = NULL, paused_until = NULL WHERE id = ? AND status IN ('pending', 'active', 'suppressed')`,
      args: [at, id],
    },
    { sql: `DELETE FROM subscriber_topic WHERE subscriber_id = ?`, args: [id] },
    {
      sql: `UPDATE delivery SET state = 'skipped', reason = 'left', lease_until = NULL, updated_at = ?
            WHERE subscriber_id = ? AND state IN ('queued', 'retry', 'claimed')`,
      args: [at, id],
    },
    { sql: `DELETE FROM letter WHERE subscriber_id = ? AND state = 'queued'`, args: [id] },
  ])
}

/** How many readers there are by status, for the operator. */
export async function countSubscriptions(): Promise<Record<Subscription['status'], number>> {
  const { prisma } = await primary()
  const groups = await prisma.subscriber.groupBy({ by: ['status'], _count: true })
  const none = { pending: 0, active: 0, left: 0, suppressed: 0 }
  return Object.assign(none, Object.fromEntries(groups.map(group => [group.status, group._count])))
}

/** An id that cannot be guessed: 128 bits in base64url. */
export const newSubscriberId = () => randomBytes(16).toString('base64url')

/** The dates around `now` and later for which the ledger has a row. */
export async function findTaken(id: string, now: Date): Promise<Set<string>> {
  const { prisma } = await primary()
  const from = new Date(now.getTime() - 3 * 86_400_000).toISOString().slice(0, 10)
  const rows = await prisma.delivery.findMany({
    where: { subscriberId: id, localDate: { gte: from } },
    select: { localDate: true },
  })
  return new Set(rows.map(row => row.localDate))
}
