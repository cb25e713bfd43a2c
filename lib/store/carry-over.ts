import { type Database, database } from '#lib/db'
import { CHOICE_COLUMNS } from './subscription-row.ts'

/** What was taken along: rows of the ledger, readers who are none any more. */
export type Carried = { deliveries: number; left: number }

/**
 * Takes along into the database of this process what another file knows that must not be forgotten: what was sent, who left, which
 * addresses get nothing any more, what is paused, and what operators did. Null when the two are of different versions of the schema.
 */
export async function carryOver(file: string): Promise<Carried | null> {
  const db = await database()
  await db.read('ATTACH ? AS old', [file])
  try {
    return (await isAlike(db)) ? await take(db) : null
  } finally {
    // What went wrong before says more than that there is nothing to let go of.
    await db.script('DETACH old').catch(() => null)
  }
}

async function isAlike({ read }: Database): Promise<boolean> {
  const known = await read(`SELECT 1 FROM old.sqlite_master WHERE name = '_migration'`, [])
  if (known.rows.length === 0) return false
  const { rows } = await read(
    `SELECT (SELECT group_concat(id) FROM (SELECT id FROM main._migration ORDER BY id)) =
            (SELECT group_concat(id) FROM (SELECT id FROM old._migration ORDER BY id)) AS alike`,
    [],
  )
  return Number(rows[0]!.alike) === 1
}

// Who left and asked again since has not confirmed yet: they are no readers either.
const GONE = `(SELECT id FROM old.subscriber WHERE status <> 'active')`

const READER = `status, email, consent, created_at, confirmed_at, left_at, ${CHOICE_COLUMNS}`
const columnsOf = (row: string) => READER.replace(/\w+/g, `${row}.$&`)

/** Removes what somebody who is gone has here and no longer has there: they may have been erased. */
const dropErased = (table: string, isSame: string) =>
  `DELETE FROM main.${table} AS m WHERE subscriber_id IN ${GONE}
     AND NOT EXISTS (SELECT 1 FROM old.${table} o WHERE o.subscriber_id = m.subscriber_id AND ${isSame})`

async function take({ transact }: Database): Promise<Carried> {
  const results = await transact([
    `INSERT INTO main.delivery SELECT o.* FROM old.delivery o WHERE EXISTS (SELECT 1 FROM main.subscriber s WHERE s.id = o.subscriber_id)
     ON CONFLICT (subscriber_id, local_date) DO UPDATE SET (state, due_at, attempts, next_attempt_at, message_id, paper_count, reason,
       last_reply, updated_at, refused_at) = (excluded.state, excluded.due_at, excluded.attempts, excluded.next_attempt_at,
       excluded.message_id, excluded.paper_count, excluded.reason, excluded.last_reply, excluded.updated_at, excluded.refused_at)
     WHERE excluded.updated_at > main.delivery.updated_at`,
    `UPDATE main.subscriber AS s SET (${READER}) = (${columnsOf('o')}), next_due_at = NULL
     FROM old.subscriber o WHERE o.id = s.id AND o.status <> 'active' AND (${columnsOf('s')}) IS NOT (${columnsOf('o')})`,
    `DELETE FROM main.subscriber_topic WHERE subscriber_id IN ${GONE}`,
    `INSERT INTO main.subscriber_topic SELECT o.* FROM old.subscriber_topic o JOIN main.subscriber s ON s.id = o.subscriber_id
     WHERE s.id IN ${GONE}`,
    dropErased('delivery', 'o.local_date = m.local_date'),
    dropErased('delivered_paper', 'o.local_date = m.local_date'),
    dropErased('letter', 'o.id = m.id'),
    'INSERT INTO main.suppression SELECT * FROM old.suppression WHERE true ON CONFLICT DO NOTHING',
    'INSERT INTO main.pause SELECT * FROM old.pause WHERE true ON CONFLICT DO NOTHING',
    `INSERT INTO main.audit (at, who, action, target, outcome) SELECT at, who, action, target, outcome FROM old.audit o
     WHERE NOT EXISTS (SELECT 1 FROM main.audit m WHERE m.id = o.id AND m.at = o.at AND m.who = o.who AND m.action = o.action) ORDER BY o.id`,
    `INSERT INTO main.delivered_paper SELECT o.subscriber_id, p.pk, o.local_date FROM old.delivered_paper o
     JOIN old.paper q ON q.pk = o.paper_pk JOIN main.paper p ON p.id = q.id
     WHERE EXISTS (SELECT 1 FROM main.subscriber s WHERE s.id = o.subscriber_id) ON CONFLICT DO NOTHING`,
    `UPDATE main.letter AS l SET state = o.state, attempts = o.attempts, last_reply = o.last_reply, updated_at = o.updated_at
     FROM old.letter o WHERE o.id = l.id AND o.subscriber_id = l.subscriber_id AND o.queued_at = l.queued_at AND o.updated_at > l.updated_at`,
    // Whoever had claimed it did so in the file that is put aside.
    `UPDATE main.delivery SET state = 'queued', claimed_by = NULL, lease_until = NULL WHERE state = 'claimed'`,
    `UPDATE main.delivery SET state = 'uncertain', claimed_by = NULL, lease_until = NULL,
       reason = 'it was on the wire when its worker was stopped for a restore' WHERE state = 'sending'`,
    `UPDATE main.letter SET state = 'uncertain', lease_until = NULL, last_reply = 'It was on the wire when its worker was stopped for a restore.'
     WHERE state = 'sending'`,
  ])
  return { deliveries: results[0]!.rowsAffected, left: results[1]!.rowsAffected }
}
