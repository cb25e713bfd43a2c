import { withoutFilters } from '#lib/domain/feed/narrow'
import { hrefAt, type Place, withTopic } from '#lib/domain/feed/places'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import { FACETS, findTopic, topicName } from '#lib/domain/topics/taxonomy'
import { CountChips } from './count-chips.tsx'

/** The most frequent ones; the page of all topics has the rest. */
const SHOWN = 24

type Count = { slug: string; count: number }
type Props = { query: FeedQuery; place: Place; topics: Count[]; total: number }

/** The topics of the papers found, kind by kind, to see only those of a topic, or only those without it. */
export function TopicChoices({ query, place, topics, total }: Props) {
  const excluded = new Set(topicsOf(query, true))
  const offered = topics.filter(topic => !excluded.has(topic.slug)).slice(0, SHOWN)
  return (
    <>
      {FACETS.map(facet => {
        const ofFacet = offered.filter(({ slug }) => findTopic(slug)?.facet === facet.slug)
        if (ofFacet.length === 0) return null
        return (
          <section key={facet.slug} aria-label={facet.name} className="mt-2">
            <h3 className="text-muted text-xs">{facet.name}</h3>
            <CountChips chips={ofFacet.map(topic => chipOf(topic, query, place, total))} />
          </section>
        )
      })}
      <p className="mt-2 text-muted">
        A number is how many papers a topic would leave. − leaves those without it.{' '}
        <a className="link" href="/topics">
          All topics
        </a>
      </p>
    </>
  )
}

function chipOf({ slug, count }: Count, query: FeedQuery, place: Place, total: number) {
  const filters = query.filters.filter(filter => filter.kind === 'topic' && filter.value === slug)
  const chosen = filters.length > 0
  const left = Math.max(0, total - count).toLocaleString('en')
  const next = chosen ? withoutFilters(query, filters) : withTopic(query, slug)
  const without = (
    <a
      href={hrefAt(place, withTopic(query, slug, true))}
      rel="nofollow"
      aria-label={`Without ${topicName(slug)} (${left})`}
      title={`Without ${topicName(slug)}: ${left} papers`}
    >
      −
    </a>
  )
  return { name: topicName(slug), count, href: hrefAt(place, next), chosen, ...(!chosen && { more: without }) }
}
