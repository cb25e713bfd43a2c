import type { RankingName } from '../rank/rankings.ts'
import type { Window } from '../rank/signals.ts'

export const SORTS = ['trending', 'new', 'top', 'relevance'] as const
export type Sort = (typeof SORTS)[number]

export const FIELDS = ['title', 'abstract', 'author'] as const
export type Field = (typeof FIELDS)[number] | 'any'

/** A word, the beginning of a word (`prefix`), or a phrase of several words, in one field or in any. */
export type Term = { field: Field; text: string; prefix: boolean; phrase: boolean }

/** One condition on the text: any of the terms, or (`not`) none of them. */
export type Clause = { not: boolean; any: Term[] }

/** One condition on what is known of the paper. Dates are ISO 8601 prefixes: `2024`, `2024-06`, `2024-06-30`. */
export type Filter =
  | { kind: 'topic' | 'category'; value: string; not: boolean }
  | { kind: 'code'; not: boolean }
  | { kind: 'id'; value: string; not: boolean }
  | { kind: 'after' | 'before'; value: string; not: false }

/**
 * What a reader asked for: all clauses and all filters hold, in this order, seen through this window, at this page (1 is the first).
 * `ranking`: whose order `trending` is; every other order has that of this house, `attn`.
 */
export type FeedQuery = {
  clauses: Clause[]
  filters: Filter[]
  window: Window
  sort: Sort
  page: number
  ranking: RankingName
}

/** Something of the request that was not understood: it is named, and the rest is answered. */
export type Ignored = { parameter: string; value: string; why: string }

/** The first page of everything that trends, which is what an empty request means. */
export const EVERYTHING: FeedQuery = {
  clauses: [],
  filters: [],
  window: 'week',
  sort: 'trending',
  page: 1,
  ranking: 'attn',
}

/** The topics that a query asks for. */
export const topicsOf = (query: FeedQuery, not = false): string[] =>
  query.filters.flatMap(filter => (filter.kind === 'topic' && filter.not === not ? [filter.value] : []))

/** Whether a query asks for words, not only for their absence. */
export const asksWords = (query: FeedQuery): boolean => query.clauses.some(clause => !clause.not)
