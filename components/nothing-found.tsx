import { withoutAllFilters, withoutCondition } from '#lib/domain/feed/narrow'
import { hrefAt, type Place, withWindow } from '#lib/domain/feed/places'
import { conditionsOf } from '#lib/domain/query/conditions'
import { EVERYTHING, type FeedQuery } from '#lib/domain/query/feed-query'
import { topicsNear } from '#lib/domain/topics/near'

const SHOWN = 8

/** Why there is no paper, and ways on that lead to some. */
export function NothingFound({ query, place }: { query: FeedQuery; place: Place }) {
  const conditions = conditionsOf(query)
  if (conditions.length === 0 && query.window === EVERYTHING.window) return <NothingYet />
  const words = query.clauses.filter(({ not }) => !not).flatMap(({ any }) => any)
  const topics = topicsNear(words.map(({ text }) => text).join(' '), 5)
  const isByDate = query.window !== 'all' && (query.sort === 'new' || query.sort === 'relevance')
  return (
    <div className="border-line border-t py-10">
      <p className="section-title">No paper fits all of this.</p>
      <ul className="mt-3 grid list-disc gap-2 pl-5 text-muted">
        {conditions.length > 1 && (
          <li>
            Take something away:{' '}
            {conditions.slice(0, SHOWN).map((condition, i) => (
              <span key={condition.name}>
                {i > 0 && ', '}
                <a className="link text-ink" rel="nofollow" href={hrefAt(place, withoutCondition(query, condition))}>
                  without {condition.name.startsWith('with') ? `“${condition.name}”` : condition.name}
                </a>
              </span>
            ))}
          </li>
        )}
        {query.clauses.length > 0 && query.filters.length > 0 && (
          <li>
            <a className="link text-ink" href={hrefAt(place, withoutAllFilters(query))}>
              Look among all papers
            </a>
          </li>
        )}
        {isByDate && (
          <li>
            <a className="link text-ink" href={hrefAt(place, withWindow(query, 'all'))}>
              Look at papers of all time
            </a>
          </li>
        )}
        {words.length > 0 && <li>Look at the spelling, or try a more general word.</li>}
        {topics.length > 0 && (
          <li>
            Topics near this:{' '}
            {topics.map(({ slug, name }, i) => (
              <span key={slug}>
                {i > 0 && ', '}
                <a className="link text-ink" href={`/topics/${slug}`}>
                  {name}
                </a>
              </span>
            ))}
          </li>
        )}
        <li>
          <a className="link text-ink" href="/">
            Begin again
          </a>{' '}
          with what trends, or look through{' '}
          <a className="link text-ink" href="/topics">
            all topics
          </a>
          .
        </li>
      </ul>
    </div>
  )
}

function NothingYet() {
  return (
    <div className="border-line border-t py-10">
      <p className="section-title">There are no papers here yet.</p>
      <p className="mt-2 text-muted">
        The first ones come with the next visit to arXiv, usually within the hour; the{' '}
        <a className="link text-ink" href="/status">
          status page
        </a>{' '}
        says when that is. Whoever runs this place can bring some in now, with{' '}
        <code className="font-mono text-[0.9em]">npm run attn -- import</code>.
      </p>
    </div>
  )
}
