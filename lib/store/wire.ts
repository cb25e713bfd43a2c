import { database } from '#lib/db'
import { pauseAfterOutage, pauseAfterRefusal } from '#lib/domain/mail/pauses'
import { GRACE_HOURS } from '#lib/domain/schedule/due'
import { type DeliveryKey, LEASE_MS } from './deliveries.ts'
import { type Heard, noteHeard } from './mail-server.ts'
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

function mark(worker: string, marks: WireMark[], probe: boolean, now: Date): Statement[] {
  const at = now.getTime()
  const payload = JSON.stringify(
    marks.map(({ subscriberId, localDate, messageId, paperPks }) => ({
      id: subscriberId,
      date: localDate,
      messageId,
      papers: paperPks,
    })),
  )
  return [
    {
      sql: `UPDATE delivery AS d SET state = 'sending', message_id = m.value ->> 'messageId', attempts = d.attempts + 1,
              paper_count = json_array_length(m.value, '$.papers'), lease_until = ?2, updated_at = ?3
            FROM json_each(?1) m
            WHERE d.subscriber_id = m.value ->> 'id' AND d.local_date = m.value ->> 'date' AND d.state = 'claimed' AND d.claimed_by = ?4
              AND (?5 OR (SELECT stopped_at FROM mail_server WHERE id = 1) IS NULL)
              AND EXISTS (SELECT 1 FROM subscriber s WHERE s.id = d.subscriber_id AND s.status = 'active'
                AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = s.email_hash))
              AND NOT EXISTS (SELECT 1 FROM json_each(m.value, '$.papers') p JOIN delivered_paper o
                ON o.subscriber_id = d.subscriber_id AND o.paper_pk = p.value AND o.local_date <> d.local_date)
            RETURNING subscriber_id, local_date`,
      args: [payload, at + LEASE_MS, at, worker, probe ? 1 : 0],
    },
    {
      sql: `INSERT OR IGNORE INTO delivered_paper
            SELECT d.subscriber_id, p.value, d.local_date FROM json_each(?1) m
            JOIN delivery d ON d.subscriber_id = m.value ->> 'id' AND d.local_date = m.value ->> 'date', json_each(m.value, '$.papers') p
            WHERE d.state = 'sending' AND d.claimed_by = ?2`,
      args: [payload, worker],
    },
  ]
}

function settle(worker: string, results: SettledDelivery[], now: Date): Statement[] {
  const settled = results.map(each => rowOf(each, now))
  const payload = JSON.stringify(settled)
  const unsent = settled.some(({ state }) => state !== 'sent' && state !== 'uncertain')
  return [
    {
      sql: `UPDATE delivery AS d SET state = r.value ->> 'state', reason = r.value ->> 'reason',
              last_reply = coalesce(r.value ->> 'reply', d.last_reply), attempts = coalesce(r.value ->> 'attempts', d.attempts),
              refused_at = coalesce(r.value ->> 'refusedAt', d.refused_at), next_attempt_at = r.value ->> 'next',
              lease_until = NULL, updated_at = ?2
            FROM json_each(?1) r
            WHERE d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date' AND d.claimed_by = ?3
              AND d.state IN (SELECT value FROM json_each(r.value, '$.from'))`,
      args: [payload, now.getTime(), worker],
    },
    ...(unsent ? [forgetPapers(payload), skipOfGone(payload), ...suppressRefused(payload, now)] : []),
  ]
}

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
    from: { skipped: ['claimed'], retry: ['claimed', 'sending', 'uncertain'] }[result.state as string] ?? [
      'sending',
      'uncertain',
    ],
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
        WHERE d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date' AND d.state = 'retry'
          AND NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = d.subscriber_id AND s.status = 'active')`,
  args: [payload],
})

const forgetPapers = (payload: string): Statement => ({
  sql: `DELETE FROM delivered_paper AS p WHERE p.subscriber_id IN (SELECT value ->> 'id' FROM json_each(?1))
          AND p.local_date IN (SELECT value ->> 'date' FROM json_each(?1))
          AND EXISTS (SELECT 1 FROM json_each(?1) r JOIN delivery d ON d.subscriber_id = r.value ->> 'id' AND d.local_date = r.value ->> 'date'
            WHERE d.subscriber_id = p.subscriber_id AND d.local_date = p.local_date
              AND d.state = r.value ->> 'state' AND d.state IN ('failed', 'retry', 'skipped'))`,
  args: [payload],
})
