/** A visit to the site: when the reader was last here before it, and when they last did something. In milliseconds. */
export type Visit = { since: number | null; last: number }

/** Whoever does nothing for longer than this and comes again begins another visit. */
export const PAUSE_MS = 30 * 60_000

/** The visit that an activity belongs to: the same one, or a new one, which is since the last activity of the one before. */
export function continueVisit(before: Visit | null, now: number): Visit {
  if (!before) return { since: null, last: now }
  // A clock that was set back is no reason to be new everywhere.
  return now - before.last > PAUSE_MS ? { since: before.last, last: now } : { ...before, last: now }
}

/** A visit out of what was kept of it; null when it is none, or of a time that is still to come. */
export function readVisit(value: unknown, now: number): Visit | null {
  if (typeof value !== 'object' || value === null) return null
  const { since, last } = value as Record<string, unknown>
  if (!isPast(last, now) || !(since === null || isPast(since, now))) return null
  return { since, last }
}

const isPast = (value: unknown, now: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= now

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** `4 new since your last visit, 3 hours ago`. */
export function describeNew(count: number, since: number, now: number): string {
  const [unit, length] = UNITS.find(([, length]) => now - since >= length) ?? UNITS[2]!
  const ago = new Intl.RelativeTimeFormat('en').format(-Math.round((now - since) / length), unit)
  return `${count === 0 ? 'Nothing' : count} new since your last visit, ${ago}`
}
