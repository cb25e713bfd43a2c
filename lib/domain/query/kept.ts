import type { Clause, Filter, Term } from './feed-query.ts'
import { formatClause, formatFilter } from './format.ts'

/** Longer than any title, and than any question; more words do not make an answer better. */
export const MAX_TERMS = 64
/** Of the query as it stands in an address. Less than is read, so that whatever was understood can be read again. */
export const MAX_LENGTH = 2000

/** What fits into a query, each thing once. `rest` is what does not, as it was typed. */
export class Kept {
  readonly clauses: Clause[] = []
  readonly filters: Filter[] = []
  readonly rest = new Set<string>()
  #known = new Set<string>()
  #terms = MAX_TERMS
  #length = MAX_LENGTH

  addClause(not: boolean, terms: Term[], raw: string): void {
    const clause = { not, any: [...new Map(terms.map(term => [JSON.stringify(term), term])).values()] }
    if (this.#hasRoom(formatClause(clause), clause.any.length, raw)) this.clauses.push(clause)
  }

  addFilter(filter: Filter, raw: string): void {
    if (this.#hasRoom(formatFilter(filter), 0, raw)) this.filters.push(filter)
  }

  #hasRoom(text: string, terms: number, raw: string): boolean {
    if (this.#known.has(text)) return false
    if (terms > this.#terms || text.length + 1 > this.#length) {
      this.rest.add(raw)
      return false
    }
    this.#known.add(text)
    this.#terms -= terms
    this.#length -= text.length + 1
    return true
  }
}
