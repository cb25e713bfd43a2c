import type { Clause, Filter, Term } from './feed-query.ts'
import { formatClause, formatFilter } from './format.ts'

/** Longer than any title, and than any question; more words do not make an answer better. */
export const MAX_TERMS = 300
/** Of the query as it stands in an address. Less than is read, so that whatever was understood can be read again. */
export const MAX_LENGTH = 4000

/** Phrases, and words with a hyphen in them. To find a row of words takes ten times as long as to find the words. */
export const MAX_ROWS = 32

/** More of the same says nothing more. */
const MOST_TIMES = 9

/**
 * What fits into a query. A condition that is said again stays said again, since what is said often in a question or a pasted abstract is what it is
 * about; a filter, an exclusion and an alternative are there once. `rest` is what does not fit, as it was typed.
 */
export class Kept {
  readonly clauses: Clause[] = []
  readonly filters: Filter[] = []
  readonly rest = new Set<string>()
  #known = new Map<string, number>()
  #terms = MAX_TERMS
  #rows = MAX_ROWS
  #length = MAX_LENGTH

  addClause(not: boolean, terms: Term[], raw: string): void {
    const clause = { not, any: [...new Map(terms.map(term => [JSON.stringify(term), term])).values()] }
    if (this.#hasRoom(formatClause(clause), clause.any, raw, !not)) this.clauses.push(clause)
  }

  addFilter(filter: Filter, raw: string): void {
    if (this.#hasRoom(formatFilter(filter), [], raw, false)) this.filters.push(filter)
  }

  #hasRoom(text: string, terms: Term[], raw: string, again: boolean): boolean {
    const times = this.#known.get(text) ?? 0
    if (times >= (again ? MOST_TIMES : 1)) return false
    // Said again it is looked for once.
    const rows = times === 0 ? terms.filter(isRow).length : 0
    if (terms.length > this.#terms || rows > this.#rows || text.length + 1 > this.#length) {
      this.rest.add(raw)
      return false
    }
    this.#known.set(text, times + 1)
    this.#terms -= terms.length
    this.#rows -= rows
    this.#length -= text.length + 1
    return true
  }
}

const isRow = ({ text }: Term): boolean => /[^\p{L}\p{N}\p{M}]/u.test(text)
