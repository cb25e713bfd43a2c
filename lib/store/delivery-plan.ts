import { database } from '#lib/db'
import { duesBetween, GRACE_HOURS, nextDue, type Schedule } from '#lib/domain/schedule/due'

/** How many readers are planned in one transaction. */
const BATCH = 500
/** As many missed issues as are recorded one by one after a very long stop. */
const MISSED = 40

/** One row for the ledger. `late`: too old to be sent, recorded only. Times in milliseconds. */
type PlannedRow = { id: string; localDate: string; dueAt: number; late: boolean }
/** What a reader's plan becomes: `was` is the due time that this was made from, and fences it. */
type Planned = { id: string; was: number; next: number; rows: PlannedRow[] }

/**
 * Writes what is due into the ledger and sets each reader's next due time. After a stop the newest issue within the grace of 10 h is
 * queued and older ones are recorded as skipped. Safe to run at any time, from several processes at once.
 */
export async function planDeliveries(now: Date): Promise<{ queued: number; late: number }> {
  const counts = { queued: 0, late: await skipLate(now) }
  for (;;) {
    const due = await findDue(now, BATCH)
    if (due.length) {
      const plans = due.map(reader => plan(reader, now))
      const states = await save(plans, now)
      counts.queued += states.filter(state => state === 'queued').length
      counts.late += states.filter(state => state === 'skipped').length
    }
    if (due.length < BATCH) return counts
  }
}

/** The readers who have an issue due that the ledger does not know, and its date: what `planDeliveries` would queue. */
export async function previewDeliveries(now: Date): Promise<{ subscriberId: string; localDate: string }[]> {
  const plans = (await findDue(now, -1)).map(reader => plan(reader, now))
  return plans.flatMap(({ rows }) =>
    rows.filter(row => !row.late).map(({ id, localDate }) => ({ subscriberId: id, localDate })),
  )
}

/** Issues that waited in the ledger for longer than the grace are not sent any more. */
async function skipLate(now: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.delivery.updateMany({
    where: { state: { in: ['queued', 'retry'] }, dueAt: { lt: new Date(now.getTime() - GRACE_HOURS * 3_600_000) } },
    data: { state: 'skipped', reason: 'too late', updatedAt: now },
  })
  return count
}

type DueReader = Schedule & { id: string; was: number }

async function findDue(now: Date, limit: number): Promise<DueReader[]> {
  const { prisma } = await database()
  const rows = await prisma.subscriber.findMany({
    where: { nextDueAt: { lte: now }, status: 'active' },
    select: { id: true, frequency: true, weekday: true, hour: true, zone: true, nextDueAt: true },
    orderBy: { nextDueAt: 'asc' },
    ...(limit > 0 && { take: limit }),
  })
  return rows.map(({ nextDueAt, frequency, ...row }) => ({
    ...row,
    frequency: frequency as Schedule['frequency'],
    was: nextDueAt!.getTime(),
  }))
}

function plan(reader: DueReader, now: Date): Planned {
  const dues = duesBetween(reader, new Date(reader.was - 1), now).slice(-MISSED)
  const newest = dues.at(-1)
  const rows = dues.map(({ localDate, dueAt }) => ({
    id: reader.id,
    localDate,
    dueAt: dueAt.getTime(),
    late: dueAt !== newest?.dueAt || now.getTime() - dueAt.getTime() > GRACE_HOURS * 3_600_000,
  }))
  return { id: reader.id, was: reader.was, next: nextDue(reader, now).dueAt.getTime(), rows }
}

/** Saves plans whose reader did not change since, and returns the states of the rows that are new in the ledger. */
async function save(plans: Planned[], now: Date): Promise<string[]> {
  const { transact } = await database()
  const at = now.getTime()
  const rows = plans.flatMap(({ was, rows }) => rows.map(row => ({ ...row, was })))
  const [inserted] = await transact([
    {
      sql: `INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, reason, updated_at)
            SELECT s.id, r.value ->> 'localDate', iif(r.value ->> 'late', 'skipped', 'queued'), r.value ->> 'dueAt', ?1,
              iif(r.value ->> 'late', 'too late', NULL), ?1
            FROM json_each(?2) r JOIN subscriber s ON s.id = r.value ->> 'id' AND s.next_due_at = r.value ->> 'was' AND s.status = 'active'
            WHERE true ON CONFLICT DO NOTHING RETURNING state`,
      args: [at, JSON.stringify(rows)],
    },
    {
      sql: `UPDATE subscriber SET next_due_at = p.value ->> 'next' FROM json_each(?) p
            WHERE subscriber.id = p.value ->> 'id' AND next_due_at = p.value ->> 'was' AND status = 'active'`,
      args: [JSON.stringify(plans.map(({ id, was, next }) => ({ id, was, next })))],
    },
  ])
  return inserted!.rows.map(row => String(row.state))
}
