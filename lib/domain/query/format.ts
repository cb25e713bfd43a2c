import type { Clause, Filter, Term } from './feed-query.ts'

/** The query language for these conditions; reading it again gives the same ones. */
export function formatText(clauses: Clause[], filters: Filter[]): string {
  return [...clauses.map(formatClause), ...filters.map(formatFilter)].join(' ')
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
