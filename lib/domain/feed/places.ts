import { paperPath } from '../paper/links.ts'
import { EVERYTHING, type FeedQuery, type Filter, type Sort } from '../query/feed-query.ts'
import { formatFeedUrl } from '../query/feed-url.ts'
import type { Suggestion } from '../query/suggestion.ts'
import type { RankingName } from '../rank/rankings.ts'
import type { Window } from '../rank/signals.ts'

/** Where a view lives: the home page, or the page of a topic, whose path stands for that filter. */
export type Place = { path: string; topic: string | null }

export const HOME: Place = { path: '/', topic: null }

export const topicPlace = (slug: string): Place => ({ path: `/topics/${slug}`, topic: slug })

/** The address of a query at a place; at home once the place's own topic is no longer asked for. */
export function hrefAt(place: Place, query: FeedQuery): string {
  const rest = query.filters.filter(filter => !isOwn(place, filter))
  const left = place.topic !== null && rest.length === query.filters.length
  return (left ? HOME.path : place.path) + formatFeedUrl({ ...query, filters: rest })
}

/** The parameters of a query at a place, for the hidden fields of a form. */
export const fieldsAt = (place: Place, query: FeedQuery): [string, string][] => [
  ...new URLSearchParams(hrefAt(place, query).split('?')[1] ?? ''),
]

/** The same view as a feed or an answer of the API: always from its first page. */
export const feedHref = (path: string, query: FeedQuery): string => path + formatFeedUrl({ ...query, page: 1 })

const isOwn = (place: Place, filter: Filter) => filter.kind === 'topic' && !filter.not && filter.value === place.topic

export const withPage = (query: FeedQuery, page: number): FeedQuery => ({ ...query, page })

export const withWindow = (query: FeedQuery, window: Window): FeedQuery => ({ ...query, window, page: 1 })

/** The same papers as another ranking orders what trends. */
export const withRanking = (query: FeedQuery, ranking: RankingName): FeedQuery => ({
  ...(query.sort === 'trending' ? query : withSort(query, 'trending')),
  ranking,
  page: 1,
})

/** Another order of the same papers. Its usual window comes with it. */
export const withSort = (query: FeedQuery, sort: Sort): FeedQuery => ({
  ...query,
  sort,
  window: sort === 'trending' || sort === 'top' ? 'week' : 'all',
  ranking: sort === 'trending' ? query.ranking : EVERYTHING.ranking,
  page: 1,
})

/** Only those of a topic too, or only those without it (`not`); what was said of that topic before is replaced. */
export const withTopic = (query: FeedQuery, slug: string, not = false): FeedQuery => ({
  ...query,
  filters: [
    ...query.filters.filter(filter => filter.kind !== 'topic' || filter.value !== slug),
    { kind: 'topic', value: slug, not },
  ],
  page: 1,
})

export const withoutFilter = (query: FeedQuery, filter: Filter): FeedQuery => ({
  ...query,
  filters: query.filters.filter(other => other !== filter),
  page: 1,
})

/** All that one author wrote. */
export const authorHref = (name: string): string =>
  HOME.path +
  formatFeedUrl({
    ...EVERYTHING,
    sort: 'new',
    window: 'all',
    clauses: [{ not: false, any: [{ field: 'author', text: name.replace(/"/g, ''), prefix: false, phrase: true }] }],
  })

/** All papers of one arXiv category. */
export const categoryHref = (category: string): string =>
  HOME.path +
  formatFeedUrl({
    ...EVERYTHING,
    sort: 'new',
    window: 'all',
    filters: [{ kind: 'category', value: category, not: false }],
  })

/** Where a suggestion leads. */
export function suggestionHref(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'paper':
      return paperPath(suggestion)
    case 'topic':
      return topicPlace(suggestion.slug).path
    case 'author':
      return authorHref(suggestion.name)
  }
}
