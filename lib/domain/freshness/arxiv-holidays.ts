/**
 * Working days on which arXiv closes no list, so that nothing is announced that evening; of a Friday, nothing on the Sunday after.
 * As published at https://info.arxiv.org/help/availability.html#holiday, which gives the year to come (at times all but December).
 *
 * The days follow no rule: of the federal holidays of the United States arXiv keeps six or seven, and it adds days of its own
 * (14 June 2023, 22 May and 8 October 2024, two or three between Christmas and New Year).
 */
const HOLIDAYS = new Set([
  ...['2026-01-01', '2026-01-19', '2026-06-19', '2026-07-03', '2026-09-07'],
  ...['2026-11-26', '2026-12-25', '2026-12-29', '2026-12-31'],
])

/** The years of that list. */
const KNOWN_YEARS = new Set([...HOLIDAYS].map(date => date.slice(0, 4)))

/** Whether arXiv rests on a working day. `perhaps`: its list of that year is not known here, and the day is one that it may keep. */
export function restOf(workingDay: string): 'no' | 'yes' | 'perhaps' {
  if (KNOWN_YEARS.has(workingDay.slice(0, 4))) return HOLIDAYS.has(workingDay) ? 'yes' : 'no'
  return isFederalHoliday(workingDay) || isTurnOfYear(workingDay) ? 'perhaps' : 'no'
}

/** Month, weekday, and the earliest day of the month that it can be (5 U.S.C. § 6103). */
const MOVING = [
  [1, 1, 15], // Martin Luther King
  [2, 1, 15], // Washington
  [5, 1, 25], // Memorial Day
  [9, 1, 1], // Labor Day
  [10, 1, 8], // Columbus
  [11, 4, 22], // Thanksgiving
] as const

const FIXED = ['01-01', '06-19', '07-04', '11-11', '12-25']

/** Whether federal offices rest. A fixed holiday on a Saturday is kept the day before, on a Sunday the day after. */
export function isFederalHoliday(workingDay: string): boolean {
  const day = new Date(`${workingDay}T00:00:00Z`)
  const [month, weekday, inMonth] = [day.getUTCMonth() + 1, day.getUTCDay(), day.getUTCDate()]
  const isFixed = (days: number) => FIXED.includes(new Date(day.getTime() + days * DAY_MS).toISOString().slice(5, 10))
  return (
    isFixed(0) ||
    (weekday === 5 && isFixed(1)) ||
    (weekday === 1 && isFixed(-1)) ||
    MOVING.some(([m, w, first]) => m === month && w === weekday && inMonth >= first && inMonth < first + 7)
  )
}

const DAY_MS = 86_400_000

const isTurnOfYear = (date: string) => date.slice(5) >= '12-24' || date.slice(5) === '01-01'
