/** A segment as its size is judged: `papers` that can still be found by it. */
export type SegmentSize = { id: number; papers: number; gone: number }

/** No segment becomes larger: to build one takes memory, about 2 KB a paper. */
export const MOST_PAPERS = 65_536

/** More segments than these are read in more pieces than need be. */
const MOST_SEGMENTS = 4
/** A segment that lost this share of its papers is built anew. */
const LOST = 0.3

/**
 * Which segments to make into one, if any: the small ones, as long as each is not much larger than all before it together, so that a
 * paper is built into a new segment only as often as their sizes double.
 */
export function planMerge(segments: SegmentSize[]): number[] {
  const small = segments.filter(({ papers, gone }) => papers < MOST_PAPERS / 2 || gone > papers * LOST)
  const bySize = [...small].sort((a, b) => a.papers - b.papers || a.id - b.id)
  const hasMany = segments.filter(({ papers }) => papers < MOST_PAPERS / 2).length > MOST_SEGMENTS
  let sum = 0
  let best: number[] = []
  for (const [i, { papers }] of bySize.entries()) {
    if (sum + papers > MOST_PAPERS) break
    const fits = i > 0 && papers <= 2 * sum
    sum += papers
    if (fits || (hasMany && i === 1)) best = bySize.slice(0, i + 1).map(({ id }) => id)
  }
  if (best.length > 0) return best
  const worn = segments.find(({ papers, gone }) => gone > (papers + gone) * LOST)
  return worn ? [worn.id] : []
}
