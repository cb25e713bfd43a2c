import { IN_ABSTRACT, IN_TITLE } from './analysis.ts'
import type { Entry } from './block-table.ts'
import { positionsKey, stemKey } from './keys.ts'
import type { Alternative } from './plan.ts'
import { findRow } from './positions.ts'
import type { SegmentFacts } from './segment-facts.ts'

/** The papers of a segment whose title or abstract, as the field wants, has the words of an alternative in a row. */
export function findRowInText(
  { words, places }: Alternative,
  { titles }: SegmentFacts,
  find: (key: string) => Entry | null,
): number[] {
  if (places === 0) return []
  const placed = []
  for (const { stem } of words) {
    const [papers, positions] = [find(stemKey(stem)), find(positionsKey(stem))]
    if (!papers || !positions) return []
    placed.push({ papers: papers.data, positions: positions.data })
  }
  return findRow(placed, (paper, position) => (places & (position < titles[paper]! ? IN_TITLE : IN_ABSTRACT)) > 0)
}
