import { parseArxivId } from '../paper/arxiv-id.ts'
import { isFilterField, parseFilter } from './filter.ts'
import type { Ignore } from './terms.ts'
import { textFieldOf } from './text-fields.ts'
import type { Piece, Token } from './tokens.ts'

/** More words in capitals alone are a heading that was pasted, in which AND, OR and NOT are words like any other. */
const MOST_SHOUTED = 6

/** Gives AND, OR and NOT in capitals the meaning that other search engines give them, and `field: value` the one of `field:value`. */
export function readOperators(tokens: Token[], ignore: Ignore): Token[] {
  const isShouted = tokens.length > MOST_SHOUTED && !tokens.some(token => /\p{Ll}/u.test(token.raw))
  return attachFields(isShouted ? tokens : readKeywords(tokens, ignore), ignore)
}

function readKeywords(tokens: Token[], ignore: Ignore): Token[] {
  const read: Token[] = []
  let not: Token | null = null
  for (const token of tokens) {
    const { raw } = token
    if (raw === 'AND') ignore(raw, 'all words are looked for anyway')
    else if (raw === 'NOT' || raw === 'ANDNOT') {
      if (not) ignore(raw, 'a word has to follow')
      not = token
    } else if (raw === 'OR' || token.kind === 'or') {
      if (not) ignore(not.raw, 'a word has to follow')
      not = null
      read.push({ kind: 'or', raw })
    } else {
      read.push(not ? { ...token, not: true, raw: `${not.raw} ${raw}` } : token)
      not = null
    }
  }
  if (not) ignore(not.raw, 'a word has to follow')
  return read
}

/** `author: hinton` is what many people type; yet `BERT: Pre-training` is a title, and so may be `Topic: a new view`. */
function attachFields(tokens: Token[], ignore: Ignore): Token[] {
  const read: Token[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    if (token.kind === 'or' || token.field === null || token.text || token.phrase) {
      read.push(token)
      continue
    }
    const next = tokens[i + 1]
    const value = next?.kind === 'piece' && next.field === null && !next.not && next.text ? next : null
    if (value && takes(token.field, value)) {
      read.push({ ...value, not: token.not, field: token.field, raw: `${token.raw} ${value.raw}` })
      i++
    } else if (textFieldOf(token.field) || (isFilterField(token.field) && !value))
      ignore(token.raw, 'a word has to follow')
    else read.push({ ...token, field: null, text: token.field })
  }
  return read
}

function takes(field: string, { text }: Piece): boolean {
  if (textFieldOf(field)) return true
  // Almost any word could be an id of this site, or a category.
  if (field === 'id') return parseArxivId(text) !== null
  if (field.startsWith('cat') && !text.includes('.')) return false
  const filter = parseFilter(field, text, false)
  return filter !== null && 'filters' in filter
}
