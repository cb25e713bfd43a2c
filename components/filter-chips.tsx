import { hrefAt, type Place, withoutFilter } from '#lib/domain/feed/places'
import type { FeedQuery, Filter } from '#lib/domain/query/feed-query'
import { formatFilter } from '#lib/domain/query/format'
import { topicName } from '#lib/domain/topics/taxonomy'

/** What the view is limited to; each can be taken away. */
export function FilterChips({ query, place }: { query: FeedQuery; place: Place }) {
  if (query.filters.length === 0) return null
  return (
    <ul aria-label="Limited to" className="flex flex-wrap gap-2">
      {query.filters.map(filter => (
        <li key={formatFilter(filter)}>
          <a href={hrefAt(place, withoutFilter(query, filter))} className="chip bg-raised">
            {nameOf(filter)}
            <span aria-hidden="true" className="text-muted">
              ×
            </span>
            <span className="sr-only">(remove)</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

const nameOf = (filter: Filter) =>
  filter.kind === 'topic' ? `${filter.not ? 'not ' : ''}${topicName(filter.value)}` : formatFilter(filter)
