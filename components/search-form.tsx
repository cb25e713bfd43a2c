import { fieldsAt, HOME, hrefAt, type Place } from '#lib/domain/feed/places'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { EVERYTHING } from '#lib/domain/query/feed-query'
import { formatSearchBox } from '#lib/domain/query/feed-url'
import { SearchBox } from './search-box.tsx'

type Props = { query?: FeedQuery; place?: Place; typed?: string }

/** The search box, with what was typed. What else was asked for (topics, window, order) stays as it is. */
export function SearchForm({ query = EVERYTHING, place = HOME, typed = formatSearchBox(query) }: Props) {
  const kept = fieldsAt(place, { ...query, page: 1 }).filter(([name]) => name !== 'q')
  return (
    <search>
      <form action={hrefAt(place, query).split('?')[0]} method="get" className="relative flex gap-2">
        <label htmlFor="q" className="sr-only">
          Search papers
        </label>
        <SearchBox id="q" typed={typed} />
        {kept.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className="button-quiet">
          Search
        </button>
      </form>
    </search>
  )
}
