import type { Place } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { type FacetCounts, Facets } from './facets.tsx'
import { RankingSwitch } from './ranking-switch.tsx'
import { OrderSwitch, SpanSwitch } from './view-switch.tsx'

/**
 * What changes a view: span, order, ranking, and ways to narrow it down. On a phone only the span shows, and how many papers there are; the
 * rest is folded, for the papers are what one came for.
 */
export function FeedControls(props: {
  query: FeedQuery
  place: Place
  facets: FacetCounts
  total: number
  /** How many papers there are, in words. */
  count: string
}) {
  const { query, place, facets, total, count } = props
  return (
    <div className="relative flex flex-wrap items-center justify-between gap-x-6 text-sm lg:grid lg:grid-cols-[auto_1fr]">
      <SpanSwitch query={query} place={place} />
      <p className="py-2 text-muted lg:order-3">{count}</p>
      <details className="fold open:basis-full">
        <summary className="opens tap ml-auto justify-end text-muted hover:text-accent">Order and filters</summary>
        <OrderSwitch query={query} place={place} />
        <div className="whole flex flex-wrap items-center gap-x-5 lg:order-4 lg:justify-self-end">
          <Facets query={query} place={place} facets={facets} total={total} />
          <RankingSwitch query={query} place={place} />
          <span data-end="" hidden />
        </div>
      </details>
    </div>
  )
}
