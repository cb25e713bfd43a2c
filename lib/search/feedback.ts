import { type PaperVector, WORTH_STEP } from './vector.ts'

/** A paper found: its key, how well it fits, and its words. */
export type Candidate = { pk: number; score: number; vector: PaperVector | null }

/** The first few papers are taken for good ones. */
const BELIEVED = 5
/** So many words of theirs are looked for in the others. */
const WORDS = 32
/** What those count for, beside what was asked. */
const SHARE = 0.4

/**
 * Pseudo relevance feedback (Rocchio 1971): what the best papers have in common is likely what the reader means, so that of the others those
 * that share it come first. Only the order changes. Papers without words of their own keep what they have.
 * @param candidates best first
 * @param asked the sum of the emphases of the words of the query, so that both shares are of one scale
 */
export function reorder<C extends Candidate>(candidates: C[], asked: number): C[] {
  const common = commonWords(candidates.slice(0, BELIEVED))
  let sum = 0
  for (const weight of common.values()) sum += weight
  if (sum === 0) return candidates
  return candidates
    .map((candidate, i) => {
      let shared = 0
      for (const word of candidate.vector ?? []) shared += (common.get(word >>> 8) ?? 0) * (word & 255)
      const score = ((1 - SHARE) * candidate.score) / asked + (SHARE * shared * WORTH_STEP) / sum
      return { candidate, score, i }
    })
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map(({ candidate }) => candidate)
}

/** The words of some papers by hash, each with its weight: a paper's share is that of its score, whatever its length. */
function commonWords(papers: Candidate[]): Map<number, number> {
  const total = papers.reduce((sum, { score }) => sum + score, 0)
  const weights = new Map<number, number>()
  for (const { score, vector } of papers) {
    if (!vector) continue
    let squares = 0
    for (const word of vector) squares += (word & 255) ** 2
    const share = score / total / Math.sqrt(squares || 1)
    for (const word of vector) weights.set(word >>> 8, (weights.get(word >>> 8) ?? 0) + share * (word & 255))
  }
  return new Map([...weights].sort((a, b) => b[1] - a[1]).slice(0, WORDS))
}
