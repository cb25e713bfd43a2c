import { isRealDate } from '../paper/date.ts'

/** Where a public issue can be read: `/digest/2026-11-23`, or that of one topic. '' is all topics. */
export const issuePath = (date: string, topic = ''): string => `/digest/${date}${topic && `/${topic}`}`

/** Whether a part of an address is the date of an issue that may be. */
export const isIssueDate = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text) && isRealDate(text)

/** A date for people: `Monday, 23 November 2026`. */
export const describeDay = (date: string): string =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
