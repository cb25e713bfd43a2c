import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueDate, duesBetween, nextDue, type Schedule } from '#lib/domain/schedule/due'
import { nextUntaken, planChange, planIssues } from '#lib/domain/schedule/plan'
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
  it('leaves the weekend out for who wants weekdays, and is back on Monday', () => {
    const weekdays = { ...daily('Pacific/Auckland', 7), frequency: 'weekdays' } as const
    const dates = duesBetween(weekdays, new Date('2026-11-22T12:00:00Z'), new Date('2026-12-03T20:00:00Z'))
    expect(dates.map(due => due.localDate.slice(5))).toEqual([
      ...['11-23', '11-24', '11-25', '11-26', '11-27'],
      ...['11-30', '12-01', '12-02', '12-03', '12-04'],
    ])
  })
  it('waits for the end of a pause, however long it is', () => {
    const after = new Date('2026-11-23T08:00:00Z')
    const paused = { ...daily('Europe/Berlin', 7), pausedUntil: '2027-08-01' }
    expect(nextDue(paused, after)).toEqual({ localDate: '2027-08-01', dueAt: new Date('2027-08-01T05:00:00Z') })
    expect(nextDue({ ...paused, frequency: 'weekly', weekday: 6 }, after).localDate).toBe('2027-08-07')
    expect(nextDue({ ...paused, pausedUntil: '2026-11-01' }, after).localDate).toBe('2026-11-24')
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

describe('a plan', () => {
  const at = daily('UTC', 7)
  const date = (days: number, hours = 0) => new Date(Date.UTC(2026, 10, 23 + days, 7 + hours))
  const told = ({ issues }: ReturnType<typeof planIssues>) =>
    issues.map(issue => `${issue.localDate}${issue.late ? ' late' : ''}`)

  it('has the newest issue within the grace, and those before it as late', () => {
    const plan = planIssues(at, { nextDueAt: date(0), confirmedAt: date(-1) }, date(2, 1))
    expect([told(plan), plan.next]).toEqual([['2026-11-23 late', '2026-11-24 late', '2026-11-25'], date(3)])
    expect(told(planIssues(at, { nextDueAt: date(0), confirmedAt: date(-1) }, date(0, 11)))).toEqual([
      '2026-11-23 late',
    ])
  })
  it('does not believe a due time that is more than a week ahead', () => {
    const plan = planIssues(at, { nextDueAt: date(365), confirmedAt: date(-1) }, date(0, 3))
    expect([told(plan), plan.next]).toEqual([['2026-11-23'], date(1)])
    const week = { ...at, frequency: 'weekly' } as const
    expect(planIssues(week, { nextDueAt: date(365), confirmedAt: date(-1) }, date(1))).toEqual({
      issues: [],
      next: date(7),
    })
    expect(told(planIssues(at, { nextDueAt: date(365), confirmedAt: date(0, 1) }, date(0, 3)))).toEqual([])
  })
  it('of a change lets the promised issue leave at once where its new hour is over', () => {
    const evening = { ...daily('UTC', 18), nextDueAt: date(0, 11) }
    const noon = date(0, 5)
    expect(planChange(evening, at, new Set(), noon)).toEqual({
      issues: [{ localDate: '2026-11-23', dueAt: noon, late: false }],
      next: date(1),
    })
    expect(planChange(evening, at, new Set(['2026-11-23']), noon).issues).toEqual([])
    expect(planChange({ ...at, nextDueAt: date(1) }, daily('UTC', 18), new Set(), noon)).toEqual({
      issues: [],
      next: date(0, 11),
    })
    const fridays = { ...at, frequency: 'weekly', weekday: 5 } as const
    expect(planChange(evening, fridays, new Set(), noon)).toEqual({ issues: [], next: date(4) })
  })
  it('leaves no date out and brings none twice, however often a reader changes hour and zone', () => {
    const step = fc.record({ minutes: fc.integer({ min: 0, max: 2000 }), zone, hour, tick: fc.boolean() })
    fc.assert(
      fc.property(zone, hour, fc.array(step, { minLength: 5, maxLength: 60 }), (zone, hour, steps) => {
        let now = date(0)
        let schedule = daily(zone, hour)
        const confirmedAt = now
        let nextDueAt = nextUntaken(schedule, new Set(), now).dueAt
        const ledger = new Set<string>()
        const take = ({ issues, next }: ReturnType<typeof planIssues>) => {
          for (const { localDate } of issues) ledger.add(localDate)
          nextDueAt = next
        }
        const tick = () => nextDueAt <= now && take(planIssues(schedule, { nextDueAt, confirmedAt }, now))
        for (const { minutes, zone, hour, tick: only } of steps) {
          now = new Date(now.getTime() + minutes * 60_000)
          tick()
          if (only) continue
          const changed = daily(zone, hour)
          const plan = planChange({ ...schedule, nextDueAt }, changed, ledger, now)
          for (const { localDate } of plan.issues) expect(ledger.has(localDate)).toBe(false)
          take(plan)
          schedule = changed
        }
        const dates = [...ledger].sort()
        if (dates.length) expect(dates).toEqual(datesBetween(dates[0]!, dates.at(-1)!, zone))
      }),
      { numRuns: 300 },
    )
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
