import { database } from '#lib/db'
import { pauseAfterOutage, pauseAfterRefusal } from '#lib/domain/mail/pauses'
import { CONFIRM_MS } from '#lib/domain/subscription/confirmation'
import { type Heard, noteHeard } from './mail-server.ts'
import { MAIL_IS_PAUSED } from './pauses.ts'
import { suppressStatements } from './suppressions.ts'

/** A letter on its way to one reader. `attempts` counts this one. */
export type DueLetter = {
  id: number
  kind: 'confirm' | 'manage'
  subscriberId: string
  email: string
  queuedAt: Date
  attempts: number
}

/**
 * What became of a letter. An attempt in an `outage` does not count; to a `badAddress` nothing is sent again; `heard` is for all who send.
 */
export type LetterResult = {
  outcome: 'sent' | 'retry' | 'failed' | 'uncertain'
  reply: string
  outage?: boolean
  badAddress?: boolean
  heard?: Heard
}

/** How long a worker may take to send one letter, in milliseconds. */
const LEASE_MS = 5 * 60_000

/** Longer than any letter rests or is leased, in milliseconds: what is further ahead was set by a clock that was wrong. */
const FAR_MS = 2 * 3_600_000

/** How often a letter is tried when a server answers. */
const MOST_ATTEMPTS = 8

/** Whether there is anything to do for `expireLetterLeases` and `claimLetter`: a look that takes no lock. */
export async function hasDueLetters(now: Date): Promise<boolean> {
  const { prisma } = await database()
  const at = now.getTime()
  // Every other second, so along the index: left to itself SQLite scans all letters, nearly all of which were sent.
  const [look] = await prisma.$queryRaw<{ due: number | bigint }[]>`
    SELECT EXISTS (SELECT 1 FROM letter WHERE state = 'queued' AND next_attempt_at <= ${at})
        OR EXISTS (SELECT 1 FROM letter WHERE state = 'queued' AND next_attempt_at > ${at + FAR_MS})
        OR EXISTS (SELECT 1 FROM letter INDEXED BY letter_state_next_attempt_at_idx
                   WHERE state = 'sending' AND (lease_until <= ${at} OR lease_until > ${at + FAR_MS})) AS due`
  return Number(look!.due) === 1
}

/**
 * Takes the letter that waits longest, or null when none is due. From then on it counts as being on the wire, so take one at a time.
 * Letters that no longer fit (already confirmed, left) are dropped on the way.
 */
export async function claimLetter(now: Date): Promise<DueLetter | null> {
  const { transact } = await database()
  const at = now.getTime()
  const far = at + FAR_MS
  const due = `SELECT l.id FROM letter l JOIN subscriber s ON s.id = l.subscriber_id
               WHERE l.state = 'queued' AND (l.next_attempt_at <= ?1 OR l.next_attempt_at > ?2) AND NOT ${MAIL_IS_PAUSED}`
  const fits = `s.email IS NOT NULL AND s.status = CASE l.kind WHEN 'confirm' THEN 'pending' ELSE 'active' END
                AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = s.email_hash)`
  const [, claimed] = await transact([
    { sql: `DELETE FROM letter WHERE id IN (${due} AND NOT (${fits}))`, args: [at, far] },
    {
      sql: `UPDATE letter SET state = 'sending', attempts = attempts + 1, lease_until = ?3, updated_at = ?1
            WHERE id = (${due} ORDER BY l.next_attempt_at, l.id LIMIT 1)
            RETURNING id, kind, subscriber_id AS subscriberId, queued_at AS queuedAt, attempts,
              (SELECT email FROM subscriber s WHERE s.id = letter.subscriber_id) AS email`,
      args: [at, far, at + LEASE_MS],
    },
  ])
  const row = claimed!.rows[0]
  if (!row) return null
  const { id, kind, subscriberId, queuedAt, attempts, email } = row as unknown as DueLetter
  return { id: Number(id), kind, subscriberId, email, queuedAt: new Date(Number(queuedAt)), attempts: Number(attempts) }
}

/**
 * Records what became of a letter, unless somebody else sends it by now. `retry` queues it again: while a server answers, until its attempts
 * are spent; in an outage, for as long as it is of use. Answers whether sending is stopped.
 */
export async function markLetter(letter: DueLetter, result: LetterResult, now: Date): Promise<boolean> {
  const { transact } = await database()
  const { outcome, reply, outage = false, badAddress = false, heard } = result
  const { id, queuedAt, subscriberId } = letter
  const attempts = outage ? letter.attempts - 1 : letter.attempts
  const pause = outage ? pauseAfterOutage(now.getTime() - queuedAt.getTime()) : pauseAfterRefusal(letter.attempts - 1)
  const next = now.getTime() + pause
  const useful = attempts < MOST_ATTEMPTS && next < queuedAt.getTime() + CONFIRM_MS
  const state = outcome !== 'retry' ? outcome : useful ? 'queued' : 'failed'
  const answers = await transact([
    {
      // Each claim counts one more: a worker that slept does not speak for the one that took over.
      sql: `UPDATE letter SET state = ?, attempts = ?, last_reply = ?, lease_until = NULL, next_attempt_at = ?, updated_at = ?
            WHERE id = ? AND attempts = ? AND state IN ('sending', 'uncertain')`,
      args: [state, attempts, reply, next, now.getTime(), id, letter.attempts],
    },
    ...noteHeard(heard ? [heard] : [], now),
    ...(badAddress ? suppressStatements([{ id: subscriberId, detail: reply }], 'refused', now) : []),
    'SELECT stopped_at FROM mail_server WHERE id = 1',
  ])
  return answers.at(-1)!.rows[0]!.stopped_at !== null
}

/** Letters whose worker vanished may have been sent: they are held as uncertain. Returns how many. */
export async function expireLetterLeases(now: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.letter.updateMany({
    where: {
      state: 'sending',
      OR: [{ leaseUntil: { lte: now } }, { leaseUntil: { gt: new Date(now.getTime() + FAR_MS) } }],
    },
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
