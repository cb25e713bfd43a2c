import { addDays, instantOf, localDateOf, weekdayOf } from '../schedule/zone.ts'
import { restOf } from './arxiv-holidays.ts'

/**
 * One of arXiv's announcements: what was submitted from `from` (included) until `until` becomes public at `at`.
 * `sure` is false where the evening may be a holiday of arXiv's that is not known here.
 */
export type Announcement = { date: string; at: Date; from: Date; until: Date; sure: boolean }

export const ARXIV_ZONE = 'America/New_York'

// https://info.arxiv.org/help/availability.html: a list closes at 14:00 of a working day and is announced at 20:00 of that day, that of
// a Friday on Sunday. What is submitted on a holiday waits for the next list.
const CLOSING_HOUR = 14
export const ANNOUNCED_HOUR = 20

/** The latest announcement at or before an instant. */
export function lastAnnouncement(now: Date): Announcement {
  const today = localDateOf(now, ARXIV_ZONE)
  return announcementOn(findEvening(announcedAt(today) > now ? addDays(today, -1) : today, -1))
}

/** The first announcement after an instant. */
export function nextAnnouncement(now: Date): Announcement {
  const today = localDateOf(now, ARXIV_ZONE)
  return announcementOn(findEvening(announcedAt(today) > now ? today : addDays(today, 1), 1))
}

/** The announcement that makes public what is submitted at an instant, where its moderators do not hold it back. */
export function announcementOf(submittedAt: Date): Announcement {
  let evening = findEvening(localDateOf(submittedAt, ARXIV_ZONE), 1)
  while (closesAt(evening) <= submittedAt) evening = findEvening(addDays(evening, 1), 1)
  return announcementOn(evening)
}

/** So many announcements up to an instant, the latest first. */
export function announcementsUntil(now: Date, count: number): Announcement[] {
  const found = [lastAnnouncement(now)]
  while (found.length < count) found.push(announcementBefore(found.at(-1)!))
  return found
}

const announcementBefore = ({ date }: Announcement) => announcementOn(findEvening(addDays(date, -1), -1))

function announcementOn(date: string): Announcement {
  const from = closesAt(findEvening(addDays(date, -1), -1))
  return { date, at: announcedAt(date), from, until: closesAt(date), sure: restOf(listDay(date)) === 'no' }
}

/** The nearest date with an announcement, from a date on, forwards or backwards. */
function findEvening(date: string, step: 1 | -1): string {
  let evening = date
  while (!hasAnnouncement(evening)) evening = addDays(evening, step)
  return evening
}

function hasAnnouncement(date: string): boolean {
  const weekday = weekdayOf(date)
  return weekday !== FRIDAY && weekday !== SATURDAY && restOf(listDay(date)) !== 'yes'
}

const [FRIDAY, SATURDAY, SUNDAY] = [5, 6, 7]

/** The working day whose list is announced on the evening of a date. */
const listDay = (date: string) => (weekdayOf(date) === SUNDAY ? addDays(date, -2) : date)

const announcedAt = (date: string) => instantOf(date, ANNOUNCED_HOUR, ARXIV_ZONE)
const closesAt = (date: string) => instantOf(listDay(date), CLOSING_HOUR, ARXIV_ZONE)
