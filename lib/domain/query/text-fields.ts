import type { Field } from './feed-query.ts'

/** The short ones are those of arXiv's own search. @see https://info.arxiv.org/help/api/user-manual.html#query_details */
const NAMES = new Map<string, Field>([
  ['title', 'title'],
  ['ti', 'title'],
  ['abstract', 'abstract'],
  ['abs', 'abstract'],
  ['author', 'author'],
  ['authors', 'author'],
  ['au', 'author'],
  ['all', 'any'],
])

/** The part of a paper's text that a field's name means; null when it means none. */
export const textFieldOf = (name: string): Field | null => NAMES.get(name) ?? null
