import type { Window } from '../rank/signals.ts'
import type { Frequency } from '../subscription/preferences.ts'

/** How many papers an issue usually has at most, and the usual window of its ranking. */
export const ISSUE_SIZE = { daily: 10, weekdays: 10, weekly: 15 } as const satisfies Record<Frequency, number>
export const ISSUE_WINDOW = { daily: 'day', weekdays: 'day', weekly: 'week' } as const satisfies Record<
  Frequency,
  Window
>

/**
 * The window of an issue's ranking: what trends since the reader's last issue. After a weekend, a quiet day or a pause that is longer
 * than usual.
 * @param last the local date of the issue before, or null
 */
export function windowSince(frequency: Frequency, last: string | null, localDate: string): Window {
  const days = last === null ? 0 : (Date.parse(localDate) - Date.parse(last)) / 86_400_000
  if (days > 7) return 'month'
  return days > 1 ? 'week' : ISSUE_WINDOW[frequency]
}
