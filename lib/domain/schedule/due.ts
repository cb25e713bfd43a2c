import { addDays, instantOf, localDateOf, weekdayOf } from './zone.ts'

/**
 * When a reader wants mail: every day, from Monday to Friday, or on one day of the week (1 is Monday), at a full hour on their own clock;
 * not before the local date `pausedUntil`.
 */
export type Schedule = {
  frequency: 'daily' | 'weekdays' | 'weekly'
  weekday: number
  hour: number
  zone: string
  pausedUntil?: string | null
}

/** One issue to come: the date it is of, in the reader's zone, and the instant at which it should leave. */
export type Due = { localDate: string; dueAt: Date }

/** How late an issue may leave, in hours; an older one is not sent any more. */
export const GRACE_HOURS = 10

/** The first issue due strictly after an instant. */
export function nextDue(schedule: Schedule, after: Date): Due {
  // An hour that falls into a gap before midnight is taken on the next date: begin one date early.
  const first = later(addDays(localDateOf(after, schedule.zone), -1), schedule.pausedUntil ?? '')
  for (let days = 0; days <= 22; days++) {
    const due = dueOn(schedule, addDays(first, days))
    if (due && due.dueAt > after) return due
  }
  throw new Error(`No due day within three weeks of ${first} in ${schedule.zone}`)
}

/** The newest issue due at or before `now` that is still worth sending, or null. */
export function dueDate(schedule: Schedule, now: Date, graceHours = GRACE_HOURS): Due | null {
  return duesBetween(schedule, new Date(now.getTime() - graceHours * 3_600_000 - 1), now).at(-1) ?? null
}

/** All issues due after one instant and at or before another, oldest first. */
export function duesBetween(schedule: Schedule, after: Date, until: Date): Due[] {
  const dues: Due[] = []
  for (let due = nextDue(schedule, after); due.dueAt <= until; due = nextDue(schedule, due.dueAt)) dues.push(due)
  return dues
}

/** The issue of a date; null where none is due that day, or where the zone has no such date (Samoa skipped 2011-12-30). */
export function dueOn(schedule: Schedule, localDate: string): Due | null {
  const { frequency, weekday, pausedUntil } = schedule
  if (pausedUntil && localDate < pausedUntil) return null
  if (frequency === 'weekly' && weekdayOf(localDate) !== weekday) return null
  if (frequency === 'weekdays' && weekdayOf(localDate) > 5) return null
  if (localDateOf(instantOf(localDate, 0, schedule.zone), schedule.zone) !== localDate) return null
  return { localDate, dueAt: instantOf(localDate, schedule.hour, schedule.zone) }
}

const later = (one: string, other: string) => (one > other ? one : other)
