import { database } from '#lib/db'
import type { Schedule } from '#lib/domain/schedule/due'
import { planIssues } from '#lib/domain/schedule/plan'
import type { Preferences } from '#lib/domain/subscription/preferences'
import type { Statement } from './statement.ts'
import { CHOICE_COLUMNS } from './subscription-row.ts'

/** Rows of an export to be taken back, each with the number of its line. Times are milliseconds. */
export type Line<Row> = Row & { line: number }

/** How many rows were new, and which lines refer to what is not here, or contradict what is. */
export type TakenBack = { added: number; refused: number[] }

/** A reader as an export has them. */
export type ReaderRow = Preferences & {
  id: string
  email: string | null
  emailHash: string
  status: string
  consent: string
} & Record<'createdAt', number> &
  Record<'confirmedAt' | 'leftAt' | 'nextDueAt', number | null>

/** What becomes of mails that were due since the export was made, and of which nobody knows whether they were sent. */
export type Doubt = { sendMissed: boolean; now: Date }

const HELD = 'it fell due after the export was made: it may have been sent since'

/** The statement that says which lines fail a condition on the row `r`. */
const linesWhere = (condition: string, payload: string): Statement => ({
  sql: `SELECT r.value ->> 'line' AS line FROM json_each(?) r WHERE ${condition}`,
  args: [payload],
})

async function take(refusing: Statement | null, ...taking: Statement[]): Promise<TakenBack> {
  const { transact } = await database()
  const results = await transact([...(refusing ? [refusing] : []), ...taking])
  const refused = refusing ? results.shift()!.rows.map(row => Number(row.line)) : []
  return { added: results[0]!.rowsAffected, refused }
}

/** Suppressed addresses; of one that is known the first reason stays. Whoever reads here with it gets nothing any more. */
export function takeSuppressions(
  rows: Line<{ emailHash: string; reason: string; detail: string | null; at: number }>[],
) {
  return take(
    null,
    {
      sql: `INSERT INTO suppression SELECT r.value ->> 'emailHash', r.value ->> 'reason', r.value ->> 'detail', r.value ->> 'at'
            FROM json_each(?) r WHERE true ON CONFLICT DO NOTHING`,
      args: [JSON.stringify(rows)],
    },
    {
      sql: `UPDATE subscriber SET status = 'suppressed', next_due_at = NULL WHERE status = 'active'
            AND email_hash IN (SELECT value ->> 'emailHash' FROM json_each(?))`,
      args: [JSON.stringify(rows)],
    },
  )
}

/**
 * Readers; of one who is known nothing changes, so that whoever left here stays gone. What fell due since the export is written into the
 * ledger at once, held, and their next issue is the one after now: no worker that runs meanwhile finds anything to send.
 */
export function takeReaders(rows: Line<ReaderRow>[], { sendMissed, now }: Doubt) {
  const plans = rows.map(row => {
    if (sendMissed || row.status !== 'active' || row.nextDueAt === null || row.nextDueAt > now.getTime())
      return { ...row, issues: [] }
    const at = { nextDueAt: new Date(row.nextDueAt), confirmedAt: dateOf(row.confirmedAt) }
    const { issues, next } = planIssues(row as Schedule, at, now)
    return {
      ...row,
      nextDueAt: next.getTime(),
      issues: issues.map(issue => ({ ...issue, dueAt: issue.dueAt.getTime() })),
    }
  })
  const payload = JSON.stringify(plans)
  const isNew = `NOT EXISTS (SELECT 1 FROM subscriber s WHERE s.id = r.value ->> 'id' OR s.email_hash = r.value ->> 'emailHash')`
  const suppressed = `(r.value ->> 'status' = 'active' AND EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = r.value ->> 'emailHash'))`
  return take(
    linesWhere(
      `EXISTS (SELECT 1 FROM subscriber s WHERE s.email_hash = r.value ->> 'emailHash' AND s.id <> r.value ->> 'id')`,
      payload,
    ),
    {
      sql: `INSERT INTO subscriber (id, email, email_hash, status, consent, created_at, confirmed_at, left_at, next_due_at, ${CHOICE_COLUMNS})
            SELECT r.value ->> 'id', r.value ->> 'email', r.value ->> 'emailHash', iif(${suppressed}, 'suppressed', r.value ->> 'status'),
              r.value ->> 'consent', r.value ->> 'createdAt', r.value ->> 'confirmedAt', r.value ->> 'leftAt',
              iif(${suppressed}, NULL, r.value ->> 'nextDueAt'), r.value ->> 'frequency', r.value ->> 'weekday', r.value ->> 'hour',
              r.value ->> 'zone', r.value -> 'searches', r.value -> 'excluded', r.value ->> 'count', r.value ->> 'quiet', r.value ->> 'pausedUntil'
            FROM json_each(?) r WHERE ${isNew}`,
      args: [payload],
    },
    {
      sql: `INSERT INTO subscriber_topic SELECT s.id, t.value FROM json_each(?) r JOIN subscriber s
              ON s.id = r.value ->> 'id' AND s.email_hash = r.value ->> 'emailHash' AND s.consent = r.value ->> 'consent',
            json_each(r.value, '$.topics') t WHERE true ON CONFLICT DO NOTHING`,
      args: [payload],
    },
    {
      sql: `INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, reason, updated_at)
            SELECT s.id, i.value ->> 'localDate', iif(i.value ->> 'late', 'skipped', 'uncertain'), i.value ->> 'dueAt', ?2,
              iif(i.value ->> 'late', 'too late', ?3), ?2
            FROM json_each(?1) r JOIN subscriber s ON s.id = r.value ->> 'id' AND s.next_due_at = r.value ->> 'nextDueAt',
              json_each(r.value, '$.issues') i WHERE true ON CONFLICT DO NOTHING`,
      args: [payload, now.getTime(), HELD],
    },
  )
}

/**
 * Rows of the ledger; one that is known stays, unless it is held only because its reader's line did not know yet what this one knows: workers
 * may have gone on while the export was made. What was waiting is held, what was on the wire is uncertain in any case.
 */
export function takeDeliveries(
  rows: Line<Record<string, unknown> & { state: string; reason: string | null }>[],
  { sendMissed }: Doubt,
) {
  const WAITING = ['queued', 'retry', 'claimed']
  const settled = rows.map(row => {
    if (row.state === 'sending')
      return { ...row, state: 'uncertain', reason: 'it was on the wire when the export was made' }
    if (!WAITING.includes(row.state)) return row
    return sendMissed ? { ...row, state: 'queued' } : { ...row, state: 'uncertain', reason: HELD }
  })
  const payload = JSON.stringify(settled)
  const known = `EXISTS (SELECT 1 FROM subscriber s WHERE s.id = r.value ->> 'subscriberId')`
  const columns = [
    'subscriberId',
    'localDate',
    'state',
    'dueAt',
    'attempts',
    'nextAttemptAt',
    'messageId',
    'paperCount',
    'reason',
    'lastReply',
    'updatedAt',
    'refusedAt',
  ]
  return take(linesWhere(`NOT ${known}`, payload), {
    sql: `INSERT INTO delivery (${columns.map(toSnake).join(', ')})
          SELECT ${columns.map(name => `r.value ->> '${name}'`).join(', ')} FROM json_each(?1) r WHERE ${known}
          ON CONFLICT (subscriber_id, local_date) DO UPDATE SET ${columns.map(name => `${toSnake(name)} = excluded.${toSnake(name)}`).join(', ')}
          WHERE delivery.state = 'uncertain' AND delivery.reason = ?2 AND excluded.state <> 'queued' AND excluded.reason IS NOT ?2`,
    args: [payload, HELD],
  })
}

/** Which papers went to whom. */
export function takeDelivered(rows: Line<{ subscriberId: string; localDate: string; paperId: string }>[]) {
  const payload = JSON.stringify(rows)
  const paper = `(SELECT pk FROM paper WHERE id = r.value ->> 'paperId' UNION ALL
    SELECT paper_pk FROM paper_alias WHERE id = r.value ->> 'paperId' LIMIT 1)`
  const known = `EXISTS (SELECT 1 FROM subscriber s WHERE s.id = r.value ->> 'subscriberId') AND ${paper} IS NOT NULL`
  return take(linesWhere(`NOT (${known})`, payload), {
    sql: `INSERT INTO delivered_paper SELECT r.value ->> 'subscriberId', ${paper}, r.value ->> 'localDate'
          FROM json_each(?) r WHERE ${known} ON CONFLICT DO NOTHING`,
    args: [payload],
  })
}

/** Public issues, which never change: one that is known stays. */
export function takeIssues(
  rows: Line<{ date: string; topic: string; madeAt: number; freshness: string; papers: string[] }>[],
) {
  return take(null, {
    sql: `INSERT INTO issue SELECT r.value ->> 'date', r.value ->> 'topic', r.value ->> 'madeAt', r.value ->> 'freshness', r.value -> 'papers'
          FROM json_each(?) r WHERE true ON CONFLICT DO NOTHING`,
    args: [JSON.stringify(rows)],
  })
}

/** Papers as they were on the day of an issue. */
export function takePublished(rows: Line<{ date: string; id: string } & Record<string, unknown>>[]) {
  const stored = rows.map(({ line: _, date, kind: __, ...data }) => ({ date, id: data.id, data: JSON.stringify(data) }))
  return take(null, {
    sql: `INSERT INTO issue_paper SELECT r.value ->> 'date', r.value ->> 'id', r.value ->> 'data' FROM json_each(?) r
          WHERE true ON CONFLICT DO NOTHING`,
    args: [JSON.stringify(stored)],
  })
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at))
const toSnake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
