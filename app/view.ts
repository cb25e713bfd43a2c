import { now } from '#lib/clock'
import type { FeedQuery, Ignored } from '#lib/domain/query/feed-query'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { type Feed, findFeed, PAGE_SIZE } from '#lib/store/feed'

/** What an address asks for, and the answer. */
export type View = { query: FeedQuery; ignored: Ignored[]; feed: Feed }

/** The one way from parameters to papers: pages, feeds and API show the same because they all come through here. */
export async function readView(entries: Iterable<[string, string]>, limit = PAGE_SIZE): Promise<View> {
  const { query, ignored } = parseFeedUrl(entries)
  const found = await findFeed(query, limit, now())
  // How a place changed belongs to the order that has the places.
  const papers = query.sort === 'trending' ? found.papers : found.papers.map(paper => ({ ...paper, movement: null }))
  const feed = { ...found, papers }
  const isPastTheEnd = query.page > feed.pages
  const why = feed.pages === 1 ? 'there is one page' : `the last page is ${feed.pages}`
  return {
    query,
    ignored: isPastTheEnd ? [...ignored, { parameter: 'page', value: String(query.page), why }] : ignored,
    feed,
  }
}

/** The parameters of a page, as Next hands them over. */
export type Search = Record<string, string | string[] | undefined>

/** The same as pairs. Next finds what every object has under `?constructor=`, and hands that over too: only text counts. */
export const entriesOf = (search: Search): [string, string][] =>
  Object.entries(search).flatMap(([name, values]) =>
    [values].flat().flatMap((value): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])),
  )
