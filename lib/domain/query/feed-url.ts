import { isRankingName, RANKINGS } from '../rank/rankings.ts'
import type { Window } from '../rank/signals.ts'
import { isWindow } from '../rank/window.ts'
import { EVERYTHING, type FeedQuery, type Filter, type Ignored, SORTS, type Sort } from './feed-query.ts'
import { parseTopic } from './filter.ts'
import { formatText } from './format.ts'
import { parseText } from './parse.ts'

const MAX_PAGE = 100_000

/**
 * Reads the parameters that page, feed and API share: `q`, `topic` (repeatable, `-slug` excludes), `window`, `sort`, `ranking`, `page`.
 * Total: what cannot be understood is listed and the rest is answered. Of a parameter given twice the first counts, but for `topic`.
 * @param also names of further parameters that the caller reads itself
 */
export function parseFeedUrl(
  entries: Iterable<[string, string]>,
  also: readonly string[] = [],
): { query: FeedQuery; ignored: Ignored[] } {
  const ignored: Ignored[] = []
  const ignore = (parameter: string, value: string, why: string) =>
    ignored.push({ parameter: parameter.slice(0, 40), value: value.slice(0, 100), why })
  const first = new Map<string, string>()
  const topics: Filter[] = []
  for (const [name, value] of entries) {
    if (name === 'topic') {
      if (value === '') continue
      const not = value.startsWith('-')
      const topic = parseTopic(not ? value.slice(1) : value, not)
      if ('why' in topic) ignore(name, value, topic.why)
      else topics.push(...topic.filters)
    } else if (!['q', 'window', 'sort', 'ranking', 'page', ...also].includes(name))
      ignore(name, value, 'there is no such parameter')
    else if (first.has(name)) ignore(name, value, 'it was given before')
    else first.set(name, value)
  }

  const text = parseText(first.get('q') ?? '')
  ignored.push(...text.ignored)
  const filters = [...new Map([...topics, ...text.filters].map(filter => [JSON.stringify(filter), filter])).values()]
  const query: FeedQuery = { ...EVERYTHING, clauses: text.clauses, filters }

  const ranking = first.get('ranking')
  const asked = ranking && isRankingName(ranking) ? ranking : null
  if (ranking && !asked) ignore('ranking', ranking, `it can be ${RANKINGS.join(', ')}`)
  const usual = asked ? 'trending' : defaultSort(query)
  const sort = first.get('sort') || usual
  if ((SORTS as readonly string[]).includes(sort)) query.sort = sort as Sort
  else {
    ignore('sort', sort, `it can be ${SORTS.join(', ')}`)
    query.sort = usual
  }
  if (query.sort === 'relevance' && !hasWords(query)) {
    ignore('sort', 'relevance', 'there are no words to be relevant to')
    query.sort = 'trending'
  }
  if (asked && query.sort === 'trending') query.ranking = asked
  else if (asked && asked !== EVERYTHING.ranking) ignore('ranking', asked, 'only what trends has several rankings')
  query.window = defaultWindow(query.sort)
  const window = first.get('window')
  if (window && isWindow(window)) query.window = window
  else if (window) ignore('window', window, 'it can be day, week, month, year, all')

  const page = first.get('page')
  if (page && /^[1-9]\d{0,5}$/.test(page) && Number(page) <= MAX_PAGE) query.page = Number(page)
  else if (page) ignore('page', page, 'it has to be a whole number from 1')
  return { query, ignored }
}

/** The parameters of a query as they stand in an address, defaults left out: `` or `?…`. Reading it again gives the same query. */
export function formatFeedUrl(query: FeedQuery): string {
  const url = new URLSearchParams()
  const rest = query.filters.filter(filter => filter.kind !== 'topic')
  const q = formatText(query.clauses, rest)
  if (q) url.append('q', q)
  for (const filter of query.filters)
    if (filter.kind === 'topic') url.append('topic', (filter.not ? '-' : '') + filter.value)
  if (query.sort !== defaultSort(query)) url.append('sort', query.sort)
  if (query.ranking !== EVERYTHING.ranking) url.append('ranking', query.ranking)
  if (query.window !== defaultWindow(query.sort)) url.append('window', query.window)
  if (query.page > 1) url.append('page', String(query.page))
  return url.size ? `?${url}` : ''
}

/** What stands in the search box: the query without its topics, which have a place of their own. */
export function formatSearchBox(query: FeedQuery): string {
  return formatText(
    query.clauses,
    query.filters.filter(filter => filter.kind !== 'topic'),
  )
}

/**
 * What stands in the search box after a search: what was typed, also what of it was not understood; but the query as it was understood
 * where the form itself carries a part of what was typed, for one could not take that away in the box.
 * @param typed the parameter `q`
 */
export function searchBoxText(typed: string, query: FeedQuery): string {
  const isCarried = parseText(typed).filters.some(({ kind }) => kind === 'topic')
  return typed.trim() === '' || isCarried || /[\u0000-\u001f]/.test(typed) ? formatSearchBox(query) : typed
}

const hasWords = (query: FeedQuery) => query.clauses.some(clause => !clause.not)

/** Words ask for what fits them best, unless a ranking is asked for by name. */
const defaultSort = (query: FeedQuery): Sort =>
  hasWords(query) && query.ranking === EVERYTHING.ranking ? 'relevance' : 'trending'

/** Rankings look at the last week unless asked; lists of papers by date or words hold all of them. */
const defaultWindow = (sort: Sort): Window => (sort === 'trending' || sort === 'top' ? 'week' : 'all')
