import { database } from '#lib/db'
import { pauseAfterOutage, pauseAfterRefusal } from '#lib/domain/mail/pauses'
import { CONFIRM_MS } from '#lib/domain/subscription/confirmation'

/** A letter on its way to one reader. `attempts` counts this one. */
export type DueLetter = {
  id: number
  kind: 'confirm' | 'manage'
  subscriberId: string
  email: string
  queuedAt: Date
  attempts: number
}

/** What became of a letter. An attempt in an `outage` does not count. */
export type LetterResult = { outcome: 'sent' | 'retry' | 'failed' | 'uncertain'; reply: string; outage?: boolean }

/** How long a worker may take to send one letter, in milliseconds. */
const LEASE_MS = 5 * 60_000

/** How often a letter is tried when a server answers. */
const MOST_ATTEMPTS = 8

/** Whether there is anything to do for `expireLetterLeases` and `claimLetter`: a look that takes no lock. */
export async function hasDueLetters(now: Date): Promise<boolean> {
  const { prisma } = await database()
  const due = [
    { state: 'queued', nextAttemptAt: { lte: now } },
    { state: 'sending', leaseUntil: { lte: now } },
  ]
  return (await prisma.letter.findFirst({ where: { OR: due }, select: { id: true } })) !== null
}

/**
 * Takes the letter that waits longest, or null when none is due. From then on it counts as being on the wire, so take one at a time.
 * Letters that no longer fit (already confirmed, left) are dropped on the way.
 */
export async function claimLetter(now: Date): Promise<DueLetter | null> {
  const { transact } = await database()
  const at = now.getTime()
  const due = `SELECT l.id FROM letter l JOIN subscriber s ON s.id = l.subscriber_id WHERE l.state = 'queued' AND l.next_attempt_at <= ?`
  const fits = `s.email IS NOT NULL AND s.status = CASE l.kind WHEN 'confirm' THEN 'pending' ELSE 'active' END`
  const [, claimed] = await transact([
    { sql: `DELETE FROM letter WHERE id IN (${due} AND NOT (${fits}))`, args: [at] },
    {
      sql: `UPDATE letter SET state = 'sending', attempts = attempts + 1, lease_until = ?, updated_at = ?
            WHERE id = (${due} ORDER BY l.next_attempt_at, l.id LIMIT 1)
            RETURNING id, kind, subscriber_id AS subscriberId, queued_at AS queuedAt, attempts,
              (SELECT email FROM subscriber s WHERE s.id = letter.subscriber_id) AS email`,
      args: [at + LEASE_MS, at, at],
    },
  ])
  const row = claimed!.rows[0]
  if (!row) return null
  const { id, kind, subscriberId, queuedAt, attempts, email } = row as unknown as DueLetter
  return { id: Number(id), kind, subscriberId, email, queuedAt: new Date(Number(queuedAt)), attempts: Number(attempts) }
}

/**
 * Records what became of a letter. `retry` queues it again: while a server answers, until its attempts are spent; in an outage, for as
 * long as it is of use.
 */
export async function markLetter(letter: DueLetter, result: LetterResult, now: Date): Promise<void> {
  const { prisma } = await database()
  const { outcome, reply, outage = false } = result
  const { id, queuedAt } = letter
  const attempts = outage ? letter.attempts - 1 : letter.attempts
  const pause = outage ? pauseAfterOutage(now.getTime() - queuedAt.getTime()) : pauseAfterRefusal(letter.attempts - 1)
  const nextAttemptAt = new Date(now.getTime() + pause)
  const useful = attempts < MOST_ATTEMPTS && nextAttemptAt.getTime() < queuedAt.getTime() + CONFIRM_MS
  const state = outcome !== 'retry' ? outcome : useful ? 'queued' : 'failed'
  await prisma.letter.updateMany({
    where: { id, state: { in: ['sending', 'uncertain'] } },
    data: { state, attempts, lastReply: reply, leaseUntil: null, nextAttemptAt, updatedAt: now },
  })
}

/** Letters whose worker vanished may have been sent: they are held as uncertain. Returns how many. */
export async function expireLetterLeases(now: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.letter.updateMany({
    where: { state: 'sending', leaseUntil: { lte: now } },
    data: {
      state: 'uncertain',
      lastReply: 'The worker stopped while this was on the wire.',
      leaseUntil: null,
      updatedAt: now,
    },
  })
  return count
}

/** How many letters queued since a time are in each state. */
export async function countLetters(since: Date): Promise<Record<string, number>> {
  const { prisma } = await database()
  const groups = await prisma.letter.groupBy({ by: ['state'], _count: true, where: { queuedAt: { gte: since } } })
  return Object.fromEntries(groups.map(group => [group.state, group._count]))
}
