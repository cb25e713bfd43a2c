import { hrefAt, type Place, withRanking } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { RANKING_WORDS } from '#lib/domain/rank/ranking-words'
import { RANKINGS } from '#lib/domain/rank/rankings'

/** Whose order this is, and the others for comparison. Folded away: who reads papers need not think of it. */
export function RankingSwitch({ query, place }: { query: FeedQuery; place: Place }) {
  if (query.sort !== 'trending') return null
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 text-sm">
      <details className="open:basis-full">
        <summary className="inline-block cursor-pointer py-1.5 text-muted hover:text-accent">
          Ranking: {RANKING_WORDS[query.ranking].name} <span aria-hidden="true">▾</span>
        </summary>
        <ul aria-label="Rankings" className="mt-1 grid gap-2">
          {RANKINGS.map(ranking => (
            <li key={ranking}>
              <a
                href={hrefAt(place, withRanking(query, ranking))}
                aria-current={ranking === query.ranking ? 'true' : undefined}
                className="link py-1 aria-[current]:font-semibold aria-[current]:text-accent"
              >
                {RANKING_WORDS[ranking].name}
              </a>
              <span className="text-muted"> {RANKING_WORDS[ranking].about}</span>
            </li>
          ))}
        </ul>
      </details>
      <a className="py-1.5 text-muted hover:text-accent" href="/about/ranking">
        How papers are ranked
      </a>
    </div>
  )
}
