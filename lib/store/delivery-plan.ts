import { database } from '#lib/db'
import { GRACE_HOURS, type Schedule } from '#lib/domain/schedule/due'
import { farthestDue, type Plan, planIssues } from '#lib/domain/schedule/plan'

/** How many readers are planned in one transaction. */
const BATCH = 500

/** An active reader as a plan is made for them. The plan counts only while they are still like this. */
export type PlannedReader = Schedule & { id: string; nextDueAt: Date }

/**
 * Writes what is due into the ledger and sets each reader's next due time. After a stop the newest issue within the grace of 10 h is
 * queued and older ones are recorded as skipped. Safe to run at any time, from several processes at once, and by a clock that went
 * ahead and came back.
 */
export async function planDeliveries(now: Date): Promise<{ queued: number; late: number }> {
  await forgetTheFuture(now)
  const counts = { queued: 0, late: await skipLate(now) }
  for (;;) {
    const due = await findDue(now, {}, BATCH)
    const { states, moved } = await save(due, now)
    counts.queued += states.filter(state => state === 'queued').length
    counts.late += states.filter(state => state === 'skipped').length
    // Where nobody moved on, the next look would find the same readers.
    if (due.length < BATCH || moved === 0) return counts
  }
}

/** The same for one reader: what is due by their choice gets into the ledger before they choose anew. */
export async function planReader(id: string, now: Date): Promise<void> {
  await save(await findDue(now, { id }), now)
}

/** The readers who have an issue due that the ledger does not know, and its date: what `planDeliveries` would queue. */
export async function previewDeliveries(now: Date): Promise<{ subscriberId: string; localDate: string }[]> {
  return (await findDue(now)).flatMap(({ reader, plan }) =>
    plan.issues.filter(issue => !issue.late).map(({ localDate }) => ({ subscriberId: reader.id, localDate })),
  )
}

/** The statement that writes planned issues into the ledger, where it has none of their date; it answers with the states of the new rows. */
export const insertIssues = (plans: { reader: PlannedReader; plan: Plan }[], now: Date) => ({
  sql: `INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, reason, updated_at)
        SELECT s.id, i.value ->> 'localDate', iif(i.value ->> 'late', 'skipped', 'queued'), i.value ->> 'dueAt', ?1,
          iif(i.value ->> 'late', 'too late', NULL), ?1
        FROM json_each(?2) p JOIN subscriber s ON ${UNCHANGED}, json_each(p.value, '$.issues') i
        WHERE true ON CONFLICT DO NOTHING RETURNING state`,
  args: [now.getTime(), payloadOf(plans)],
})

/** That a reader `s` is still as they were when their plan `p` was made. */
const UNCHANGED = `s.id = p.value ->> 'id' AND s.status = 'active' AND s.next_due_at = p.value ->> 'nextDueAt'
  AND (s.frequency, s.weekday, s.hour, s.zone) =
    (p.value ->> 'frequency', p.value ->> 'weekday', p.value ->> 'hour', p.value ->> 'zone')
  AND s.paused_until IS p.value ->> 'pausedUntil'`

const payloadOf = (plans: { reader: PlannedReader; plan: Plan }[]) =>
  JSON.stringify(
    plans.map(({ reader: { id, nextDueAt, frequency, weekday, hour, zone, pausedUntil }, plan }) => {
      const issues = plan.issues.map(issue => ({ ...issue, dueAt: issue.dueAt.getTime() }))
      const next = plan.next.getTime()
      return { id, nextDueAt: nextDueAt.getTime(), frequency, weekday, hour, zone, pausedUntil, issues, next }
    }),
  )

/**
 * Forgets issues that were given up at a time that has not come yet: a clock was ahead (or somebody said `--now`), and is back. Their
 * dates are planned anew. What was sent for a date to come stays.
 */
async function forgetTheFuture(now: Date): Promise<void> {
  const { prisma, transact } = await database()
  const given = { state: 'skipped', nextAttemptAt: { gt: now } }
  if (!(await prisma.delivery.findFirst({ where: given, select: { localDate: true } }))) return
  const args = [now.getTime(), now.getTime() - GRACE_HOURS * 3_600_000]
  const early = `d.state = 'skipped' AND d.next_attempt_at > ?1 AND (d.due_at > ?1 OR (d.reason = 'too late' AND d.due_at > ?2))`
  await transact([
    {
      sql: `UPDATE subscriber AS s SET next_due_at = min(s.next_due_at, e.due_at)
            FROM (SELECT d.subscriber_id AS id, min(d.due_at) AS due_at FROM delivery d WHERE ${early} GROUP BY d.subscriber_id) e
            WHERE s.id = e.id AND s.status = 'active'`,
      args,
    },
    { sql: `DELETE FROM delivery AS d WHERE ${early}`, args },
  ])
}

/** Issues that waited in the ledger for longer than the grace are not sent any more. */
async function skipLate(now: Date): Promise<number> {
  const { prisma } = await database()
  const { count } = await prisma.delivery.updateMany({
    where: { state: { in: ['queued', 'retry'] }, dueAt: { lt: new Date(now.getTime() - GRACE_HOURS * 3_600_000) } },
    data: { state: 'skipped', reason: 'too late', nextAttemptAt: now, updatedAt: now },
  })
  return count
}

/** The readers for whom there is something to plan, with their plans. */
async function findDue(now: Date, among: { id?: string } = {}, limit?: number) {
  // Two looks along the index of due times: asked for at once, they become a scan of all readers.
  const due = await findActive({ ...among, nextDueAt: { lte: now } }, limit)
  const today = now.toISOString().slice(0, 10)
  const astray = await findActive(
    {
      ...among,
      nextDueAt: { gt: farthestDue(now) },
      confirmedAt: { lte: now },
      // Whoever paused for a month is a month ahead, and rightly so.
      OR: [{ pausedUntil: null }, { pausedUntil: { lte: today } }],
    },
    limit,
  )
  const plans = new Map<string, Plan>()
  return [...due, ...astray].map(({ confirmedAt, ...row }) => {
    const reader = { ...row, frequency: row.frequency as Schedule['frequency'], nextDueAt: row.nextDueAt! }
    const { id: _, ...schedule } = reader
    // Thousands of readers share a schedule and have one plan, which asks when they confirmed only where they are astray.
    const key = JSON.stringify([schedule, reader.nextDueAt > farthestDue(now) ? confirmedAt : null])
    const plan = plans.get(key) ?? planIssues(reader, { ...reader, confirmedAt }, now)
    plans.set(key, plan)
    return { reader, plan }
  })
}

type Times = { lte?: Date; gt?: Date }

type Pause = { pausedUntil: null | { lte: string } }

async function findActive(where: { id?: string; nextDueAt: Times; confirmedAt?: Times; OR?: Pause[] }, limit?: number) {
  const { prisma } = await database()
  return prisma.subscriber.findMany({
    where: { ...where, status: 'active' },
    select: {
      id: true,
      frequency: true,
      weekday: true,
      hour: true,
      zone: true,
      pausedUntil: true,
      nextDueAt: true,
      confirmedAt: true,
    },
    orderBy: { nextDueAt: 'asc' },
    take: limit,
  })
}

/** Saves plans; answers with the states of the rows that are new in the ledger, and how many readers moved on. */
async function save(
  plans: { reader: PlannedReader; plan: Plan }[],
  now: Date,
): Promise<{ states: string[]; moved: number }> {
  if (plans.length === 0) return { states: [], moved: 0 }
  const { transact } = await database()
  const [inserted, updated] = await transact([
    insertIssues(plans, now),
    {
      sql: `UPDATE subscriber AS s SET next_due_at = p.value ->> 'next' FROM json_each(?) p
            WHERE ${UNCHANGED} AND s.next_due_at <> p.value ->> 'next'`,
      args: [payloadOf(plans)],
    },
  ])
  return { states: inserted!.rows.map(row => String(row.state)), moved: updated!.rowsAffected }
}
