import { describe, expect, it } from 'vitest'
import {
  type Announcement,
  announcementOf,
  announcementsUntil,
  lastAnnouncement,
  nextAnnouncement,
} from '#lib/domain/freshness/arxiv-calendar'
import { isFederalHoliday, restOf } from '#lib/domain/freshness/arxiv-holidays'

const HOUR = 3_600_000
const at = (time: string) => new Date(`${time}Z`)
const brief = ({ date, at }: Announcement) => `${date} ${at.toISOString().slice(0, 16)}`

describe('the calendar of arXiv', () => {
  it.each([
    // The table of info.arxiv.org/help/availability.html, on a week without holidays, one minute inside each edge.
    ['Monday after closing', '2026-11-09T19:00', '2026-11-10'],
    ['Tuesday before closing', '2026-11-10T18:59', '2026-11-10'],
    ['Tuesday after closing', '2026-11-10T19:00', '2026-11-11'],
    ['Wednesday before closing', '2026-11-11T18:59', '2026-11-11'],
    ['Wednesday after closing', '2026-11-11T19:00', '2026-11-12'],
    ['Thursday before closing', '2026-11-12T18:59', '2026-11-12'],
    ['Thursday after closing', '2026-11-12T19:00', '2026-11-15'],
    ['Friday before closing', '2026-11-13T18:59', '2026-11-15'],
    ['Friday after closing', '2026-11-13T19:00', '2026-11-16'],
    ['Saturday', '2026-11-14T12:00', '2026-11-16'],
    ['Sunday, even after that evening’s announcement', '2026-11-16T03:00', '2026-11-16'],
    ['Monday before closing', '2026-11-16T18:59', '2026-11-16'],
    // Thanksgiving: what comes from Wednesday's closing until Friday's is announced on Sunday.
    ['Wednesday before Thanksgiving', '2026-11-25T19:00', '2026-11-29'],
    ['Thanksgiving', '2026-11-26T15:00', '2026-11-29'],
    ['the Friday after', '2026-11-27T18:59', '2026-11-29'],
    // Independence Day, kept on a Friday: the list of that Friday, and with it the Sunday, falls away.
    ['Thursday before a Friday’s holiday', '2026-07-02T18:00', '2026-07-06'],
    ['a Friday’s holiday', '2026-07-03T12:00', '2026-07-06'],
    ['Labor Day', '2026-09-07T12:00', '2026-09-08'],
    ['the days of New Year', '2026-12-31T12:00', '2027-01-03'],
  ])('announces what is submitted on %s', (_, submitted, date) => {
    expect(announcementOf(at(submitted)).date).toBe(date)
  })

  it.each([
    // In the week of a change of clocks 20:00 ET moves against UTC; a list over it is an hour longer or shorter.
    ['before summer time', '2026-03-06T12:00', '2026-03-05 2026-03-06T01:00', '2026-03-08 2026-03-09T00:00'],
    ['on its first evening', '2026-03-09T00:00', '2026-03-08 2026-03-09T00:00', '2026-03-09 2026-03-10T00:00'],
    ['a minute earlier', '2026-03-08T23:59', '2026-03-05 2026-03-06T01:00', '2026-03-08 2026-03-09T00:00'],
    ['before winter time', '2026-10-30T12:00', '2026-10-29 2026-10-30T00:00', '2026-11-01 2026-11-02T01:00'],
    [
      'on its first evening, by summer’s clock',
      '2026-11-02T00:30',
      '2026-10-29 2026-10-30T00:00',
      '2026-11-01 2026-11-02T01:00',
    ],
    ['on its first evening', '2026-11-02T01:00', '2026-11-01 2026-11-02T01:00', '2026-11-02 2026-11-03T01:00'],
    ['at the change of 2027', '2027-03-14T12:00', '2027-03-11 2027-03-12T01:00', '2027-03-14 2027-03-15T00:00'],
    ['on Thanksgiving’s eve', '2026-11-25T12:00', '2026-11-24 2026-11-25T01:00', '2026-11-25 2026-11-26T01:00'],
    ['on Thanksgiving', '2026-11-27T02:00', '2026-11-25 2026-11-26T01:00', '2026-11-29 2026-11-30T01:00'],
    ['at Christmas', '2026-12-26T12:00', '2026-12-24 2026-12-25T01:00', '2026-12-28 2026-12-29T01:00'],
    ['between the years', '2026-12-30T12:00', '2026-12-28 2026-12-29T01:00', '2026-12-30 2026-12-31T01:00'],
  ])('%s: the last announcement and the next', (_, now, last, next) => {
    expect([brief(lastAnnouncement(at(now))), brief(nextAnnouncement(at(now)))]).toEqual([last, next])
  })

  it('takes what was submitted over a change of clocks, to the hour', () => {
    const length = (date: string) => {
      const { from, until } = lastAnnouncement(at(`${date}T12:00`))
      return (until.getTime() - from.getTime()) / HOUR
    }
    expect(length('2026-03-10')).toBe(3 * 24 - 1)
    expect(length('2026-11-03')).toBe(3 * 24 + 1)
    expect(length('2026-11-10')).toBe(3 * 24)
  })

  it('holds together at every hour of five years', () => {
    let before = lastAnnouncement(at('2024-12-31T23:00'))
    for (let hour = at('2025-01-01T00:00'); hour < at('2030-01-01T00:00'); hour = new Date(hour.getTime() + HOUR)) {
      const last = lastAnnouncement(hour)
      const next = nextAnnouncement(hour)
      const submitted = announcementOf(hour)
      const holds =
        last.at <= hour &&
        hour < next.at &&
        last.until.getTime() === next.from.getTime() &&
        (last.date === before.date || last.from.getTime() === before.until.getTime()) &&
        submitted.from <= hour &&
        hour < submitted.until &&
        submitted.until < submitted.at &&
        submitted.at > hour
      if (!holds) expect.fail(`${hour.toISOString()}: ${JSON.stringify({ before, last, next, submitted })}`)
      before = last
    }
  })

  it('agrees with a calendar made by asking at every half hour what time it is in New York', () => {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/New_York',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    // The evenings of 2026 on which nothing is announced though it be Sunday to Thursday, written out by hand.
    const silent = ['01/01', '01/19', '06/21', '07/05', '09/07', '11/26', '12/27', '12/29', '12/31']
    const found: string[] = []
    for (let time = Date.parse('2026-01-01T05:00Z'); time < Date.parse('2027-01-01T05:00Z'); time += HOUR / 2) {
      const shown = Object.fromEntries(clock.formatToParts(time).map(({ type, value }) => [type, value]))
      const isEvening = shown.hour === '20' && shown.minute === '00' && !['Fri', 'Sat'].includes(shown.weekday!)
      if (isEvening && !silent.includes(`${shown.month}/${shown.day}`)) found.push(new Date(time).toISOString())
    }
    const ours: string[] = []
    for (let now = at('2026-01-01T05:00'); ; ) {
      const next = nextAnnouncement(now)
      if (next.at >= at('2027-01-01T05:00')) break
      ours.push(next.at.toISOString())
      now = next.at
    }
    expect(ours).toEqual(found)
    expect(ours.length).toBeGreaterThan(250)
    expect(
      announcementsUntil(at('2027-01-01T05:00'), ours.length)
        .map(each => each.at.toISOString())
        .reverse(),
    ).toEqual(ours)
  })
})

describe('the holidays of arXiv', () => {
  it('are its own list where that is known, and nothing but that', () => {
    expect(['2026-11-26', '2026-12-29'].map(restOf)).toEqual(['yes', 'yes'])
    // Federal holidays that arXiv does not keep.
    expect(['2026-02-16', '2026-05-25', '2026-10-12', '2026-11-11', '2026-12-24'].map(restOf)).toEqual(
      Array(5).fill('no'),
    )
  })

  it('are only possible in years whose list is not known here', () => {
    expect(['2027-11-25', '2027-12-29', '2027-01-01', '2027-01-18'].map(restOf)).toEqual(Array(4).fill('perhaps'))
    expect(['2027-11-24', '2027-12-23', '2027-01-04'].map(restOf)).toEqual(Array(3).fill('no'))
    expect(lastAnnouncement(at('2027-01-19T02:00'))).toMatchObject({ date: '2027-01-18', sure: false })
    // The list of New Year's Friday would be announced on Sunday.
    expect(lastAnnouncement(at('2027-01-04T02:00'))).toMatchObject({ date: '2027-01-03', sure: false })
  })

  it.each([
    // As the Office of Personnel Management publishes them.
    [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    [2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
  ])('federal offices rest in %i', (year, expected) => {
    const days = Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)))
    const working = days.filter(day => day.getUTCFullYear() === year && day.getUTCDay() % 6 !== 0)
    const found = working.map(day => day.toISOString().slice(0, 10)).filter(isFederalHoliday)
    expect(found.map(date => date.slice(5)).join(' ')).toBe(expected)
  })
})
