/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with its usual constants. What a paper contributes is kept
 * in a byte; what a word contributes is known only when it is asked for.
 */
const K1 = 1.2
const B = 0.75

/** How much of a word's worth a paper has that says it `count` times in `length` words, 0 to 255. */
export function quantizeSaturation(count: number, length: number, meanLength: number): number {
  const norm = K1 * (1 - B + B * (length / (meanLength || 1)))
  return Math.max(1, Math.round((255 * count) / (count + norm)))
}

/** What one step of the byte is worth. */
export const STEP = (K1 + 1) / 255

/** What a word is worth that stands in `count` of `all` papers: the rarer, the more; never less than nothing. */
export const worthOf = (count: number, all: number): number =>
  Math.log(1 + Math.max(0.5, all - count + 0.5) / (count + 0.5))
