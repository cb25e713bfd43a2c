import { stemmer } from 'stemmer'

/** A word of a text: `text` in lower case without accents, `start` and `end` (exclusive) its UTF-16 positions in what was split. */
export type Word = { text: string; start: number; end: number }

/**
 * Splits any text into words: runs of letters and digits, as SQLite's tokenizer unicode61 has them, so that a phrase that it finds
 * consists of words that are found here. @see https://sqlite.org/fts5.html#unicode61_tokenizer
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const folded = foldWord(match[0])
    if (folded) words.push({ text: folded, start: match.index, end: match.index + match[0].length })
  }
  return words
}

/** A word in lower case without accents. */
export const foldWord = (word: string): string =>
  (ASCII.test(word) ? word : word.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase().slice(0, LONGEST)

/** What the forms of an English word have in common, by Porter's algorithm: `transformers`, `transforming` and `transform` are one. */
export function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  // Nobody's word is that long: what is, is a formula or an attack, and the algorithm's patterns are not made for it.
  const stem = word.length > LONGEST_STEMMED ? word : stemmer(word)
  if (stems.size >= MOST_STEMS) stems.clear()
  stems.set(word, stem)
  return stem
}

const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu
const ASCII = /^[\u0000-\u007f]*$/
const LONGEST = 64
const LONGEST_STEMMED = 40

const MOST_STEMS = 200_000
const stems = new Map<string, string>()
