import { database } from '#lib/db'

/** A mail of which nobody knows whether it arrived: it is not sent again by itself. `key` names it to `resendHeld` and `closeHeld`. */
export type HeldMail = {
  key: string
  email: string | null
  since: Date
  what: string
  said: string
}

/** Which held mails are meant: all, all of an address, or one by its key. */
export type HeldChoice = { all: true } | { email: string } | { key: string }

/** The mails that are held, oldest first. */
export async function findHeld(limit = 1000): Promise<HeldMail[]> {
  const { prisma } = await database()
  const deliveries = await prisma.delivery.findMany({
    where: { state: 'uncertain' },
    include: { subscriber: { select: { email: true } } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  })
  const letters = await prisma.letter.findMany({
    where: { state: 'uncertain' },
    include: { subscriber: { select: { email: true } } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
  })
  return [
    ...deliveries.map(({ subscriberId, localDate, subscriber, updatedAt, reason, lastReply }) => ({
      key: `${subscriberId}/${localDate}`,
      email: subscriber.email,
      since: updatedAt,
      what: `digest of ${localDate}`,
      said: reason ?? lastReply ?? '',
    })),
    ...letters.map(({ id, kind, subscriber, updatedAt, lastReply }) => ({
      key: `letter/${id}`,
      email: subscriber.email,
      since: updatedAt,
      what: kind === 'confirm' ? 'letter to confirm' : 'letter with links',
      said: lastReply ?? '',
    })),
  ].toSorted((a, b) => a.since.getTime() - b.since.getTime())
}

/** How many mails are held. */
export async function countHeld(): Promise<number> {
  const { prisma } = await database()
  const where = { state: 'uncertain' }
  return (await prisma.delivery.count({ where })) + (await prisma.letter.count({ where }))
}

/**
 * Sends held mails again, as the operator says: some may arrive twice. They leave at once, however old they are; those of readers who left
 * meanwhile stay. Returns how many.
 */
export async function resendHeld(choice: HeldChoice, now: Date): Promise<number> {
  const at = now.getTime()
  return settle(
    choice,
    // Without its old claim nothing that a worker says late counts any more.
    `state = 'queued', reason = 'sent again by hand', claimed_by = NULL, due_at = max(due_at, ?2), next_attempt_at = ?1, updated_at = ?1`,
    `state = 'queued', queued_at = ?1, next_attempt_at = max(?1, ?2), updated_at = ?1`,
    `AND EXISTS (SELECT 1 FROM subscriber s WHERE s.id = subscriber_id AND s.email IS NOT NULL AND s.status IN ('active', 'pending'))`,
    [at, at - RECENT_MS],
  )
}

/** Takes held mails as sent. Returns how many. */
export async function closeHeld(choice: HeldChoice, now: Date): Promise<number> {
  const at = now.getTime()
  const delivery = `state = 'sent', reason = 'taken as sent by hand', claimed_by = NULL, updated_at = ?1`
  return settle(choice, delivery, `state = 'sent', updated_at = ?1`, 'AND ?2 = ?2', [at, at])
}

/** An issue that is sent again counts as due within the last hour: by its own time it may be too late already. */
const RECENT_MS = 3_600_000

async function settle(choice: HeldChoice, delivery: string, letter: string, where: string, args: number[]) {
  const { transact } = await database()
  const email = 'email' in choice ? choice.email : null
  const key = 'key' in choice ? choice.key : null
  const byEmail = '(?3 IS NULL OR subscriber_id IN (SELECT id FROM subscriber WHERE lower(email) = lower(?3)))'
  const results = await transact([
    {
      sql: `UPDATE delivery SET ${delivery} WHERE state = 'uncertain' AND ${byEmail} AND (?4 IS NULL OR subscriber_id || '/' || local_date = ?4) ${where}`,
      args: [...args, email, key],
    },
    {
      sql: `UPDATE letter SET ${letter} WHERE state = 'uncertain' AND ${byEmail} AND (?4 IS NULL OR 'letter/' || id = ?4) ${where}`,
      args: [...args, email, key],
    },
  ])
  return results.reduce((sum, result) => sum + result.rowsAffected, 0)
}
