/** How a place changed since the day before. `by` counts places. */
export type Movement = { kind: 'new' } | { kind: 'up' | 'down'; by: number } | { kind: 'same' }

/** The movement from one place to another (1 is the first); null where one of the two is not known. A previous place of 0 is none. */
export function movementOf(place: number | null, previous: number | null): Movement | null {
  if (place === null || previous === null) return null
  if (previous === 0) return { kind: 'new' }
  if (place === previous) return { kind: 'same' }
  return { kind: place < previous ? 'up' : 'down', by: Math.abs(place - previous) }
}
