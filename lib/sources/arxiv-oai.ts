import { z } from 'zod'
import { ARXIV_POLITENESS, FIRST_DAYS } from './arxiv.ts'
import { feedsOf, NO_CATEGORY, oaiSetsOf } from './arxiv-categories.ts'
import type { ArxivRecord } from './arxiv-paper.ts'
import { parseArxivQuery } from './arxiv-query.ts'
import { addDays, dayOf } from './days.ts'
import { firstHarvestPlace, type HarvestPlace, harvest, harvestPlace } from './oai-harvest.ts'
import { type Batch, type Source, SourceError, type Visit } from './source.ts'

export { parseOai } from './oai-page.ts'

/** arXiv's OAI-PMH: every record that changed on some days, of which those are taken that match ARXIV_QUERY. For months and years. */
export const arxivOai: Source = {
  name: 'arxiv-oai',
  about: 'papers of ARXIV_QUERY by the day of their last change',
  politeness: () => ARXIV_POLITENESS,
  everyMs: 24 * 60 * 60 * 1000,
  staleness: { kind: 'announced' },
  takesRange: true,
  fetch: fetchArxivOai,
}

/** No set: one list of all there is. */
const EVERYTHING: string[] = []

const cursor = z.object({
  v: z.literal(1),
  /** The last day of the last visit that came to its end. */
  complete: z.iso.date().nullable(),
  fresh: harvestPlace.nullable(),
  range: harvestPlace.nullable(),
})

type Cursor = z.output<typeof cursor>

/**
 * Papers whose records changed since the day before the last visit, or on the days of a range: new ones, replaced ones, and those that moderators held for weeks.
 * Records are put to ARXIV_QUERY here, as OAI-PMH cannot search; those of deleted papers remove nothing.
 */
export async function* fetchArxivOai(visit: Visit): AsyncGenerator<Batch> {
  const query = parseArxivQuery(visit.settings.ARXIV_QUERY)
  if (!query.ok)
    throw new SourceError('refused', `OAI-PMH cannot search, so ARXIV_QUERY is judged here, and it ${query.why}.`)
  const sets = query.categories ? oaiSetsOf(feedsOf(query.categories)) : EVERYTHING
  if (query.categories && sets.length === 0) throw new SourceError('refused', NO_CATEGORY)
  const state = readCursor(visit.cursor)
  const kind = visit.range ? 'range' : 'fresh'
  const { from, until } = visit.range ?? freshDays(state, visit.now)
  if (from > until) return
  const matches = ({ paper, ...rest }: ArxivRecord) => query.matches({ ...paper, ...rest })
  for await (const { records, refused, next, done } of harvest(visit, resume(state[kind], from, until, sets))) {
    const complete = next || visit.range ? state.complete : until
    yield {
      papers: records.filter(matches).map(({ paper }) => paper),
      observations: [],
      refused,
      cursor: JSON.stringify({ ...state, complete, [kind]: next } satisfies Cursor),
      done,
    }
  }
}

function freshDays({ complete, fresh }: Cursor, now: Date): { from: string; until: string } {
  const until = fresh?.until ?? dayOf(now)
  // Records of today go on changing today, and midnight is not the same everywhere.
  return { from: fresh?.from ?? addDays(complete ?? until, complete ? -1 : 1 - FIRST_DAYS), until }
}

function resume(stopped: HarvestPlace | null, from: string, until: string, sets: string[]): HarvestPlace {
  const same = stopped?.from === from && stopped.until === until && stopped.sets.join() === sets.join()
  return same ? stopped : firstHarvestPlace(from, until, sets)
}

function readCursor(text: string | null): Cursor {
  const empty: Cursor = { v: 1, complete: null, fresh: null, range: null }
  try {
    const read = cursor.safeParse(JSON.parse(text ?? 'null'))
    return read.success ? read.data : empty
  } catch {
    return empty
  }
}
