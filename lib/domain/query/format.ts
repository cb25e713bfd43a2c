import type { Clause, Filter, Term } from './feed-query.ts'
import { yearOf } from './filter.ts'

/** The query language for these conditions; reading it again gives the same ones. */
export function formatText(clauses: Clause[], filters: Filter[]): string {
  return [...clauses.map(formatClause), ...formatFilters(filters)].join(' ')
}

/** Filters in their order; the two bounds of a year, one after the other, are that year again. */
function formatFilters(filters: Filter[]): string[] {
  return filters.flatMap((filter, i) => {
    const year = yearOf(filter, filters[i + 1])
    if (year) return [`year:${year}`]
    return yearOf(filters[i - 1], filter) ? [] : [formatFilter(filter)]
  })
}

/** One condition on the text, as it is typed. */
export const formatClause = (clause: Clause) => (clause.not ? '-' : '') + clause.any.map(formatTerm).join(' | ')

const formatTerm = ({ field, text, prefix, phrase }: Term) =>
  (field === 'any' ? '' : `${field}:`) + (phrase ? `"${text}"` : text) + (prefix ? '*' : '')

/** One condition on what is known of a paper, as it is typed. */
export function formatFilter(filter: Filter): string {
  const minus = filter.not ? '-' : ''
  switch (filter.kind) {
    case 'category':
      return `${minus}cat:${filter.value}`
    case 'code':
      return `${minus}has:code`
    case 'id':
      return `${minus}id:${filter.value}`
    default:
      return `${minus}${filter.kind}:${filter.value}`
  }
}
