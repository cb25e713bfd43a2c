import { describeDate } from '../paper/date.ts'
import { topicName } from '../topics/taxonomy.ts'
import type { Clause, FeedQuery, Filter, Term } from './feed-query.ts'
import { yearOf } from './filter.ts'

/** A part of a query that a reader can see and take away: words with their alternatives, or filters that belong together. */
export type Condition =
  | { kind: 'words'; clause: Clause; name: string }
  | { kind: 'filters'; filters: Filter[]; name: string }

/** What a query consists of, in its own order. The two bounds of one year are one condition, and so are the same words said again. */
export function conditionsOf(query: FeedQuery): Condition[] {
  const clauses = [...new Map(query.clauses.map(clause => [JSON.stringify(clause), clause])).values()]
  const words = clauses.map((clause): Condition => ({ kind: 'words', clause, name: nameClause(clause) }))
  const years = yearsOf(query)
  const rest = query.filters.filter(filter => !years.some(({ filters }) => filters.includes(filter)))
  const named = rest.map((filter): Condition => ({ kind: 'filters', filters: [filter], name: nameFilter(filter) }))
  return [
    ...words,
    ...years.map(({ year, filters }): Condition => ({ kind: 'filters', filters, name: year })),
    ...named,
  ]
}

/** The years to which a query is limited, with the two filters that each stands for. */
export function yearsOf({ filters }: FeedQuery): { year: string; filters: Filter[] }[] {
  return filters.flatMap(after =>
    filters.flatMap(before => {
      const year = yearOf(after, before)
      return year ? [{ year, filters: [after, before] }] : []
    }),
  )
}

/** A word, a phrase in quotes, the beginning of words, each perhaps in one field. */
export const nameTerm = ({ field, text, prefix, phrase }: Term): string =>
  (field === 'any' ? '' : `${field}: `) + (phrase ? `“${text}”` : text) + (prefix ? '…' : '')

const nameClause = ({ not, any }: Clause) => (not ? 'not ' : '') + any.map(nameTerm).join(' or ')

function nameFilter(filter: Filter): string {
  const not = filter.not ? 'not ' : ''
  switch (filter.kind) {
    case 'topic':
      return not + topicName(filter.value)
    case 'category':
      return not + filter.value
    case 'code':
      return filter.not ? 'without code' : 'with code'
    case 'id':
      return `${not}id ${filter.value}`
    case 'after':
      return `since ${describeDate(filter.value)}`
    case 'before':
      return `before ${describeDate(filter.value)}`
  }
}
