import type { Look } from './announced.ts'
import { nextAnnouncement } from './arxiv-calendar.ts'
import { countPapers, describeDay, describeMoment, describeNext, weekdayName } from './words.ts'

/**
 * What is here of arXiv's announcements, in one sentence: `Last announcement: Thu 19 Nov, 214 papers; next expected Sun 20:00 ET.` The
 * number is that of the papers here which were submitted for it.
 */
export function describeAnnouncements({ here, missed, open }: Look, now: Date): string {
  const isLast = missed.length === 0 && !open
  const papers = here && (here.papers > 0 ? countPapers(here.papers) : 'no paper that fits')
  const begin = here
    ? `Last announcement${isLast ? '' : ' here'}: ${describeDay(here.date, now)}, ${papers}`
    : 'No announcement of arXiv’s is here'
  return `${begin}; ${describeRest(missed, open, now)}.`
}

/** Only so many announcements are looked at, and those that may have been holidays are not called missing. */
const MANY = 20

function describeRest(missed: Look['missed'], open: Look['open'], now: Date): string {
  const [last] = missed
  if (missed.length > 1) return `${missed.length <= MANY ? missed.length : `more than ${MANY}`} since are missing`
  if (last) return `that of ${describeDay(last.date, now)} is late`
  if (!open) return describeExpected(now)
  if (open.sure) return `that of ${describeMoment(open.at, now)} is awaited`
  return `${describeDay(open.date, now)} may be a holiday at arXiv; ${describeExpected(now)}`
}

function describeExpected(now: Date): string {
  const next = nextAnnouncement(now)
  const expected = `next expected ${describeNext(next.at, now)}`
  if (next.sure) return expected
  const after = nextAnnouncement(next.at)
  return `${expected}, or ${describeNext(after.at, now)} if ${weekdayName(next.date)} is a holiday at arXiv`
}
