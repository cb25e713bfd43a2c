import { type AskedPage, askArxiv, PAGE, submittedBetween } from './arxiv-ask.ts'
import type { ArxivCursor } from './arxiv-cursor.ts'
import { compact } from './arxiv-days.ts'
import { addDays, dayOf, earlier, later } from './days.ts'
import { SourceError, type Visit } from './source.ts'

/** Between two walks over replaced papers, in milliseconds: once a day, with some room for a schedule that is early. */
const BETWEEN_WALKS = 20 * 60 * 60 * 1000

/** A new version is visible when it is announced: up to four days after it was sent in, five when there is a holiday. */
const OVERLAP_DAYS = 5

type Replaced = NonNullable<ArxivCursor['replaced']>
export type ReplacedPage = { page: AskedPage; replaced: Replaced }

/**
 * Asks for new versions of papers first submitted before `before`, the last replaced first, down to those already known. Younger papers come with
 * their days. Sorting is all that arXiv offers for it: a range of lastUpdatedDate was seen to be read as submittedDate (ropensci/aRxiv#69).
 * What is announced meanwhile moves pages towards their end, so that papers come twice rather than not at all.
 * @throws SourceError when arXiv does not sort
 */
export async function* fetchReplaced(
  visit: Visit,
  known: Replaced | null,
  before: string,
): AsyncGenerator<ReplacedPage> {
  const sinceMs = known ? visit.now.getTime() - Date.parse(known.at) : null
  // One in the future is of a clock that was wrong.
  if (sinceMs !== null && !known?.walk && sinceMs >= 0 && sinceMs < BETWEEN_WALKS) return
  const today = dayOf(visit.now)
  const until = (known?.until ?? today).slice(0, 10)
  const horizon = known?.walk?.horizon ?? addDays(earlier(until, today), -OVERLAP_DAYS)
  let { start, newest } = known?.walk ?? { start: 0, newest: horizon }
  for (;;) {
    const page = await askArxiv(visit, {
      search: submittedBetween(visit.settings.ARXIV_QUERY, '199001010000', `${compact(before)}0000`),
      sortBy: 'lastUpdatedDate',
      sortOrder: 'descending',
      start,
      size: PAGE,
    })
    const dates = page.papers.flatMap(({ updated }) => updated ?? [])
    refuseUnsorted(dates)
    newest = dates.filter(date => date.slice(0, 10) <= addDays(today, 1)).reduce(later, newest)
    start += page.ids.length
    const ended = start >= page.total || (dates.at(-1) ?? '') < horizon
    yield {
      page,
      replaced: ended
        ? { until: newest, at: visit.now.toISOString(), walk: null }
        : {
            until: known?.until ?? horizon,
            at: known?.at ?? visit.now.toISOString(),
            walk: { start, newest, horizon },
          },
    }
    if (ended) return
  }
}

function refuseUnsorted(dates: string[]): void {
  const wrong = dates.findIndex((date, i) => i > 0 && date > dates[i - 1]!)
  if (wrong < 0) return
  throw new SourceError(
    'garbled',
    `arXiv does not sort by last update at the moment (${dates[wrong]} stands after ${dates[wrong - 1]}): new versions are asked for again next time.`,
  )
}
