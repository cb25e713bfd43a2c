import { RANKING_WORDS } from '../rank/ranking-words.ts'
import type { Window } from '../rank/signals.ts'
import { topicName } from '../topics/taxonomy.ts'
import { type FeedQuery, type Sort, topicsOf } from './feed-query.ts'
import { formatSearchBox } from './feed-url.ts'

const SPAN: Record<Window, string> = {
  day: ' today',
  week: ' this week',
  month: ' this month',
  year: ' this year',
  all: '',
}
const ORDER: Record<Sort, string> = { trending: 'Trending', new: 'Newest', top: 'Top', relevance: 'Papers' }

/** A query in words, fit for a heading or a feed's title: `Trending this week in Vision Transformer, without Medicine & Health: "swin"`. */
export function describeQuery(query: FeedQuery): string {
  const within = topicsOf(query).map(topicName).join(' and ')
  const without = topicsOf(query, true).map(topicName).join(' and ')
  const text = formatSearchBox(query)
  return [
    ORDER[query.sort] + (query.sort === 'trending' && query.window === 'all' ? ' of all time' : SPAN[query.window]),
    RANKING_WORDS[query.ranking].order,
    within && ` in ${within}`,
    without && ` without ${without}`,
    text && `: ${text}`,
  ].join('')
}
