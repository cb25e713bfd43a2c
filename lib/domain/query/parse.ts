import type { Clause, Filter, Ignored, Term } from './feed-query.ts'
import { parseFilter } from './filter.ts'
import { Kept, MAX_LENGTH, MAX_ROWS, MAX_TERMS } from './kept.ts'
import { readOperators } from './operators.ts'
import { type Ignore, readTerms } from './terms.ts'
import { type Piece, type Token, tokenize } from './tokens.ts'

/** More than anybody types; a pasted abstract is shorter. */
export const MAX_CHARACTERS = 8000

export type ParsedText = { clauses: Clause[]; filters: Filter[]; ignored: Ignored[] }

/**
 * Reads the query language. Total: any string gives clauses and filters, and whatever has no place in them is in `ignored`.
 *
 *     swin transformer   "masked image modeling"   transform*   -mamba   vision | language   vision OR language   NOT mamba
 *     title:… abstract:… author:…   topic:speech-recognition -topic:medical   cat:cs.CV has:code id:2401.12345
 *     after:2024-06 before:2025 year:2023
 */
export function parseText(text: string): ParsedText {
  const ignored = new Map<string, Ignored>()
  const ignore: Ignore = (value, why) => ignored.set(JSON.stringify([value, why]), { parameter: 'q', value, why })
  if (/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/.test(text)) ignore('control characters', 'they were read as spaces')
  if (text.length > MAX_CHARACTERS) {
    const rest = text.slice(MAX_CHARACTERS, MAX_CHARACTERS + 100)
    ignore(`${rest}…`, `only the first ${MAX_CHARACTERS} characters were read`)
  }
  const kept = new Kept()
  for (const group of groupTokens(readOperators(tokenize(text.slice(0, MAX_CHARACTERS)), ignore), ignore)) {
    if (group.kind === 'terms') kept.addClause(group.not, group.terms, group.raw)
    else for (const filter of group.filters) kept.addFilter(filter, group.raw)
  }
  if (kept.rest.size)
    ignore(
      [...kept.rest].join(' '),
      `only the first ${MAX_TERMS} words, ${MAX_ROWS} phrases and ${MAX_LENGTH} characters have room`,
    )
  return { clauses: kept.clauses, filters: kept.filters, ignored: [...ignored.values()] }
}

type Group =
  | { kind: 'terms'; not: boolean; terms: Term[]; raw: string }
  | { kind: 'filters'; filters: Filter[]; raw: string }

/** Puts alternatives together: words with bars between them. */
function groupTokens(tokens: Token[], ignore: Ignore): Group[] {
  const groups: Group[] = []
  let bar: string | null = null
  for (const [i, token] of tokens.entries()) {
    const last = groups.at(-1)
    if (opensGroup(token, tokens[i - 1], tokens[i + 1])) ignore('( )', 'brackets hold nothing together; quotes do')
    if (token.kind === 'or') {
      if (bar || last?.kind !== 'terms') ignore(token.raw, 'there is no word before it')
      else bar = token.raw
      continue
    }
    if (isDash(token) && isWord(tokens[i - 1]) && isWord(tokens[i + 1])) continue
    const filter = token.field === null ? null : parseFilter(token.field, token.text, token.not)
    if (filter) {
      if (bar) ignore(bar, 'only words can be alternatives')
      bar = null
      if ('why' in filter) ignore(token.raw, filter.why)
      else groups.push({ kind: 'filters', filters: filter.filters, raw: token.raw })
      continue
    }
    const isOne = token.not || bar !== null || tokens[i + 1]?.kind === 'or'
    const terms = readTerms(token, isOne, ignore)
    if (bar && last?.kind === 'terms' && terms.length) {
      if (token.not && !last.not) ignore('-', 'an alternative cannot be excluded by itself')
      last.terms.push(...terms)
      last.raw += ` ${bar} ${token.raw}`
      bar = null
    } else for (const term of terms) groups.push({ kind: 'terms', not: token.not, terms: [term], raw: token.raw })
  }
  if (bar) ignore(bar, 'there is no word after it')
  return groups
}

/** `Vision - a survey`: nothing is meant by it, if words stand on both sides. */
const isDash = (token: Piece) => /^-+$/.test(token.raw)
const isWord = (token: Token | undefined) => token?.kind === 'piece' && /[\p{L}\p{N}]/u.test(token.text)

/** Whether somebody meant brackets to hold several words together: after a minus or a field, or on a side of a bar. */
function opensGroup(token: Token, before: Token | undefined, after: Token | undefined): boolean {
  if (token.kind === 'piece') return (token.not || token.field !== null) && openBrackets(token) > 0
  return openBrackets(before) < 0 || openBrackets(after) > 0
}

const openBrackets = (token: Token | undefined) =>
  (token?.raw.match(/\(/g)?.length ?? 0) - (token?.raw.match(/\)/g)?.length ?? 0)
