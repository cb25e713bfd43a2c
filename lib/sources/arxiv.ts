import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { type AskedPage, askArxiv, submittedBetween } from './arxiv-ask.ts'
import { type ArxivCursor, readArxivCursor } from './arxiv-cursor.ts'
import { compact, fetchDays, firstPlace } from './arxiv-days.ts'
import { fetchReplaced } from './arxiv-replaced.ts'
import { addDays, dayOf, earlier, later } from './days.ts'
import type { Batch, Source, Visit } from './source.ts'

export { parseArxiv } from './arxiv-atom.ts'

/** arXiv's query API: papers of ARXIV_QUERY as they are announced, new versions of them, and papers known by their id alone. */
export const arxiv: Source = {
  name: 'arxiv',
  about: 'papers of ARXIV_QUERY, new and replaced',
  politeness: () => ARXIV_POLITENESS,
  everyMs: 2 * 60 * 60 * 1000,
  staleness: { kind: 'announced' },
  takesRange: true,
  fetch: fetchArxiv,
}

/** One request every three seconds and one connection, for all services of arXiv together. @see https://info.arxiv.org/help/api/tou.html */
export const ARXIV_POLITENESS = { service: 'arxiv', gapMs: 3000 }

/** How far back a first visit goes. */
export const FIRST_DAYS = 14

/** A paper is visible when it is announced, one to four days after its submission, and later when moderators hold it or there is a holiday. */
const OVERLAP_DAYS = 7

/** A visit goes back at most so far, after a long rest; what is older is brought by \`ingest arxiv --oai --from …\`. */
const MOST_DAYS = 400

/** Ids in one question: the address stays below 2,000 characters. */
const IDS = 100

/**
 * What is new, in this order: a question of one entry that says whether anything was announced since the last visit (most visits end
 * here); the last seven days of submission and those since the last visit, a question each; once a day the papers replaced since; papers asked for by id. With a visit
 * every two hours that is some 45 requests on a normal day.
 */
export async function* fetchArxiv(visit: Visit): AsyncGenerator<Batch> {
  const cursor = readArxivCursor(visit.cursor)
  if (visit.range) yield* fetchRange(visit, cursor, visit.range)
  else yield* fetchFresh(visit, cursor)
}

async function* fetchRange(
  visit: Visit,
  cursor: ArxivCursor,
  { from, until }: { from: string; until: string },
): AsyncGenerator<Batch> {
  if (from > until) return
  const known = cursor.range
  const begin = known?.from === from && known.until === until ? known : firstPlace(from, until)
  for await (const { page, next, done } of fetchDays(visit, begin))
    yield { ...batchOf(page, { ...cursor, range: next }), done }
}

async function* fetchFresh(visit: Visit, begin: ArxivCursor): AsyncGenerator<Batch> {
  let cursor = begin
  const until = dayOf(visit.now)
  const from = firstDay(begin.complete, until)
  const seen = await askWhatIsNew(visit, addDays(until, -OVERLAP_DAYS), until)
  if (begin.fresh || seen !== begin.seen) {
    // Days come in order, so that an interrupted visit may end later than it was meant to. Its first days are as old as it is, though:
    // it counts as complete for the day it began, and the next visit overlaps that.
    const place = begin.fresh ? { ...begin.fresh, until } : firstPlace(from, until)
    for await (const { page, next, done } of fetchDays(visit, place)) {
      cursor = next
        ? { ...cursor, fresh: next }
        : { ...cursor, fresh: null, complete: begin.fresh?.until ?? until, seen: begin.fresh ? null : seen }
      yield { ...batchOf(page, cursor), done }
    }
  }
  for await (const { page, replaced } of fetchReplaced(visit, cursor.replaced, addDays(until, -OVERLAP_DAYS))) {
    cursor = { ...cursor, replaced }
    yield batchOf(page, cursor)
  }
  const asked = await askById(visit, cursor)
  if (asked) yield asked
}

/** Where days begin that may have news. A clock that was wrong can have left any day behind. */
function firstDay(complete: string | null, today: string): string {
  if (complete === null) return addDays(today, 1 - FIRST_DAYS)
  return later(addDays(earlier(complete, today), -OVERLAP_DAYS), addDays(today, -MOST_DAYS))
}

/** A word that changes with every announcement: the days asked for, how many papers they have, and the last of them. */
async function askWhatIsNew(visit: Visit, from: string, until: string): Promise<string> {
  const { total, ids } = await askArxiv(visit, {
    search: submittedBetween(visit.settings.ARXIV_QUERY, `${compact(from)}0000`, `${compact(addDays(until, 1))}0000`),
    sortBy: 'submittedDate',
    sortOrder: 'descending',
    size: 1,
  })
  return `${from} ${until} ${total} ${ids[0] ?? ''}`
}

/** Papers that others speak of and that are not here: those of them that match ARXIV_QUERY. Null when there are none to ask for. */
async function askById(visit: Visit, cursor: ArxivCursor): Promise<Batch | null> {
  const subjects = await visit.findSubjects(IDS)
  const ids = subjects.flatMap(({ arxivId }) => parseArxivId(arxivId)?.id ?? [])
  if (ids.length === 0) return null
  return batchOf(await askArxiv(visit, { search: visit.settings.ARXIV_QUERY, ids, size: IDS }), cursor)
}

const batchOf = ({ papers, refused }: AskedPage, cursor: ArxivCursor): Batch => ({
  papers,
  observations: [],
  refused,
  cursor: JSON.stringify(cursor),
})
