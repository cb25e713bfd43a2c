import { hrefAt, type Place, withTopic } from '#lib/domain/feed/places'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import { FACETS, findTopic, topicName } from '#lib/domain/topics/taxonomy'

/** The most frequent ones; the page of all topics has the rest. */
const SHOWN = 24

type Count = { slug: string; count: number }
type Props = { query: FeedQuery; place: Place; topics: Count[]; total: number }

/**
 * The topics of the papers found, to narrow the view down to those of a topic, or to those without it; each says how many papers it would
 * leave. Folded away: they are a second thought, and on a phone they would fill the screen.
 */
export function TopicFacets({ query, place, topics, total }: Props) {
  const chosen = new Set([...topicsOf(query), ...topicsOf(query, true)])
  const offered = topics.filter(topic => !chosen.has(topic.slug)).slice(0, SHOWN)
  if (offered.length === 0) return null
  return (
    <details className="text-sm">
      <summary className="inline-block cursor-pointer py-1.5 text-muted hover:text-accent">Narrow by topic</summary>
      {FACETS.map(facet => {
        const ofFacet = offered.filter(({ slug }) => findTopic(slug)?.facet === facet.slug)
        if (ofFacet.length === 0) return null
        return (
          <section key={facet.slug} aria-label={facet.name} className="mt-2">
            <h3 className="text-muted text-xs">{facet.name}</h3>
            <ul className="mt-1 flex flex-wrap gap-2">
              {ofFacet.map(topic => (
                <li key={topic.slug} className="chip-pair">
                  <Choice topic={topic} query={query} place={place} total={total} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      <p className="mt-2 text-muted">
        A number is how many papers a topic would leave. − leaves those without it.{' '}
        <a className="link" href="/topics">
          All topics
        </a>
      </p>
    </details>
  )
}

function Choice({ topic: { slug, count }, query, place, total }: { topic: Count } & Omit<Props, 'topics'>) {
  const left = Math.max(0, total - count).toLocaleString('en')
  return (
    <>
      <a href={hrefAt(place, withTopic(query, slug))} rel="nofollow">
        {topicName(slug)}
        <span className="text-muted text-xs">{count.toLocaleString('en')}</span>
      </a>
      <a
        href={hrefAt(place, withTopic(query, slug, true))}
        rel="nofollow"
        aria-label={`Without ${topicName(slug)} (${left})`}
        title={`Without ${topicName(slug)}: ${left} papers`}
      >
        −
      </a>
    </>
  )
}
