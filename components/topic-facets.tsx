import { hrefAt, type Place, withTopic } from '#lib/domain/feed/places'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import { topicName } from '#lib/domain/topics/taxonomy'

const SHOWN = 12

type Count = { slug: string; count: number }

/** The topics of the papers found, to narrow the view down. Folded away: they are a second thought. */
export function TopicFacets({ query, place, topics }: { query: FeedQuery; place: Place; topics: Count[] }) {
  const chosen = new Set([...topicsOf(query), ...topicsOf(query, true)])
  const offered = topics.filter(topic => !chosen.has(topic.slug)).slice(0, SHOWN)
  if (offered.length < 2) return null
  return (
    <details className="text-sm">
      <summary className="inline-block cursor-pointer py-1.5 text-muted hover:text-accent">Narrow by topic</summary>
      <ul className="mt-1 flex flex-wrap gap-2">
        {offered.map(({ slug, count }) => (
          <li key={slug}>
            <a href={hrefAt(place, withTopic(query, slug))} className="chip">
              {topicName(slug)}
              <span className="text-muted text-xs">{count.toLocaleString('en')}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
