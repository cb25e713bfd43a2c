import type { Clause, FeedQuery } from '#lib/domain/query/feed-query'
import { formKey, nameKey, stemKey } from '#lib/search/keys'
import { nearestWord } from '#lib/search/spelling'
import { splitWords, stemOf } from '#lib/search/words'
import type { OpenIndex } from './search/held.ts'
import { countPrefix, lookUp } from './search/look-up.ts'
import { withIndex } from './search/with-index.ts'

/** The words of a query that are looked at. A question has a few that matter, a pasted abstract is spelt as it is. */
const MOST_WORDS = 12

/** Words of the corpus that begin with one letter are read no further than these blocks of each segment. */
const MOST_BLOCKS = 200

/**
 * The query with words that no paper has (or hardly any) replaced by near words of the papers; null where there is nothing to replace, or
 * nothing near. It is believed that at least one of the first two letters is right.
 */
export async function findSpelling(query: FeedQuery): Promise<FeedQuery | null> {
  const words = [...new Set(query.clauses.flatMap(wordOf))].slice(0, MOST_WORDS)
  if (words.length === 0) return null
  const better = await withIndex(index => findNearest(index, words))
  if (better.size === 0) return null
  const clauses = query.clauses.map(clause => {
    const [word] = wordOf(clause)
    const near = word === undefined ? undefined : better.get(word)
    return near ? { ...clause, any: [{ ...clause.any[0]!, text: near }] } : clause
  })
  return { ...query, clauses, page: 1 }
}

async function findNearest(index: OpenIndex, words: string[]): Promise<Map<string, string>> {
  const nearest = new Map<string, string>()
  for (const word of await findRare(index, words)) {
    const near = nearestWord(word, await countForms(index, word))
    if (near) nearest.set(word, near)
  }
  return nearest
}

/** A condition that is one word, spelt as it was typed. */
function wordOf({ not, any }: Clause): string[] {
  const [term, ...others] = any
  if (not || others.length > 0 || term!.phrase || term!.prefix || term!.field === 'author') return []
  const words = splitWords(term!.text)
  return words.length === 1 ? [words[0]!.text] : []
}

/** Those of some words that few papers have in any form, and no author as a name. */
async function findRare(index: OpenIndex, words: string[]): Promise<string[]> {
  const keys = words.flatMap(word => [stemKey(stemOf(word)), nameKey(word)])
  const found = await lookUp(index, [...new Set(keys)])
  const count = (key: string) => found.reduce((sum, entries) => sum + (entries.get(key)?.count ?? 0), 0)
  return words.filter(word => count(stemKey(stemOf(word))) <= FEW && count(nameKey(word)) === 0)
}

/** A word that more papers have is none that needs another. */
const FEW = 5

async function countForms(index: OpenIndex, word: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const letter of new Set(word.slice(0, 2)))
    for (const [key, count] of await countPrefix(index, formKey(letter), MOST_BLOCKS)) counts.set(key.slice(1), count)
  return counts
}
