import { setImmediate as breathe } from 'node:timers/promises'
import { database } from '#lib/db'
import type { Entry } from '#lib/search/block-table'
import { nameKey } from '#lib/search/keys'
import type { Alternative, PlannedClause } from '#lib/search/plan'
import { visitPostings } from '#lib/search/postings'
import { findRowInText } from '#lib/search/rows'
import { splitWords } from '#lib/search/words'
import type { OpenIndex } from './held.ts'

/**
 * The papers of each segment, by number, in whose text or in whose name of an author the words of an alternative stand in a row: once for
 * each, however often they are asked for.
 */
export async function findRows(
  index: OpenIndex,
  found: Map<string, Entry>[],
  plan: PlannedClause[],
): Promise<Map<Alternative, number[][]>> {
  const rows = new Map<Alternative, number[][]>()
  for (const alternative of plan.flatMap(({ any }) => any)) {
    const { phrase } = alternative
    if (!phrase) continue
    const names = splitWords(phrase.text).map(({ text }) => text)
    const named = ['any', 'author'].includes(phrase.field) ? await findWithNames(index, found, names) : []
    const papers: number[][] = []
    for (const [i, { facts }] of index.segments.entries()) {
      // Words as common as "of the" take their time, and a query may have many: others have a turn between them.
      await breathe()
      const inText = findRowInText(alternative, facts, key => found[i]!.get(key) ?? null)
      papers.push(named[i] ? inText.concat(named[i]) : inText)
    }
    rows.set(alternative, papers)
  }
  return rows
}

/**
 * The papers with an author of whose name the words are a part, in a row. The index knows which names a paper has, but not in which order:
 * few papers have them all, and those are looked at.
 */
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
