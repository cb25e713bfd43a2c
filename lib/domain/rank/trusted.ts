/** What was observed of one signal, by time. Times are milliseconds since 1970. */
export type Observed = { at: number; value: number }[]

/** A fall to less than this part of what it was, that is never made good, is another thing that is counted, not a few votes taken back. */
const FALL = 0.8

/** So many looks have to agree that it fell. */
const LOOKS = 3

/**
 * What may be believed of what was observed: a height or a hole that the very next look takes back is the middle one of the three looks
 * instead, so that one wrong number is nobody's gain; and where the counts fall for good (the code of a paper moved to another repository)
 * only what came after the fall is of one kind. `isWhole`: nothing was left out, so that the first look is the first there was.
 */
export function trustObserved(observed: Observed): { observed: Observed; isWhole: boolean } {
  const calm = observed.map(({ at, value }, i) => ({ at, value: calmValue(observed, i, value) }))
  const cut = findFall(calm)
  return cut === 0 ? { observed: calm, isWhole: true } : { observed: calm.slice(cut), isWhole: false }
}

function calmValue(observed: Observed, i: number, value: number): number {
  const before = observed[i - 1]?.value
  const after = observed[i + 1]?.value
  // Nothing stands against the first look, nor yet against the last.
  if (before === undefined || after === undefined) return value
  return Math.max(Math.min(before, value), Math.min(Math.max(before, value), after))
}

/** The index of the first observation after the last fall for good; 0 when there was none. */
function findFall(observed: Observed): number {
  const highestFrom = Array.from(observed, ({ value }) => value)
  for (let i = highestFrom.length - 2; i >= 0; i--) highestFrom[i] = Math.max(highestFrom[i]!, highestFrom[i + 1]!)
  let cut = 0
  let highest = 0
  for (const [i, { value }] of observed.entries()) {
    if (highestFrom[i]! < highest * FALL && observed.length - i >= LOOKS) {
      cut = i
      highest = value
    } else highest = Math.max(highest, value)
  }
  return cut
}
