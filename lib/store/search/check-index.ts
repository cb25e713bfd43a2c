import { database } from '#lib/db'
import { analysePaper, type IndexedPaper } from '#lib/search/analysis'
import { stemKey } from '#lib/search/keys'
import { visitPostings } from '#lib/search/postings'
import type { OpenIndex } from './held.ts'
import { readIndexedPapers } from './indexed-papers.ts'
import { lookUp } from './look-up.ts'
import { numberOf } from './open-index.ts'
import { countTextFaults } from './text-table.ts'
import { withIndex } from './with-index.ts'

/**
 * How index and papers disagree: papers that cannot be found, that can but should not, and that are found by other words than theirs. The
 * last is looked at for a sample.
 */
export type Disagreement = { papers: number; missing: number; extra: number; stale: number; texts: number }

/** So many papers are looked up by their words. */
const SAMPLE = 100
const WORDS_OF_EACH = 5

/**
 * Compares the index with the table of papers, and the full-text table. What is wrong is noted as changed, so
 * that it is found as it is from now on.
 * @param chance numbers from 0 to 1: which papers are looked at
 */
export async function checkIndex(chance: () => number): Promise<Disagreement> {
  return withIndex(index => compare(index, chance))
}

async function compare(index: OpenIndex, chance: () => number): Promise<Disagreement> {
  const { read, transact } = await database()
  const { rows } = await read(
    `SELECT (SELECT json_group_array(pk) FROM paper WHERE withdrawn_at IS NULL) AS pks,
       (SELECT json_group_array(paper_pk) FROM search_change) AS changed`,
    [],
  )
  const wanted = new Set(JSON.parse(String(rows[0]!.pks)) as number[])
  const found = new Set(index.segments.flatMap(aliveIn))
  // What changed since the index was opened, or waits for a segment, is nobody's mistake.
  const changed = new Set(JSON.parse(String(rows[0]!.changed)) as number[])
  const missing = [...wanted].filter(pk => !found.has(pk) && !changed.has(pk))
  const extra = [...found].filter(pk => !wanted.has(pk) && !changed.has(pk))
  const sample = [...wanted].filter(pk => found.has(pk) && !changed.has(pk) && chance() < SAMPLE / wanted.size)
  const stale = await findStale(index, await readIndexedPapers(sample))
  const wrong = [...missing, ...extra, ...stale]
  if (wrong.length > 0)
    await transact([
      { sql: 'INSERT INTO search_change (paper_pk) SELECT value FROM json_each(?)', args: [JSON.stringify(wrong)] },
    ])
  const texts = await countTextFaults()
  return { papers: wanted.size, missing: missing.length, extra: extra.length, stale: stale.length, texts }
}

const aliveIn = ({ facts, gone }: OpenIndex['segments'][number]): number[] =>
  [...facts.pks].filter((_, number) => !gone.has(number))

async function findStale(index: OpenIndex, papers: IndexedPaper[]): Promise<number[]> {
  const words = papers.map(paper => [...analysePaper(paper).terms].slice(0, WORDS_OF_EACH))
  const entries = await lookUp(index, [...new Set(words.flat().map(([stem]) => stemKey(stem)))])
  return papers.flatMap(({ pk }, i) => (words[i]!.every(([stem, said]) => isFiled(pk, stem, said.places)) ? [] : [pk]))

  function isFiled(pk: number, stem: string, places: number): boolean {
    return index.segments.some(({ facts, gone }, i) => {
      const number = numberOf(facts.pks, pk)
      const entry = entries[i]!.get(stemKey(stem))
      if (number < 0 || gone.has(number) || !entry) return false
      let filed = false
      visitPostings(entry.data, places, (paper, _, where) => {
        if (paper === number && where === places) filed = true
      })
      return filed
    })
  }
}
