/** A word that so many times fewer papers have than a near one is likely a slip. */
const TIMES_RARER = 100
/** One that more papers have than these is no slip, however common its neighbours are. */
const MOST_SLIPS = 5
/** Shorter words have too many neighbours. */
const LEAST_LENGTH = 4
/** From this length on two slips are forgiven. */
const LONG = 8

/**
 * The word that was likely meant, of those that papers have; null when the word is one of them, or has no near one.
 * @param counts how many papers have which word
 */
export function nearestWord(word: string, counts: Map<string, number>): string | null {
  const own = counts.get(word) ?? 0
  if (own > MOST_SLIPS || word.length < LEAST_LENGTH || /\d/.test(word)) return null
  const most = word.length < LONG ? 1 : 2
  let best: { word: string; distance: number; count: number } | null = null
  for (const [other, count] of counts) {
    if (count < Math.max(2, own * TIMES_RARER) || Math.abs(other.length - word.length) > most) continue
    const distance = distanceOf(word, other, most)
    if (distance === 0 || distance > most) continue
    if (!best || distance < best.distance || (distance === best.distance && count > best.count))
      best = { word: other, distance, count }
  }
  return best?.word ?? null
}

/**
 * How many letters have to be put in, left out, replaced or swapped with their neighbour: the optimal string alignment distance, no further than
 * `most`. @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
 */
export function distanceOf(a: string, b: string, most: number): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    ;[before, last] = [last, row]
  }
  return last[b.length]!
}
