import { type Due, dueOn, duesBetween, GRACE_HOURS, nextDue, type Schedule } from './due.ts'
import { addDays } from './zone.ts'

/** What is planned for a reader: the issues that are due, oldest first, and when the next one is. */
export type Plan = { issues: PlannedIssue[]; next: Date }

/** `late`: not to be sent any more, only recorded. */
export type PlannedIssue = Due & { late: boolean }

/** As many missed issues as are recorded one by one after a very long stop. */
const MISSED = 40

/** No issue is further ahead, in milliseconds: a week, and a day for what clocks and zones do. */
const FARTHEST_MS = 8 * 86_400_000

const GRACE_MS = GRACE_HOURS * 3_600_000

/** The due time further than which none can be; what is set beyond it was set by a clock that was wrong. */
export const farthestDue = (now: Date): Date => new Date(now.getTime() + FARTHEST_MS)

/**
 * What is due at `now` for a reader whose next issue was to be at `nextDueAt`: the newest within the grace of 10 h, and older ones as
 * late. One that is impossibly far ahead is forgotten: what is due is then looked for within the grace.
 */
export function planIssues(schedule: Schedule, reader: { nextDueAt: Date; confirmedAt: Date | null }, now: Date): Plan {
  const { nextDueAt, confirmedAt } = reader
  const oldest = new Date(Math.max(now.getTime() - GRACE_MS, confirmedAt?.getTime() ?? 0))
  const after = nextDueAt > farthestDue(now) ? oldest : new Date(nextDueAt.getTime() - 1)
  const dues = duesBetween(schedule, after, now).slice(-MISSED)
  const issues = dues.map((due, i) => ({
    ...due,
    late: i < dues.length - 1 || now.getTime() - due.dueAt.getTime() > GRACE_MS,
  }))
  return { issues, next: nextDue(schedule, now).dueAt }
}

/** The first issue due after `now` of a date that is not taken. */
export function nextUntaken(schedule: Schedule, taken: ReadonlySet<string>, now: Date): Due {
  let due = nextDue(schedule, now)
  while (taken.has(due.localDate)) due = nextDue(schedule, due.dueAt)
  return due
}

/**
 * What becomes of a reader's issues when they choose another schedule at `now`; what was due before is planned already, and `taken` are
 * the dates that have their issue. The date for which they were promised one must not be passed over, because its new hour is
 * over or because the new zone is a date ahead: its issue leaves at once.
 */
export function planChange(
  before: Schedule & { nextDueAt: Date },
  schedule: Schedule,
  taken: ReadonlySet<string>,
  now: Date,
): Plan {
  const next = nextUntaken(schedule, taken, now)
  const promised = nextDue(before, new Date(before.nextDueAt.getTime() - 1)).localDate
  const passed: string[] = []
  for (let date = promised; date < next.localDate; date = addDays(date, 1))
    if (!taken.has(date) && dueOn(schedule, date)) passed.push(date)
  const issues = passed.map((localDate, i) => ({ localDate, dueAt: now, late: i < passed.length - 1 }))
  return { issues, next: next.dueAt }
}
