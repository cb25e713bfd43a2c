import { titleKeyOf } from '../paper/identity.ts'
import { TOPICS, type Topic } from '../topics/taxonomy.ts'
import { parseText } from './parse.ts'

/** Something that a reader may be about to type: a paper by its title, a topic, or a person with how many papers they wrote. */
export type Suggestion =
  | { kind: 'paper'; id: string; title: string }
  | { kind: 'topic'; slug: string; name: string; count: number }
  | { kind: 'author'; name: string; count: number }

/** What was typed so far, folded: whole words, and what the last may be the beginning of (empty after a space). */
export type Beginning = { words: string[]; last: string }

const LONGEST = 200

/** The beginning of what a reader types; null while there is too little, and for expressions, which nobody could complete. */
export function readBeginning(text: string): Beginning | null {
  if (text.length > LONGEST) return null
  const key = titleKeyOf(text)
  if (key.length < 2 || !/[\p{L}\p{N}]/u.test(key)) return null
  const { clauses, filters } = parseText(text)
  const isPlain = clauses.every(
    ({ not, any }) => !not && any.length === 1 && any[0]!.field === 'any' && !any[0]!.phrase,
  )
  if (!isPlain || filters.length) return null
  const words = key.split(' ')
  return /[\p{L}\p{N}\p{M}]$/u.test(text) ? { words: words.slice(0, -1), last: words.at(-1)! } : { words, last: '' }
}

/** Whether a name has all the words, and one that begins like the last. */
export function begins(name: string, { words, last }: Beginning): boolean {
  const parts = titleKeyOf(name).split(' ')
  return words.every(word => parts.includes(word)) && parts.some(part => part.startsWith(last))
}

/** The topics whose names begin so. */
export const topicsThatBegin = (beginning: Beginning): Topic[] => TOPICS.filter(({ name }) => begins(name, beginning))
