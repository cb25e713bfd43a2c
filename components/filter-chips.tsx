import { hrefAt, type Place, withoutFilter, withTopic } from '#lib/domain/feed/places'
import type { FeedQuery, Filter } from '#lib/domain/query/feed-query'
import { formatFilter } from '#lib/domain/query/format'
import { topicName } from '#lib/domain/topics/taxonomy'

/** What the view is limited to; each can be taken away, and a topic turned into its opposite. */
export function FilterChips({ query, place }: { query: FeedQuery; place: Place }) {
  if (query.filters.length === 0) return null
  return (
    <ul aria-label="Limited to" className="flex flex-wrap gap-2">
      {query.filters.map(filter => (
        <li key={formatFilter(filter)} className="chip-pair bg-raised">
          <a href={hrefAt(place, withoutFilter(query, filter))}>
            {nameOf(filter)}
            <span aria-hidden="true" className="text-muted">
              ×
            </span>
            <span className="sr-only">(remove)</span>
          </a>
          {filter.kind === 'topic' && <Opposite slug={filter.value} not={filter.not} query={query} place={place} />}
        </li>
      ))}
    </ul>
  )
}

type Turned = { slug: string; not: boolean; query: FeedQuery; place: Place }

function Opposite({ slug, not, query, place }: Turned) {
  const says = `${not ? 'Only' : 'Without'} ${topicName(slug)}`
  return (
    <a href={hrefAt(place, withTopic(query, slug, !not))} rel="nofollow" aria-label={says} title={says}>
      {not ? '+' : '−'}
    </a>
  )
}

const nameOf = (filter: Filter) =>
  filter.kind === 'topic' ? `${filter.not ? 'not ' : ''}${topicName(filter.value)}` : formatFilter(filter)
