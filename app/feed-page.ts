import { now } from '#lib/clock'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { searchBoxText } from '#lib/domain/query/feed-url'
import type { SignalCount } from '#lib/domain/rank/signal-counts'
import { type Facets, findFacets } from '#lib/store/facets'
import { findSignalCounts } from '#lib/store/signal-counts'
import { findSpelling } from '#lib/store/spelling'
import { readView, type View } from './view.ts'

/** A view with what a page shows beside the papers. */
export type FeedPage = View & {
  typed: string
  facets: Facets
  spelling: FeedQuery | null
  /** What the signals of its papers stand at, by arXiv id. */
  counts: Map<string, SignalCount[]>
}

/** The view that the parameters of a page ask for, and the ways on from it. */
export async function readFeedPage(entries: [string, string][]): Promise<FeedPage> {
  const view = await readView(entries)
  const typed = entries.find(([name]) => name === 'q')?.[1] ?? ''
  return {
    ...view,
    typed: searchBoxText(typed, view.query),
    facets: await findFacets(view.query, now()),
    spelling: view.query.clauses.length ? await findSpelling(view.query) : null,
    counts: await findSignalCounts(view.feed.papers.map(({ arxivId }) => arxivId)),
  }
}
