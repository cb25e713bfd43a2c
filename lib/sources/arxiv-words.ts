import { stemmer } from 'stemmer'

/** Text as it is compared: small letters, without accents. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The words of folded text; with `globs`, `*` is a part of a word. */
export const splitWords = (folded: string, globs = false): string[] =>
  folded.match(globs ? /[\p{L}\p{N}*]+/gu : /[\p{L}\p{N}]+/gu) ?? []

/** Whether a text fits a pattern in which `*` stands for any characters, in linear time. */
export function fitsGlob(text: string, pattern: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return text === pattern
  const [first, last] = [parts.shift()!, parts.pop()!]
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

/** A text that can be asked whether it has some words. */
export type Words = { have(asked: string, exact: boolean): boolean }

/** The words of a text. `exact`: one after the other, in that order. Words are the same when their stems are. */
export function wordsOf(text: string): Words {
  const words = splitWords(fold(text))
  return {
    have(asked, exact) {
      const tests = splitWords(fold(asked), true).map(testOf)
      if (!exact) return tests.every(test => words.some(test))
      return words.some((_, i) => tests.every((test, j) => words[i + j] !== undefined && test(words[i + j]!)))
    },
  }
}

function testOf(asked: string): (word: string) => boolean {
  if (asked.includes('*')) return word => fitsGlob(word, asked)
  const stem = stemOf(asked)
  // Porter's stems begin as their words do, but for a y that may become i.
  const start = stem.slice(0, 2)
  return word => word === asked || (word.startsWith(start) && stemOf(word) === stem)
}

const stems = new Map<string, string>()

function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = word.length > 40 ? word : stemmer(word)
  if (stems.size >= 50_000) stems.clear()
  stems.set(word, stem)
  return stem
}
