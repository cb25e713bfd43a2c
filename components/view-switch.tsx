import { hrefAt, type Place, withSort, withWindow } from '#lib/domain/feed/places'
import type { FeedQuery, Sort } from '#lib/domain/query/feed-query'
import { WINDOWS, type Window } from '#lib/domain/rank/signals'

const SORT_NAMES: Record<Sort, string> = {
  relevance: 'Best match',
  trending: 'Trending',
  new: 'Newest',
  top: 'Top',
}
const WINDOW_NAMES: Record<Window, string> = {
  day: 'Today',
  week: 'Week',
  month: 'Month',
  year: 'Year',
  all: 'All time',
}

/** The orders and the spans in which the same papers can be seen. */
export function ViewSwitch({ query, place }: { query: FeedQuery; place: Place }) {
  const hasWords = query.clauses.some(clause => !clause.not)
  const sorts: Sort[] = [...(hasWords ? (['relevance'] as const) : []), 'trending', 'new', 'top']
  return (
    <div className="flex flex-wrap justify-between gap-x-8 gap-y-1 text-[0.9375rem]">
      <Choices
        label="Order"
        choices={sorts.map(sort => ({
          name: SORT_NAMES[sort],
          href: hrefAt(place, withSort(query, sort)),
          current: sort === query.sort,
        }))}
      />
      <Choices
        label="Span"
        choices={WINDOWS.map(window => ({
          name: WINDOW_NAMES[window],
          href: hrefAt(place, withWindow(query, window)),
          current: window === query.window,
        }))}
      />
    </div>
  )
}

type Choice = { name: string; href: string; current: boolean }

function Choices({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-4">
      {choices.map(({ name, href, current }) => (
        <a
          key={name}
          href={href}
          aria-current={current ? 'true' : undefined}
          className="border-transparent border-b-2 py-1.5 text-muted aria-[current]:border-accent aria-[current]:text-ink"
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
