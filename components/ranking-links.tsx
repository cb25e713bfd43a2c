import { HOME, hrefAt, withRanking, withWindow } from '#lib/domain/feed/places'
import { EVERYTHING } from '#lib/domain/query/feed-query'
import { RANKING_WORDS } from '#lib/domain/rank/ranking-words'
import { RANKINGS } from '#lib/domain/rank/rankings'
import { WINDOWS, type Window } from '#lib/domain/rank/signals'

const WINDOW_NAMES: Record<Window, string> = {
  day: 'today',
  week: 'week',
  month: 'month',
  year: 'year',
  all: 'all time',
}

/** Every ranking over every window, to be tried. */
export function RankingLinks() {
  return (
    <dl className="mt-3">
      {RANKINGS.map(ranking => (
        <div key={ranking} className="border-line border-t py-3">
          <dt className="font-semibold">{RANKING_WORDS[ranking].name}</dt>
          <dd>
            {RANKING_WORDS[ranking].about}
            <ul aria-label={`Papers by ${RANKING_WORDS[ranking].name}`} className="flex flex-wrap gap-x-5">
              {WINDOWS.map(window => (
                <li key={window}>
                  <a
                    className="link tap py-1"
                    href={hrefAt(HOME, withWindow(withRanking(EVERYTHING, ranking), window))}
                  >
                    {WINDOW_NAMES[window]}
                  </a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
