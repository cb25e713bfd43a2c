import { type Condition, yearsOf } from '../query/conditions.ts'
import type { Clause, FeedQuery, Filter, Term } from '../query/feed-query.ts'
import { withSort } from './places.ts'

/** Only papers of an arXiv category too; what was said of that category before is replaced. */
export const withCategory = (query: FeedQuery, category: string): FeedQuery => ({
  ...query,
  filters: [
    ...query.filters.filter(filter => filter.kind !== 'category' || filter.value !== category),
    { kind: 'category', value: category, not: false },
  ],
  page: 1,
})

/** Only papers of a year. No paper is of two, so any other year that was asked for is replaced. */
export const withYear = (query: FeedQuery, year: number): FeedQuery => ({
  ...query,
  filters: [
    ...withoutFilters(
      query,
      yearsOf(query).flatMap(({ filters }) => filters),
    ).filters,
    { kind: 'after', value: String(year), not: false },
    { kind: 'before', value: String(year + 1), not: false },
  ],
  page: 1,
})

/** The query without one of its conditions. */
export const withoutCondition = (query: FeedQuery, condition: Condition): FeedQuery =>
  condition.kind === 'filters' ? withoutFilters(query, condition.filters) : replaceClause(query, condition.clause, [])

/** The query without one of the alternatives of a clause. */
export const withoutTerm = (query: FeedQuery, clause: Clause, term: Term): FeedQuery => {
  const any = clause.any.filter(other => other !== term)
  return replaceClause(query, clause, any.length ? [{ ...clause, any }] : [])
}

export const withoutFilters = (query: FeedQuery, filters: Filter[]): FeedQuery => ({
  ...query,
  filters: query.filters.filter(filter => !filters.includes(filter)),
  page: 1,
})

/** Only what was asked of the text, among all papers. */
export const withoutAllFilters = (query: FeedQuery): FeedQuery => withoutFilters(query, query.filters)

/** Wherever it stands: what was said several times is one condition. */
function replaceClause(query: FeedQuery, old: Clause, by: Clause[]): FeedQuery {
  const isOld = (clause: Clause) => JSON.stringify(clause) === JSON.stringify(old)
  const clauses = query.clauses.flatMap(clause => (isOld(clause) ? by : [clause]))
  const left: FeedQuery = { ...query, clauses, page: 1 }
  // Without words there is nothing to be relevant to.
  return query.sort === 'relevance' && clauses.every(({ not }) => not) ? withSort(left, 'trending') : left
}
