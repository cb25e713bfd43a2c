import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueDate, duesBetween, nextDue, type Schedule } from '#lib/domain/schedule/due'
import { instantOf, isZone, localDateOf } from '#lib/domain/schedule/zone'

const ZONES = [
  'UTC',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'America/St_Johns',
  'Asia/Tehran',
  'Antarctica/Troll',
  'America/Scoresbysund',
]
const zone = fc.constantFrom(...ZONES)
const hour = fc.integer({ min: 0, max: 23 })
const instant = fc.date({ min: new Date('2005-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
const daily = (zone: string, hour: number): Schedule => ({ frequency: 'daily', weekday: 1, hour, zone })
const iso = (date: Date) => date.toISOString()

describe('isZone', () => {
  it('knows the names of zones and nothing else', () => {
    expect(ZONES.filter(isZone)).toEqual(ZONES)
    for (const name of ['', 'Mars/Olympus', '+01:00', 'Europe/Berlin; DROP', '__proto__', 'x'.repeat(500)])
      expect(isZone(name)).toBe(false)
  })
})

describe('instantOf', () => {
  it('takes an hour that the clocks skip at the first instant after the gap', () => {
    expect(iso(instantOf('2026-03-29', 2, 'Europe/Berlin'))).toBe('2026-03-29T01:00:00.000Z')
    expect(iso(instantOf('2018-11-04', 0, 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z')
    expect(iso(instantOf('2026-10-04', 2, 'Australia/Lord_Howe'))).toBe('2026-10-03T15:30:00.000Z')
  })
  it('takes an hour that the clocks show twice at the first', () => {
    expect(iso(instantOf('2026-10-25', 2, 'Europe/Berlin'))).toBe('2026-10-25T00:00:00.000Z')
    expect(iso(instantOf('2026-11-01', 1, 'America/New_York'))).toBe('2026-11-01T05:00:00.000Z')
  })
  it('shows the hour asked for on that date wherever the clocks do', () => {
    fc.assert(
      fc.property(zone, hour, instant, (zone, hour, day) => {
        const date = localDateOf(day, zone)
        const at = instantOf(date, hour, zone)
        const again = instantOf(localDateOf(at, zone), hour, zone)
        expect(again.getTime()).toBe(at.getTime())
        expect(localDateOf(new Date(at.getTime() - 1), zone) <= date).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('nextDue', () => {
  it('is strictly after, and walks through a year with exactly one issue per local date', () => {
    fc.assert(
      fc.property(zone, hour, fc.constantFrom(2007, 2011, 2018, 2026), (zone, hour, year) => {
        const [from, to] = [new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1))]
        const dates = duesBetween(daily(zone, hour), from, to).map(due => due.localDate)
        expect(new Set(dates).size).toBe(dates.length)
        expect(dates).toEqual(datesBetween(dates[0]!, dates.at(-1)!, zone))
        expect(dates.length).toBeGreaterThanOrEqual(364)
      }),
      { numRuns: 30 },
    )
  })
  it('does not know a date that Samoa skipped', () => {
    const due = nextDue(daily('Pacific/Apia', 7), new Date('2011-12-29T18:00:00Z'))
    expect(due).toEqual({ localDate: '2011-12-31', dueAt: new Date('2011-12-30T17:00:00Z') })
  })
  it('keeps to the day of a weekly mail', () => {
    const weekly = { ...daily('Europe/Berlin', 18), frequency: 'weekly', weekday: 7 } as const
    expect(nextDue(weekly, new Date('2026-11-23T08:00:00Z'))).toEqual({
      localDate: '2026-11-29',
      dueAt: new Date('2026-11-29T17:00:00Z'),
    })
  })
  it('finds the same issue from any instant between two', () => {
    fc.assert(
      fc.property(zone, hour, instant, fc.nat(86_400_000), (zone, hour, after, later) => {
        const due = nextDue(daily(zone, hour), after)
        expect(due.dueAt.getTime()).toBeGreaterThan(after.getTime())
        const between = new Date(Math.min(after.getTime() + later, due.dueAt.getTime() - 1))
        expect(nextDue(daily(zone, hour), between)).toEqual(due)
      }),
      { numRuns: 300 },
    )
  })
})

describe('dueDate', () => {
  const at = daily('UTC', 7)
  it('is the newest due within the grace', () => {
    expect(dueDate(at, new Date('2026-11-23T07:00:00Z'))?.localDate).toBe('2026-11-23')
    expect(dueDate(at, new Date('2026-11-23T17:00:00Z'))?.localDate).toBe('2026-11-23')
    expect(dueDate(at, new Date('2026-11-23T17:00:01Z'))).toBeNull()
    expect(dueDate(at, new Date('2026-11-23T06:59:59Z'))).toBeNull()
  })
})

/** The dates from one to another that the zone has. */
function datesBetween(first: string, last: string, zone: string): string[] {
  const dates: string[] = []
  for (let day = Date.parse(first); day <= Date.parse(last); day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10)
    if (!(zone === 'Pacific/Apia' && date === '2011-12-30')) dates.push(date)
  }
  return dates
}
