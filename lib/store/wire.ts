import { database } from '#lib/db'
import { pauseAfterOutage, pauseAfterRefusal } from '#lib/domain/mail/pauses'
import { GRACE_HOURS } from '#lib/domain/schedule/due'
import { type DeliveryKey, LEASE_MS } from './deliveries.ts'
import { type Heard, noteHeard } from './mail-server.ts'
import { MAIL_IS_PAUSED } from './pauses.ts'
import type { Statement } from './statement.ts'
import { suppressRefused } from './suppressions.ts'

/** An issue about to go on the wire. */
export type WireMark = DeliveryKey & { messageId: string; paperPks: number[] }

/**
 * What became of an issue. `jitter` (0 to 1) spreads retries over a fifth more time; an `unspent` attempt does not count, as in an outage
 * or when it was refused for what is about us (`refusedForUs`). `badAddress`: nothing is to be sent there again.
 */
export type DeliveryResult =
  | {
      state: 'sent' | 'failed' | 'uncertain' | 'retry'
      reply: string
      jitter: number
      outage?: boolean
      unspent?: boolean
      refusedForUs?: boolean
      badAddress?: boolean
    }
  | { state: 'skipped'; reason: string }

/** An issue with its result; `attempts` were made before. */
export type SettledDelivery = DeliveryKey & { dueAt: Date; attempts: number; result: DeliveryResult }

/** All that a worker has to say in one round trip. `probe`: the marks are those of the one message that may go while sending is stopped. */
export type WireNotes = { results: SettledDelivery[]; marks: WireMark[]; heard: Heard[]; probe?: boolean }

export const keyOf = ({ subscriberId, localDate }: DeliveryKey) => `${subscriberId} ${localDate}`

/**
 * Results and wire marks of one worker, in one transaction. A mark comes right before the first byte: it is given where the claim is still this
 * worker's, the reader still wants mail, none of the papers went to them on another date, and sending is not stopped; the papers count as
 * delivered from then on, and the claim holds anew. Papers of an issue that surely did not arrive count as not delivered; a retry
 * that would come later than the grace of 10 h is a failure. Answers which marks were given, by `keyOf`.
 */
export async function exchangeNotes(worker: string, notes: WireNotes, now: Date): Promise<Set<string>> {
  const { transact } = await database()
  const { results, marks, heard, probe = false } = notes
  const settling = results.length > 0 ? settle(worker, results, now) : []
  const before = [...settling, ...noteHeard(heard, now)]
  const marking = marks.length > 0 ? mark(worker, marks, probe, now) : []
  if (before.length + marking.length === 0) return new Set()
  const answers = await transact([...before, ...marking])
  const rows = marks.length > 0 ? answers[before.length]!.rows : []
  return new Set(rows.map(row => keyOf({ subscriberId: String(row.subscriber_id), localDate: String(row.local_date) })))
}

/** Rows as values: a list in JSON would be read anew for every field of every row. */
const valuesOf = (rows: (string | number | null)[][]) => rows.map(row => `(${row.map(() => '?').join()})`).join()

// In all of these `+d.state` keeps its index out of the plan: every row in that state would be held against every row of the values.
function mark(worker: string, marks: WireMark[], probe: boolean, now: Date): Statement[] {
  const at = now.getTime()
  const rows = marks.map(({ subscriberId, localDate, messageId, paperPks }) => [
    ...[subscriberId, localDate, messageId, JSON.stringify(paperPks)],
  ])
  const keys = marks.map(({ subscriberId, localDate, paperPks }) => [subscriberId, localDate, JSON.stringify(paperPks)])
  return [
    {
      sql: `WITH m(id, date, message_id, papers) AS (VALUES ${valuesOf(rows)})
            UPDATE delivery AS d SET state = 'sending', message_id = m.message_id, attempts = d.attempts + 1, paper_count = json_array_length(m.papers),
              lease_until = ?, updated_at = ?
            FROM m WHERE d.subscriber_id = m.id AND d.local_date = m.date AND +d.state = 'claimed' AND d.claimed_by = ?
              AND (? OR (SELECT stopped_at FROM mail_server WHERE id = 1) IS NULL) AND NOT ${MAIL_IS_PAUSED}
              AND EXISTS (SELECT 1 FROM subscriber s WHERE s.id = d.subscriber_id AND s.status = 'active'
                AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = s.email_hash))
              AND NOT EXISTS (SELECT 1 FROM json_each(m.papers) p CROSS JOIN delivered_paper o
                ON o.subscriber_id = d.subscriber_id AND o.paper_pk = p.value AND o.local_date <> d.local_date)
            RETURNING subscriber_id, local_date`,
      args: [...rows.flat(), at + LEASE_MS, at, worker, probe ? 1 : 0],
    },
    {
      sql: `WITH m(id, date, papers) AS (VALUES ${valuesOf(keys)})
            INSERT OR IGNORE INTO delivered_paper
            SELECT m.id, p.value, m.date FROM m JOIN delivery d ON d.subscriber_id = m.id AND d.local_date = m.date, json_each(m.papers) p
            WHERE +d.state = 'sending' AND d.claimed_by = ?`,
      args: [...keys.flat(), worker],
    },
  ]
}

function settle(worker: string, results: SettledDelivery[], now: Date): Statement[] {
  const rows = results.map(each => rowOf(each, now))
  const sent = rows.filter(({ state }) => state === 'sent')
  const others = rows.filter(({ state }) => state !== 'sent')
  const payload = JSON.stringify(others)
  return [
    ...(sent.length > 0 ? [settleSent(worker, sent, now)] : []),
    ...(others.length > 0 ? [settleOthers(worker, payload, now)] : []),
    ...(others.some(({ state }) => state !== 'uncertain')
      ? [forgetPapers(payload), skipOfGone(payload), ...suppressRefused(payload, now)]
      : []),
  ]
}

/** By far the most, and nothing else is to be said of them. */
const settleSent = (worker: string, rows: ReturnType<typeof rowOf>[], now: Date): Statement => ({
  sql: `WITH r(id, date, reply) AS (VALUES ${valuesOf(rows.map(() => ['', '', '']))})
        UPDATE delivery AS d SET state = 'sent', reason = NULL, last_reply = r.reply, lease_until = NULL, next_attempt_at = ?, updated_at = ?
        FROM r WHERE d.subscriber_id = r.id AND d.local_date = r.date AND d.claimed_by = ? AND +d.state IN ('sending', 'uncertain')`,
  args: [...rows.flatMap(({ id, date, reply }) => [id, date, reply]), now.getTime(), now.getTime(), worker],
})

const settleOthers = (worker: string, payload: string, now: Date): Statement => ({
  sql: `UPDATE delivery AS d SET state = r.value ->> 'state', reason = r.value ->> 'reason',
          last_reply = coalesce(r.value ->> 'reply', d.last_reply), attempts = coalesce(r.value ->> 'attempts', d.attempts),
          refused_at = coalesce(r.value ->> 'refusedAt', d.refused_at), next_attempt_at = r.value ->> 'next',
          lease_until = NULL, updated_at = ?2
        FROM json_each(?1) r
        WHERE d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date' AND d.claimed_by = ?3
          AND ((r.value ->> 'unmarked' AND +d.state = 'claimed')
            OR (r.value ->> 'state' <> 'skipped' AND +d.state IN ('sending', 'uncertain')))`,
  args: [payload, now.getTime(), worker],
})

function rowOf({ subscriberId, localDate, dueAt, attempts, result }: SettledDelivery, now: Date) {
  const retries = result.state === 'retry'
  const next = retries ? retryAt({ attempts, dueAt }, result, now) : now
  const late = retries && next.getTime() > dueAt.getTime() + GRACE_HOURS * 3_600_000
  const state = late ? 'failed' : result.state
  const told = result.state === 'skipped' ? null : result
  return {
    id: subscriberId,
    date: localDate,
    state,
    reason: late ? 'gave up: the next attempt would be too late' : result.state === 'skipped' ? result.reason : null,
    reply: told?.reply ?? null,
    attempts: told?.unspent || told?.outage ? attempts : null,
    refusedAt: told?.refusedForUs ? now.getTime() : null,
    badAddress: told?.badAddress === true,
    next: next.getTime(),
    // A retry without a wire mark is one whose issue could not even be composed.
    unmarked: retries || result.state === 'skipped',
  }
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
const skipOfGone = (payload: string): Statement => ({
  sql: `UPDATE delivery AS d SET state = 'skipped', reason = (SELECT iif(s.status = 'suppressed', 'suppressed', 'left') FROM subscriber s WHERE s.id = d.subscriber_id)
        FROM json_each(?) r
        WHERE d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date' AND +d.state = 'retry'
          AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = d.subscriber_id AND s.status = 'active')`,
  args: [payload],
})

const forgetPapers = (payload: string): Statement => ({
  sql: `DELETE FROM delivered_paper AS p WHERE p.subscriber_id IN (SELECT value ->> 'id' FROM json_each(?1))
          AND p.local_date IN (SELECT value ->> 'date' FROM json_each(?1))
          AND EXISTS (SELECT 1 FROM json_each(?1) r JOIN delivery d ON d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date'
            WHERE d.subscriber_id = p.subscriber_id AND d.local_date = p.local_date
              AND +d.state = r.value ->> 'state' AND +d.state IN ('failed', 'retry', 'skipped'))`,
  args: [payload],
})
