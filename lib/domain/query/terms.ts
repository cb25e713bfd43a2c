import type { Ignored, Term } from './feed-query.ts'
import { wordsOf } from './plain-text.ts'
import { textFieldOf } from './text-fields.ts'
import type { Piece } from './tokens.ts'

/** Takes note of what has no place in a query. */
export type Ignore = (value: Ignored['value'], why: Ignored['why']) => void

/**
 * The terms that one piece means. Words that only punctuation holds together (`vision/language`) are words of their own.
 * @param isOne only one term has room (it is excluded, or an alternative): several words are a phrase then
 */
export function readTerms(piece: Piece, isOne: boolean, ignore: Ignore): Term[] {
  const { raw, text, phrase } = piece
  const field = piece.field === null ? 'any' : textFieldOf(piece.field)
  if (field === null) ignore(raw, `there is no field "${piece.field}": searched as words`)
  const words = wordsOf(field === null ? `${piece.field} ${text}` : text)
  if (words.length === 0) {
    if (!text || !isPunctuation(text)) ignore(raw, text ? 'it has no letters or digits' : 'a word has to follow')
    return []
  }
  const term = (word: string): Term => ({
    field: field ?? 'any',
    text: word,
    prefix: false,
    phrase: word.includes(' '),
  })
  const terms = phrase || isOne ? [term(words.join(' '))] : words.map(term)
  const last = terms.at(-1)!
  const stars = phrase ? 0 : (text.match(/\*+/g) ?? []).length
  // A* is a way to search; what begins with one letter is half of everything.
  const isBeginning = stars > 0 && /\*[\p{Pe}\p{Po}]*$/u.test(text) && /[\p{L}\p{N}\p{M}]{2}$/u.test(last.text)
  last.prefix = isBeginning && !last.phrase
  if (stars > (last.prefix ? 1 : 0)) ignore(raw, 'a star stands for the ending of one word of two letters or more')
  return terms
}

// It parts words in any text, and nobody expects it to be searched. A star is an operator, and an emoji was meant.
const isPunctuation = (text: string) => /^[\p{P}\p{Sm}\p{Sc}\p{Sk}]*$/u.test(text) && !text.includes('*')
