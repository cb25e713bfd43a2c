const DAY = 24 * 60 * 60 * 1000

/** The day of a time in UTC, as `2026-11-24`. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10)

/** The day so many days later (or earlier). */
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * DAY))

/** How many days lie from one to the other, both counted; 0 when the other is earlier. */
export const countDays = (from: string, until: string): number =>
  Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / DAY) + 1)

/** The earlier and the later of two days (or of two dates of the same form). */
export const earlier = (one: string, other: string): string => (one < other ? one : other)
export const later = (one: string, other: string): string => (one > other ? one : other)
