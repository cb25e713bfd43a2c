import { type AskedPage, askArxiv, PAGE, submittedBetween } from './arxiv-ask.ts'
import type { Place } from './arxiv-cursor.ts'
import { addDays, countDays } from './days.ts'
import { SourceError, type Visit } from './source.ts'

/** How often a day is begun again whose pages do not fit together. */
const RESTARTS = 3

/** A page of a day of submission, and where to go on after it; `next` is null after the last day. */
export type DayPage = { page: AskedPage; next: Place | null; done: { steps: number; ofSteps: number } }

export const firstPlace = (from: string, until: string): Place => ({
  from,
  until,
  day: from,
  start: 0,
  total: null,
  last: null,
})

/**
 * Asks for papers day by day of their first submission, oldest first. The question is always closed at both ends, so that nothing shifts its pages but
 * what arXiv adds to that very day; when it does (the total changes, or entries come twice), the day is begun again.
 * @throws SourceError when pages are of other days; and, after all other days, when those of a day did not come to fit together
 */
export async function* fetchDays(visit: Visit, begin: Place): AsyncGenerator<DayPage> {
  let place: Place | null = begin
  let restarts = 0
  // One such day keeps nobody from those after it, and is told at the end.
  let unfit: SourceError | null = null
  let seen = new Set(begin.last ? [begin.last] : [])
  while (place) {
    const page = await askDay(visit, place)
    refuseOtherDays(page, place)
    if ((place.total !== null && place.total !== page.total) || page.ids.some(id => seen.has(id))) {
      const isHopeless = ++restarts > RESTARTS
      if (isHopeless && unfit) throw unfit
      if (isHopeless) unfit = describeUnfit(place.day, restarts)
      place = isHopeless ? dayAfter(place) : { ...place, start: 0, total: null, last: null }
      seen = new Set()
      continue
    }
    for (const id of page.ids) seen.add(id)
    const next: Place | null = placeAfter(place, page)
    if (next?.day !== place.day) {
      seen = new Set()
      restarts = 0
    }
    const ofSteps = countDays(place.from, place.until)
    yield { page, next, done: { steps: next ? countDays(place.from, next.day) - 1 : ofSteps, ofSteps } }
    place = next
  }
  if (unfit) throw unfit
}

const describeUnfit = (day: string, times: number) =>
  new SourceError(
    'garbled',
    `The pages of arXiv for ${day} did not fit together ${times} times in a row; asked again next time.`,
  )

/** Up to the first minute of the next day: whether 23:59 means its beginning or its end is not known, and a paper asked for twice costs nothing. */
const askDay = (visit: Visit, { day, start }: Place): Promise<AskedPage> =>
  askArxiv(visit, {
    search: submittedBetween(visit.settings.ARXIV_QUERY, `${compact(day)}0000`, `${compact(addDays(day, 1))}0000`),
    sortBy: 'submittedDate',
    sortOrder: 'ascending',
    start,
    size: PAGE,
  })

export const compact = (day: string): string => day.replaceAll('-', '')

function placeAfter(place: Place, page: AskedPage): Place | null {
  const start = place.start + page.ids.length
  if (start < page.total) return { ...place, start, total: page.total, last: page.ids.at(-1) ?? null }
  return dayAfter(place)
}

function dayAfter(place: Place): Place | null {
  const day = addDays(place.day, 1)
  return day > place.until ? null : { ...place, day, start: 0, total: null, last: null }
}

/** So many papers of other days in one page are no slip. */
const MOST_STRAYS = 10

// For some days in November 2025 the API did not heed dates: asked for a day, it would have given all of arXiv. A few with an odd date, which
// are in its index under another, are papers like any.
function refuseOtherDays({ papers, ids, total }: AskedPage, { day, start }: Place): void {
  const strays = papers.filter(({ published }) => {
    const submitted = published && published.length >= 10 ? published.slice(0, 10) : day
    return submitted < addDays(day, -1) || submitted > addDays(day, 1)
  })
  const isEndless = total > start + ids.length
  if (strays.length * 2 < papers.length || strays.length === 0 || (strays.length < MOST_STRAYS && !isEndless)) return
  const { id, published } = strays[0]!
  throw new SourceError(
    'garbled',
    `arXiv was asked for papers of ${day} and gave ${id} of ${published!.slice(0, 10)}: it does not heed dates at the moment.`,
  )
}
