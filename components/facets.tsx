import type { ReactNode } from 'react'
import { withCategory, withoutFilters, withYear } from '#lib/domain/feed/narrow'
import { hrefAt, type Place } from '#lib/domain/feed/places'
import { yearsOf } from '#lib/domain/query/conditions'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { CountChips } from './count-chips.tsx'
import { TopicChoices } from './topic-choices.tsx'

/** The most frequent ones; a search box takes any. */
const SHOWN = 24

export type FacetCounts = {
  topics: { slug: string; count: number }[]
  categories: { category: string; count: number }[]
  years: { year: number; count: number }[]
}
type Props = { query: FeedQuery; place: Place; facets: FacetCounts; total: number }

/**
 * What the papers found have in common, to narrow the view down by; each choice says how many papers it would leave, and they combine.
 * Folded away: they are a second thought, and on a phone they would fill the screen.
 */
export function Facets({ query, place, facets, total }: Props) {
  return (
    <>
      {facets.topics.length > 0 && (
        <Facet summary="Narrow by topic">
          <TopicChoices query={query} place={place} topics={facets.topics} total={total} />
        </Facet>
      )}
      {facets.years.length > 0 && (
        <Facet summary="by year">
          <YearChoices query={query} place={place} years={facets.years} />
        </Facet>
      )}
      {facets.categories.length > 0 && (
        <Facet summary="by category">
          <CategoryChoices query={query} place={place} categories={facets.categories} />
        </Facet>
      )}
    </>
  )
}

// Of details with one name only one is open at a time. The choices lie over the list, so that the other summaries stay where they are.
function Facet({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details name="facets" className="text-sm">
      <summary className="opens tap py-1.5 text-muted hover:text-accent">{summary}</summary>
      <div className="absolute inset-x-0 top-full z-10 rounded border border-line bg-paper px-4 py-3 shadow-lg">
        {children}
      </div>
    </details>
  )
}

function YearChoices({ query, place, years }: Omit<Props, 'facets' | 'total'> & Pick<FacetCounts, 'years'>) {
  const chosen = new Map(yearsOf(query).map(({ year, filters }) => [Number(year), filters]))
  const chips = years.slice(0, SHOWN).map(({ year, count }) => {
    const filters = chosen.get(year)
    const next = filters ? withoutFilters(query, filters) : withYear(query, year)
    return { name: String(year), count, href: hrefAt(place, next), chosen: filters !== undefined }
  })
  return <CountChips chips={chips} />
}

type CategoryProps = Omit<Props, 'facets' | 'total'> & Pick<FacetCounts, 'categories'>

function CategoryChoices({ query, place, categories }: CategoryProps) {
  const chips = categories.slice(0, SHOWN).map(({ category, count }) => {
    const filters = query.filters.filter(one => one.kind === 'category' && !one.not && one.value === category)
    const next = filters.length ? withoutFilters(query, filters) : withCategory(query, category)
    return { name: category, count, href: hrefAt(place, next), chosen: filters.length > 0 }
  })
  return <CountChips chips={chips} />
}
