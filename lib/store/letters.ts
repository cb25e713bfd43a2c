import { database } from '#lib/db'

/** A letter on its way to one reader. `attempts` counts this one. */
export type DueLetter = {
  id: number
  kind: 'confirm' | 'manage'
  subscriberId: string
  email: string
  attempts: number
}

/** How long a worker may take to send one letter, in milliseconds. */
const LEASE_MS = 5 * 60_000

/** The waits after the first, second… attempt, in minutes; the last one repeats. */
const RETRY_MINUTES = [1, 5, 15, 60]

/** How often a letter is tried. */
export const LETTER_ATTEMPTS = 8

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
            RETURNING id, kind, subscriber_id AS subscriberId, attempts,
              (SELECT email FROM subscriber s WHERE s.id = letter.subscriber_id) AS email`,
      args: [at + LEASE_MS, at, at],
    },
  ])
  const row = claimed!.rows[0]
  if (!row) return null
  const { id, kind, subscriberId, attempts, email } = row as unknown as DueLetter
  return { id: Number(id), kind, subscriberId, email, attempts: Number(attempts) }
}

/** Records what became of a letter. `retry` queues it again until its attempts are spent. */
export async function markLetter(
  letter: DueLetter,
  outcome: 'sent' | 'retry' | 'failed' | 'uncertain',
  reply: string,
  now: Date,
): Promise<void> {
  const { prisma } = await database()
  const again = outcome === 'retry' && letter.attempts < LETTER_ATTEMPTS
  const wait = RETRY_MINUTES[Math.min(letter.attempts, RETRY_MINUTES.length) - 1]! * 60_000
  const state = again ? 'queued' : outcome === 'retry' ? 'failed' : outcome
  await prisma.letter.updateMany({
    where: { id: letter.id, state: { in: ['sending', 'uncertain'] } },
    data: { state, lastReply: reply, leaseUntil: null, nextAttemptAt: new Date(now.getTime() + wait), updatedAt: now },
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
