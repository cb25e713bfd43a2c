import { type Clause, FIELDS, type Filter, type Ignored, type Term } from './feed-query.ts'
import { parseFilter } from './filter.ts'
import { type Token, tokenize } from './tokens.ts'

/** More than a person types, less than would keep a database busy. */
export const MAX_CHARACTERS = 2000
const MAX_TERMS = 40

export type ParsedText = { clauses: Clause[]; filters: Filter[]; ignored: Ignored[] }

/**
 * Reads the query language. Total: any string gives clauses and filters, and whatever has no place in them is in `ignored`.
 *
 *     swin transformer   "masked image modeling"   transform*   -mamba   vision | language
 *     title:… abstract:… author:…   topic:speech-recognition -topic:medical   cat:cs.CV has:code id:2401.12345
 *     after:2024-06 before:2025 year:2023
 */
export function parseText(text: string): ParsedText {
  const parsed: ParsedText = { clauses: [], filters: [], ignored: [] }
  const ignore = (value: string, why: string) =>
    parsed.ignored.push({ parameter: 'q', value: value.slice(0, 100), why })
  if (/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/.test(text)) ignore('control characters', 'they were read as spaces')
  if (text.length > MAX_CHARACTERS)
    ignore(text.slice(MAX_CHARACTERS), `only the first ${MAX_CHARACTERS} characters were read`)

  let terms = 0
  let joins = false
  for (const token of tokenize(text.slice(0, MAX_CHARACTERS))) {
    if (token.kind === 'or') {
      if (joins || parsed.clauses.length === 0) ignore('|', 'there is nothing before it')
      else joins = true
      continue
    }
    const read = readToken(token, ignore)
    if (!read) continue
    if (read.kind === 'filters') {
      if (joins) ignore('|', 'only words can be alternatives')
      joins = false
      for (const filter of read.filters) addOnce(parsed.filters, filter)
      continue
    }
    if (++terms > MAX_TERMS) {
      ignore(token.raw, `only the first ${MAX_TERMS} words were read`)
      continue
    }
    const last = parsed.clauses.at(-1)
    if (joins && last) {
      if (token.not) ignore('-', 'an alternative cannot be excluded by itself')
      addOnce(last.any, read.term)
    } else addOnce(parsed.clauses, { not: token.not, any: [read.term] })
    joins = false
  }
  if (joins) ignore('|', 'there is nothing after it')
  return parsed
}

type Value = Extract<Token, { kind: 'value' }>
type Read = { kind: 'term'; term: Term } | { kind: 'filters'; filters: Filter[] } | null

function readToken(token: Value, ignore: (value: string, why: string) => void): Read {
  const { field, text } = token
  const filter = field === null ? null : parseFilter(field, text, token.not)
  if (filter) {
    if ('why' in filter) ignore(token.raw, filter.why)
    else return { kind: 'filters', filters: filter.filters }
    return null
  }
  const known = FIELDS.find(name => name === field)
  const strange = field !== null && !known
  if (strange) ignore(token.raw, `there is no field "${field}": searched as words`)
  const words = tidy(strange ? `${field} ${text}` : text)
  if (!words) {
    ignore(token.raw, token.text ? 'it has no letters or digits' : 'a word has to follow')
    return null
  }
  const phrase = token.phrase || strange || words.includes(' ')
  return {
    kind: 'term',
    term: {
      field: known ?? 'any',
      text: words,
      prefix: token.prefix && !phrase,
      phrase: phrase && words.includes(' '),
    },
  }
}

/** Case and surrounding punctuation mean nothing to the search, so equal queries become equal. */
const tidy = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[":|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')

function addOnce<T>(list: T[], item: T): void {
  const text = JSON.stringify(item)
  if (!list.some(other => JSON.stringify(other) === text)) list.push(item)
}
