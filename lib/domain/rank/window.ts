import { WINDOWS, type Window } from './signals.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** The windows that have an end, in the order in which readings keep them. */
export const TIMED_WINDOWS = ['day', 'week', 'month', 'year'] as const
export type TimedWindow = (typeof TIMED_WINDOWS)[number]

/** The length of a window in milliseconds; infinite for `all`. */
export function windowMs(window: Window): number {
  return { day: 1, week: 7, month: 30, year: 365, all: Number.POSITIVE_INFINITY }[window] * DAY_MS
}

export const isWindow = (text: string): text is Window => (WINDOWS as readonly string[]).includes(text)
