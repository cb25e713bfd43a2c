import { database } from '#lib/db'
import type { Entry } from '#lib/search/block-table'
import { nameKey } from '#lib/search/keys'
import type { Alternative, PlannedClause } from '#lib/search/plan'
import { visitPostings } from '#lib/search/postings'
import { splitWords } from '#lib/search/words'
import type { OpenIndex } from './held.ts'

/**
 * The papers of each segment, by number, with an author of whose name the words are a part, in a row. The index knows which names a paper
 * has, but not in which order: few papers have them all, and those are looked at.
 */
export async function findNamed(
  index: OpenIndex,
  found: Map<string, Entry>[],
  plan: PlannedClause[],
): Promise<Map<Alternative, number[][]>> {
  const named = new Map<Alternative, number[][]>()
  for (const { any } of plan)
    for (const alternative of any) {
      const { phrase } = alternative
      if (phrase && (phrase.field === 'any' || phrase.field === 'author'))
        named.set(
          alternative,
          await findWithNames(
            index,
            found,
            splitWords(phrase.text).map(({ text }) => text),
          ),
        )
    }
  return named
}

async function findWithNames(index: OpenIndex, found: Map<string, Entry>[], names: string[]): Promise<number[][]> {
  const candidates = index.segments.map((_, i) => papersWithAll(names.map(name => found[i]!.get(nameKey(name)))))
  const pks = candidates.flatMap((papers, i) => papers.map(paper => index.segments[i]!.facts.pks[paper]!))
  if (pks.length === 0) return candidates
  const { read } = await database()
  const { rows } = await read('SELECT p.pk, p.authors FROM json_each(?) e CROSS JOIN paper p ON p.pk = e.value', [
    JSON.stringify(pks),
  ])
  const wanted = ` ${names.join(' ')} `
  const right = new Set(
    rows.flatMap(({ pk, authors }) => {
      const written = (JSON.parse(String(authors)) as string[]).map(wordsOf)
      return written.some(name => name.includes(wanted)) ? [Number(pk)] : []
    }),
  )
  return candidates.map((papers, i) => papers.filter(paper => right.has(index.segments[i]!.facts.pks[paper]!)))
}

const wordsOf = (name: string) =>
  ` ${splitWords(name)
    .map(({ text }) => text)
    .join(' ')} `

function papersWithAll(lists: (Entry | undefined)[]): number[] {
  const counts = new Map<number, number>()
  for (const [i, list] of lists.entries()) {
    if (!list) return []
    visitPostings(list.data, 3, paper => {
      if ((counts.get(paper) ?? 0) === i) counts.set(paper, i + 1)
    })
  }
  return [...counts].flatMap(([paper, count]) => (count === lists.length ? [paper] : []))
}
