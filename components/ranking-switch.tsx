import { hrefAt, type Place, withRanking } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { RANKING_WORDS } from '#lib/domain/rank/ranking-words'
import { RANKINGS } from '#lib/domain/rank/rankings'

/** Whose order this is, and the others for comparison. Folded away: who reads papers need not think of it. */
export function RankingSwitch({ query, place }: { query: FeedQuery; place: Place }) {
  if (query.sort !== 'trending') return null
  return (
    <details name="facets">
      <summary className="opens tap py-1.5 text-muted hover:text-accent">
        Ranking: {RANKING_WORDS[query.ranking].name}
      </summary>
      <ul
        aria-label="Rankings"
        className="absolute inset-x-0 top-full z-10 grid gap-2 rounded border border-line bg-paper px-4 py-3 shadow-lg"
      >
        {RANKINGS.map(ranking => (
          <li key={ranking}>
            <a
              href={hrefAt(place, withRanking(query, ranking))}
              aria-current={ranking === query.ranking ? 'true' : undefined}
              className="link tap py-1 aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {RANKING_WORDS[ranking].name}
            </a>
            <span className="text-muted"> {RANKING_WORDS[ranking].about}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
