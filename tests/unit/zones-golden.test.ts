import { Temporal } from '@js-temporal/polyfill'
import { describe, expect, it } from 'vitest'
import { dueOn, duesBetween, type Schedule } from '#lib/domain/schedule/due'
import { addDays, instantOf, weekdayOf } from '#lib/domain/schedule/zone'

// What an independent library says of the clocks of forty-two zones: every change of them in eight years, and every day of one.

const ZONES = [
  ...['UTC', 'Africa/Abidjan', 'Africa/Cairo', 'Africa/Casablanca', 'Africa/Johannesburg', 'Africa/Lagos'],
  ...['America/Anchorage', 'America/Argentina/Buenos_Aires', 'America/Asuncion', 'America/Bogota', 'America/Caracas'],
  ...[
    'America/Chicago',
    'America/Denver',
    'America/Halifax',
    'America/Havana',
    'America/Los_Angeles',
    'America/New_York',
  ],
  ...[
    'America/Nuuk',
    'America/Phoenix',
    'America/Santiago',
    'America/Sao_Paulo',
    'America/Scoresbysund',
    'America/St_Johns',
  ],
  ...[
    'Antarctica/Troll',
    'Asia/Beirut',
    'Asia/Gaza',
    'Asia/Jerusalem',
    'Asia/Kathmandu',
    'Asia/Kolkata',
    'Asia/Shanghai',
  ],
  ...['Asia/Tehran', 'Asia/Tokyo', 'Atlantic/Azores', 'Australia/Adelaide', 'Australia/Lord_Howe', 'Australia/Sydney'],
  ...['Europe/Berlin', 'Europe/Dublin', 'Europe/London', 'Pacific/Apia', 'Pacific/Auckland', 'Pacific/Chatham'],
  ...['Pacific/Kiritimati', 'Pacific/Marquesas'],
]
const HOURS = [0, 1, 2, 3, 4, 12, 23]

/** The instant at which a zone shows an hour: the first where it is shown twice, the end of the gap where it is not. */
function goldenOf(date: string, hour: number, zone: string): number {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from({ hour }))
  const shown = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (shown.toPlainDateTime().equals(wall)) return shown.epochMilliseconds
  return shown.getTimeZoneTransition('next')!.epochMilliseconds
}

/** The instants between two at which the clocks of a zone change. */
function changesOf(zone: string, from: string, to: string): Temporal.ZonedDateTime[] {
  const changes: Temporal.ZonedDateTime[] = []
  let at = Temporal.Instant.from(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
  const end = Temporal.Instant.from(to).epochMilliseconds
  for (; at && at.epochMilliseconds < end; at = at.getTimeZoneTransition('next')) changes.push(at)
  return changes
}

describe.each(ZONES)('%s', zone => {
  it('has each hour around each change of its clocks when the other library has it', () => {
    const changes = changesOf(zone, '2022-01-01T00:00:00Z', '2030-01-01T00:00:00Z')
    const days = changes.map(change => change.toPlainDate().toString())
    for (const day of days.length ? days : ['2026-06-01'])
      for (const date of [addDays(day, -1), day])
        for (const hour of HOURS)
          expect([date, hour, instantOf(date, hour, zone).getTime()]).toEqual([date, hour, goldenOf(date, hour, zone)])
  })

  it('brings one issue for each date of its calendar', () => {
    const hour = ZONES.indexOf(zone) % 24
    const daily: Schedule = { frequency: 'daily', weekday: 1, hour, zone }
    for (const year of zone === 'Pacific/Apia' ? [2011, 2026] : [2026]) {
      const from = new Date(Date.UTC(year, 0, 1))
      const dues = duesBetween(daily, from, new Date(Date.UTC(year + 1, 0, 1)))
      const dates: string[] = []
      for (let day = dues[0]!.localDate; day <= dues.at(-1)!.localDate; day = addDays(day, 1))
        if (Temporal.PlainDate.from(day).toZonedDateTime(zone).toPlainDate().toString() === day) dates.push(day)
      expect(dues.map(({ localDate }) => localDate)).toEqual(dates)
      expect(dates.length).toBeGreaterThanOrEqual(364)
      const weekdays = dates.filter(date => dueOn({ ...daily, frequency: 'weekdays' }, date))
      expect(weekdays).toEqual(dates.filter(date => Temporal.PlainDate.from(date).dayOfWeek <= 5))
      for (let number = 1; number <= 7; number++) {
        const weekly = dates.filter(date => dueOn({ ...daily, frequency: 'weekly', weekday: number }, date))
        expect(
          weekly.every(date => weekdayOf(date) === number && Temporal.PlainDate.from(date).dayOfWeek === number),
        ).toBe(true)
      }
    }
  })
})

it('the zones know gaps and overlaps of every kind', () => {
  const changes = ZONES.flatMap(zone => changesOf(zone, '2022-01-01T00:00:00Z', '2030-01-01T00:00:00Z'))
  const shifts = changes.map(change => {
    const before = change.subtract({ milliseconds: 1 })
    return (change.offsetNanoseconds - before.offsetNanoseconds) / 60e9
  })
  expect(changes.length).toBeGreaterThan(300)
  for (const minutes of [60, -60, 30, -30, 120, -120]) expect(shifts).toContain(minutes)
  expect(new Set(changes.map(change => change.subtract({ milliseconds: 1 }).hour)).size).toBeGreaterThan(3)
})
