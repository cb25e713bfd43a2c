const PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?))?)?)?$/

/**
 * Reads a publication date and returns it in UTC, exactly as precise as it was given: `2023`, `2023-07`, `2023-07-14` or
 * `2023-07-14T12:00:00Z`. A time without a zone is taken as UTC. Null when it is no date, or not one that exists.
 */
export function parseDate(text: string): string | null {
  const found = PATTERN.exec(text.trim())
  if (!found) return null
  const [, year, month, day, time] = found
  if (Number(year) < 1900) return null
  const date = [year, month, day].filter(Boolean).join('-')
  if (!isRealDate(date)) return null
  if (!time) return date
  const instant = new Date(`${date}T${time}${/Z|[+-]\d{2}:?\d{2}$/.test(time) ? '' : 'Z'}`)
  return Number.isNaN(instant.getTime()) ? null : `${instant.toISOString().slice(0, 19)}Z`
}

/** Whether a date of day precision or coarser is in the calendar (30 February is not). */
export function isRealDate(date: string): boolean {
  const full = `${date}${'-01'.repeat((10 - date.length) / 3)}`
  const time = Date.parse(`${full}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A date for people, as precise as known: `14 Jul 2023`, `Jul 2023`, `2023`. */
export function describeDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-')
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ')
}

/**
 * Since when a paper is new: the first instant of its date; where only the month is known, when it was first seen here, as far as that lies
 * within the month.
 */
export function newSince(published: string, seenAt: Date): Date {
  const start = startOfDate(published)
  if (published.length !== 7) return start
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1) - 1)
  return new Date(Math.max(start.getTime(), Math.min(seenAt.getTime(), end.getTime())))
}

/** The first instant that a date of any precision can mean. */
export const startOfDate = (date: string): Date => new Date(date.length === 4 ? `${date}-01` : date)
