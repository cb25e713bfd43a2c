const HOUR_MS = 3_600_000

/** Whether this is the name of a time zone that the platform knows, such as `Europe/Berlin`. Bare offsets are not names. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false
  try {
    formatterOf(name)
    return true
  } catch {
    return false
  }
}

/** The date on the wall at an instant: `YYYY-MM-DD`. */
export function localDateOf(instant: Date, zone: string): string {
  return new Date(wallOf(instant.getTime(), zone)).toISOString().slice(0, 10)
}

/** The time on the wall at an instant: `HH:MM`. */
export function localTimeOf(instant: Date, zone: string): string {
  return new Date(wallOf(instant.getTime(), zone)).toISOString().slice(11, 16)
}

/**
 * The instant at which the clocks of a zone show a full hour of a date. An hour that the clocks skip is taken at the first
 * instant after the gap; one that they show twice, at the first of both.
 */
export function instantOf(localDate: string, hour: number, zone: string): Date {
  const target = Date.parse(`${localDate}T00:00:00Z`) + hour * HOUR_MS
  // No zone is further than 16 h from UTC: the clocks show the target between these two, or skip it there.
  const [start, end] = [target - 16 * HOUR_MS, target + 16 * HOUR_MS]
  const [early, late] = [start, end].map(edge => target - offsetAt(edge, zone)) as [number, number]
  const shown = [Math.min(early, late), Math.max(early, late)].find(at => wallOf(at, zone) === target)
  return new Date(shown ?? firstShowing(target, start, end, zone))
}

/** The date so many days later; `days` may be negative. */
export function addDays(localDate: string, days: number): string {
  return new Date(Date.parse(`${localDate}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10)
}

/** The day of the week of a date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(localDate: string): number {
  return new Date(`${localDate}T00:00:00Z`).getUTCDay() || 7
}

/** The first whole second whose wall time is at or past the target, between two instants around a gap. */
function firstShowing(target: number, start: number, end: number, zone: string): number {
  let [before, after] = [Math.floor(start / 1000), Math.ceil(end / 1000)]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallOf(middle * 1000, zone) >= target) after = middle
    else before = middle
  }
  return after * 1000
}

/** What the clocks show, as if it were UTC: milliseconds. */
const wallOf = (instant: number, zone: string) => instant + offsetAt(instant, zone)

// Thousands of readers share a zone and an hour, and formatting is slow. Clocks change at whole minutes (since 1972).
const offsets = new Map<string, number>()
const OFFSETS_KEPT = 20_000

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const minute = Math.floor(instant / 60_000)
  const key = `${zone} ${minute}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = readOffset(minute * 60_000, zone)
    if (offsets.size >= OFFSETS_KEPT) offsets.clear()
    offsets.set(key, offset)
  }
  return offset
}

function readOffset(instant: number, zone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) parts[type] = Number(value)
  const { year, month, day, hour, minute, second } = parts as Record<(typeof FIELDS)[number], number>
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

// Making a formatter costs a thousand times as much as using one.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    const numeric = Object.fromEntries(FIELDS.map(field => [field, 'numeric'])) as Intl.DateTimeFormatOptions
    formatter = new Intl.DateTimeFormat('en-US', { ...numeric, timeZone: zone, calendar: 'gregory', hourCycle: 'h23' })
    formatters.set(zone, formatter)
  }
  return formatter
}
