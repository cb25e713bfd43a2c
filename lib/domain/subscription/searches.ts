import type { Clause, Filter } from '../query/feed-query.ts'
import { formatText } from '../query/format.ts'
import { parseText } from '../query/parse.ts'

/** Searches that a reader follows, in the query language, or one sentence that says what is wrong with them. */
export type ParsedSearches = { ok: true; searches: string[] } | { ok: false; message: string }

/** How many searches a reader can follow, and how long one can be. */
export const MOST_SEARCHES = 10
export const LONGEST_SEARCH = 200

/**
 * Reads searches, one a line. Nothing is dropped in silence: what the query language does not understand is said, since a search that
 * runs for months must not mean something else than what was typed.
 */
export function parseSearches(text: string): ParsedSearches {
  const searches = new Set<string>()
  for (const line of text.split(/\r\n|\r|\n/).map(each => each.trim())) {
    if (line === '') continue
    if (line.length > LONGEST_SEARCH) return refuse(line, `is longer than ${LONGEST_SEARCH} characters`)
    const { clauses, filters, ignored } = parseText(line)
    const [first] = ignored
    if (first) return refuse(line, `holds ${quote(first.value)}: ${first.why}`)
    if (!wantsAnything(clauses, filters)) return refuse(line, 'says only what to leave out, not what to look for')
    searches.add(formatText(clauses, filters))
  }
  if (searches.size > MOST_SEARCHES) return { ok: false, message: `Please keep to ${MOST_SEARCHES} searches.` }
  return { ok: true, searches: [...searches] }
}

/** A search as it is shown in a sentence, shortened: `“mamba -vision”`; one that has quotes of its own needs no others. */
export function describeSearch(search: string, length = 60): string {
  return search.startsWith('"') ? shorten(search, length) : quote(search, length)
}

const wantsAnything = (clauses: Clause[], filters: Filter[]) =>
  clauses.some(clause => !clause.not) || filters.some(filter => !filter.not)

const refuse = (line: string, why: string): ParsedSearches => ({ ok: false, message: `${quote(line)} ${why}.` })

const quote = (text: string, length = 60) => `“${shorten(text, length)}”`

function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text
}
