import { z } from 'zod'
import { ARXIV_POLITENESS } from './arxiv.ts'
import { feedsOf, NO_CATEGORY } from './arxiv-categories.ts'
import { parseArxivQuery } from './arxiv-query.ts'
import { parseArxivRss } from './rss-items.ts'
import { type Batch, type Source, SourceError, type Visit } from './source.ts'

export { parseArxivRss } from './rss-items.ts'

/** arXiv's feed of the day: today's announcement, also when the query API is busy, and papers of it that were submitted long ago. */
export const arxivRss: Source = {
  name: 'arxiv-rss',
  about: "today's announcement of arXiv",
  politeness: () => ARXIV_POLITENESS,
  everyMs: 2 * 60 * 60 * 1000,
  // By its answers and not by the calendar: it has no times of submission, by which the papers of an announcement are counted.
  staleness: { kind: 'every', lateMs: 12 * 60 * 60 * 1000, staleMs: 48 * 60 * 60 * 1000 },
  takesRange: false,
  fetch: fetchArxivRss,
}

const cursor = z.object({
  v: z.literal(1),
  url: z.string(),
  validators: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }),
})

/** One request for all categories of ARXIV_QUERY; what does not match it is left out here, as feeds cannot search. */
export async function* fetchArxivRss(visit: Visit): AsyncGenerator<Batch> {
  const query = parseArxivQuery(visit.settings.ARXIV_QUERY)
  if (!query.ok)
    throw new SourceError('refused', `Feeds cannot search, so ARXIV_QUERY is judged here, and it ${query.why}.`)
  const feeds = feedsOf(query.categories)
  if (feeds.length === 0) throw new SourceError('refused', NO_CATEGORY)
  const url = `${visit.settings.ARXIV_RSS_URL}/${feeds.join('+')}`
  const unless = validatorsIn(visit.cursor, url)
  const answer = await visit.ask({ url, accept: 'application/rss+xml', unless })
  if (answer.kind === 'unchanged') return
  if (answer.kind === 'missing') throw new SourceError('garbled', `arXiv has no feed of ${feeds.join(', ')}.`)
  const feed = parseArxivRss(answer.text)
  if (!feed.ok) throw new SourceError('garbled', `The answer of arXiv's feed ${feed.why}.`)
  const matching = feed.records.filter(({ paper, ...rest }) => query.matches({ ...paper, ...rest }))
  yield {
    papers: matching.map(({ paper }) => paper),
    observations: [],
    refused: feed.refused,
    cursor: JSON.stringify({ v: 1, url, validators: answer.validators } satisfies z.output<typeof cursor>),
  }
}

function validatorsIn(text: string | null, url: string): z.output<typeof cursor>['validators'] | null {
  try {
    const read = cursor.safeParse(JSON.parse(text ?? 'null'))
    return read.success && read.data.url === url ? read.data.validators : null
  } catch {
    return null
  }
}
