import { describeDate } from '../paper/date.ts'
import { localDateOf, localTimeOf, weekdayOf } from '../schedule/zone.ts'
import { ARXIV_ZONE } from './arxiv-calendar.ts'

const DAY_MS = 86_400_000

/** Without a sign of life for so long no worker is running: each looks for work every minute, and ranks every 15. */
const WORKER_GONE_MS = 30 * 60_000

/** `214 papers`, `1 paper`, `no paper`. */
export function countPapers(papers: number): string {
  if (papers === 0) return 'no paper'
  return papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
}

/** A date: `Thu 19 Nov`, and with its year where that is half a year away. */
export function describeDay(date: string, now: Date): string {
  const isFar = Math.abs(Date.parse(date) - now.getTime()) > 180 * DAY_MS
  const [day, month, year] = describeDate(date).split(' ')
  return [weekdayName(date), day, month, ...(isFar ? [year] : [])].join(' ')
}

/** An instant on arXiv's clock: `Thu 19 Nov 20:00 ET`. */
export const describeMoment = (at: Date, now: Date): string =>
  `${describeDay(localDateOf(at, ARXIV_ZONE), now)} ${localTimeOf(at, ARXIV_ZONE)} ET`

/** An instant to come, without the date where the day of the week says enough: `Sun 20:00 ET`. */
export function describeNext(at: Date, now: Date): string {
  const isNear = at.getTime() - now.getTime() < 6 * DAY_MS
  if (!isNear) return describeMoment(at, now)
  return `${weekdayName(localDateOf(at, ARXIV_ZONE))} ${localTimeOf(at, ARXIV_ZONE)} ET`
}

/** That no worker is running, and since when; '' when one is. */
export function describeIdleness(workerSeenAt: Date | null, now: Date): string {
  if (!workerSeenAt) return 'no worker ever ran'
  const isRunning = now.getTime() - workerSeenAt.getTime() < WORKER_GONE_MS
  return isRunning ? '' : `no worker has run since ${describeMoment(workerSeenAt, now)}`
}

export const weekdayName = (date: string): string => WEEKDAYS[weekdayOf(date) - 1]!

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
