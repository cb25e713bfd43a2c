import { IN_TITLE } from './analysis.ts'
import type { Entry } from './block-table.ts'
import type { Alternative, PlannedClause, WordList } from './plan.ts'
import { visitPostings } from './postings.ts'
import { STEP } from './weights.ts'

/**
 * Which papers of a segment have what of a query: `scores` how well each fits, 0 where it has nothing or is excluded; `counts` how many of the
 * `needed` conditions it meets.
 */
export type Matched = { scores: Float32Array; counts: Uint16Array; needed: number }

/** What matching asks for. `worthOf` a word, in the whole index; `pksOf` a phrase, ascending. */
export type Sources = {
  find(key: string): Entry | null
  worthOf(list: WordList): number
  pksOf(phrase: NonNullable<Alternative['phrase']>): Int32Array
}

/** A paper with the word in its title is worth more, so that of a few words those in titles lead. */
const TITLE_BONUS = 0.5
/** In long queries each single word says less about the title that is meant. */
const FEW_WORDS = 3

/** Scores by BM25, a condition after the other. Its time grows with the lengths of the lists, not with what stands in the papers. */
export function matchSegment(plan: PlannedClause[], pks: Int32Array, sources: Sources): Matched {
  const size = pks.length
  const wanted = plan.filter(({ not }) => !not)
  const matched: Matched = { scores: new Float32Array(size), counts: new Uint16Array(size), needed: wanted.length }
  const stamps = new Uint16Array(size)
  const bonus = wanted.length <= FEW_WORDS ? TITLE_BONUS : 0
  wanted.forEach((clause, i) => {
    addClause(clause, i + 1, matched, stamps, pks, bonus, sources)
  })
  if (wanted.length === 0) matched.scores.fill(1)
  for (const clause of plan) if (clause.not) removeClause(clause, matched, pks, sources)
  return matched
}

function addClause(
  { any, times }: PlannedClause,
  stamp: number,
  { scores, counts }: Matched,
  stamps: Uint16Array,
  pks: Int32Array,
  bonus: number,
  sources: Sources,
): void {
  const meet = (paper: number) => {
    if (stamps[paper] === stamp) return
    stamps[paper] = stamp
    counts[paper]!++
  }
  const emphasis = 1 + Math.log(times)
  for (const { words, phrase } of any) {
    for (const { lists } of words) {
      for (const list of lists) {
        const step = sources.worthOf(list) * emphasis * STEP
        for (const key of list.keys) {
          const entry = sources.find(key)
          if (!entry) continue
          // A function of its own for each kind of list keeps the inner loop free of questions.
          const add = (paper: number, saturation: number, places: number) => {
            scores[paper]! += step * saturation * (places === IN_TITLE || places === 3 ? 1 + bonus : 1)
          }
          if (phrase) visitPostings(entry.data, list.places, add)
          else
            visitPostings(entry.data, list.places, (paper, saturation, places) => {
              add(paper, saturation, places)
              meet(paper)
            })
        }
      }
    }
    // A row of words is a condition, but worth no more than its words: with a bonus the best papers of Cranfield came later.
    if (phrase) visitPhrase(pks, sources.pksOf(phrase), meet)
  }
}

function removeClause({ any }: PlannedClause, { scores, counts }: Matched, pks: Int32Array, sources: Sources): void {
  const remove = (paper: number) => {
    scores[paper] = 0
    counts[paper] = 0
  }
  for (const { words, phrase } of any) {
    if (phrase) visitPhrase(pks, sources.pksOf(phrase), remove)
    else
      for (const { lists } of words)
        for (const { keys, places } of lists)
          for (const key of keys) {
            const entry = sources.find(key)
            if (entry) visitPostings(entry.data, places, remove)
          }
  }
}

/** Both ascend. */
function visitPhrase(pks: Int32Array, found: Int32Array, visit: (paper: number) => void): void {
  let at = 0
  for (const pk of found) {
    while (at < pks.length && pks[at]! < pk) at++
    if (at === pks.length) return
    if (pks[at] === pk) visit(at)
  }
}
