import { hrefAt, type Place, withPage } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'

/** The way to the neighbouring pages. */
export function Pager({ query, pages, place }: { query: FeedQuery; pages: number; place: Place }) {
  if (pages < 2 || query.page > pages) return null
  const to = (page: number) => hrefAt(place, withPage(query, page))
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 border-line border-t pt-4">
      {query.page > 1 ? (
        <a href={to(query.page - 1)} rel="prev" className="link tap py-2">
          ← Previous
        </a>
      ) : (
        <span />
      )}
      <span className="text-muted text-sm">
        Page {query.page.toLocaleString('en')} of {pages.toLocaleString('en')}
      </span>
      {query.page < pages ? (
        <a href={to(query.page + 1)} rel="next" className="link tap py-2">
          Next →
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
