import type { Clause, FeedQuery, Field, Term } from '#lib/domain/query/feed-query'
import { ANYWHERE, IN_ABSTRACT, IN_TITLE } from './analysis.ts'
import { nameKey, positionsKey, stemKey } from './keys.ts'
import { STOP_WORDS } from './stop-words.ts'
import { splitWords, stemOf } from './words.ts'

/** Papers that have any of the keys in one of the places, as if they were one word. */
export type WordList = { keys: string[]; places: number }

/** A word as it is looked up: what is written under its stem, and under its own form where it may be a name. */
export type PlannedWord = { lists: WordList[]; stem: string; places: number }

/** A word, or several in a row, in a field. `prefix`: words that begin so are to be filled in. */
export type Alternative = {
  words: PlannedWord[]
  phrase: { field: Field; text: string } | null
  prefix: string | null
  places: number
}

/** One condition: any of the alternatives, or (`not`) none. `times`: how often it was said. */
export type PlannedClause = { not: boolean; times: number; any: Alternative[] }

/**
 * What to look up for the words of a query. Conditions that are the same are one, said several times. Words that only carry grammar are
 * left out where there are others.
 */
export function planWords(query: FeedQuery): PlannedClause[] {
  const clauses = new Map<string, PlannedClause>()
  for (const clause of tellingClauses(query.clauses)) {
    const planned = { not: clause.not, times: 1, any: clause.any.map(planTerm) }
    if (planned.any.every(({ words, prefix }) => words.length === 0 && prefix === null)) continue
    const key = JSON.stringify(planned)
    const same = clauses.get(key)
    if (same) same.times++
    else clauses.set(key, planned)
  }
  return [...clauses.values()]
}

/** The conditions of a query without those that only carry its grammar, unless there are no others. */
export function tellingClauses(clauses: Clause[]): Clause[] {
  const telling = clauses.filter(clause => clause.not || !isGrammar(clause))
  return telling.some(({ not }) => !not) ? telling : clauses
}

/** A single word of the grammar in any field. */
function isGrammar({ any }: Clause): boolean {
  const [term, ...others] = any
  return others.length === 0 && term!.field === 'any' && !term!.prefix && STOP_WORDS.has(term!.text)
}

function planTerm({ field, text, prefix }: Term): Alternative {
  const words = splitWords(text).map(word => word.text)
  if (prefix && words.length === 1) return { words: [], phrase: null, prefix: words[0]!, places: PLACES[field] }
  const phrase = words.length > 1 ? { field, text } : null
  const telling = words.some(word => !STOP_WORDS.has(word))
  const planned = words.map(word => {
    const plan = planWord(word, field)
    // In a row the grammar has its place, but tells nothing by itself.
    return phrase && telling && STOP_WORDS.has(word) ? { ...plan, lists: [] } : plan
  })
  return { words: planned, phrase, prefix: null, places: PLACES[field] }
}

/** The places of a field; names stand elsewhere. */
export const PLACES: Record<Field, number> = { any: ANYWHERE, title: IN_TITLE, abstract: IN_ABSTRACT, author: 0 }

export function planWord(word: string, field: Field): PlannedWord {
  const places = PLACES[field]
  const stem = stemOf(word)
  const text: WordList[] = places ? [{ keys: [stemKey(stem)], places }] : []
  const names: WordList[] = field === 'any' || field === 'author' ? [{ keys: [nameKey(word)], places: ANYWHERE }] : []
  return { lists: [...text, ...names], stem, places }
}

/** All keys that a plan looks up. */
export const keysOf = (plan: PlannedClause[]): string[] => [
  ...new Set(
    plan.flatMap(({ any }) =>
      any.flatMap(({ words, phrase, places }) => [
        ...words.flatMap(({ lists }) => lists.flatMap(({ keys }) => keys)),
        ...(phrase && places ? words.flatMap(({ stem }) => [stemKey(stem), positionsKey(stem)]) : []),
        ...(phrase ? splitWords(phrase.text).map(({ text }) => nameKey(text)) : []),
      ]),
    ),
  ),
]
