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

type Props = { query: FeedQuery; place: Place }

/** The orders in which the same papers can be seen. */
export function OrderSwitch({ query, place }: Props) {
  const hasWords = query.clauses.some(clause => !clause.not)
  const sorts: Sort[] = [...(hasWords ? (['relevance'] as const) : []), 'trending', 'new', 'top']
  return (
    <Choices
      label="Order"
      className="lg:-order-1"
      choices={sorts.map(sort => ({
        name: SORT_NAMES[sort],
        href: hrefAt(place, withSort(query, sort)),
        current: sort === query.sort,
      }))}
    />
  )
}

/** The spans of time that they can be of. */
export function SpanSwitch({ query, place }: Props) {
  return (
    <Choices
      label="Span"
      className="lg:justify-self-end"
      choices={WINDOWS.map(window => ({
        name: WINDOW_NAMES[window],
        href: hrefAt(place, withWindow(query, window)),
        current: window === query.window,
      }))}
    />
  )
}

type Choice = { name: string; href: string; current: boolean }

function Choices({ label, choices, className = '' }: { label: string; choices: Choice[]; className?: string }) {
  return (
    <nav aria-label={label} className={`flex flex-wrap gap-x-3 sm:gap-x-4 ${className}`}>
      {choices.map(({ name, href, current }) => (
        <a
          key={name}
          href={href}
          aria-current={current ? 'true' : undefined}
          className="tap justify-center border-transparent border-b-2 py-1.5 text-muted aria-[current]:border-stamp aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
