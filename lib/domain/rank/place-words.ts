import { describeBecause } from './because.ts'
import type { Movement } from './movement.ts'
import type { Because, Window } from './signals.ts'

/** What is known of a paper's place: why it stands there, how the place changed since the day before, and which day the paper sees. */
export type PlaceFacts = { because: Because[]; movement: Movement | null; day: number | null }

/** A place in a few words: `+41 upvotes in 24 h · 3rd day · up 3`. Of a paper that gained nothing, at most `new`. */
export function describePlace(facts: PlaceFacts, window: Window): string {
  const gained = describeBecause(facts.because, window)
  return [gained, ...describeCourse(facts, gained !== '')].filter(Boolean).join(' · ')
}

/**
 * How long a paper has been seen, and how its place changed since yesterday: `3rd day`, `up 3`. What stays the same is not worth a word,
 * nor is the sinking of what only gets older.
 */
export function describeCourse({ movement, day }: Pick<PlaceFacts, 'movement' | 'day'>, gained: boolean): string[] {
  if (movement?.kind === 'new') return gained && day !== null && day > 1 ? [describeDay(day), 'new'] : ['new']
  if (!gained) return []
  const moved = movement && movement.kind !== 'same' ? [`${movement.kind} ${movement.by.toLocaleString('en')}`] : []
  return day === null ? moved : [describeDay(day), ...moved]
}

/** `1st day`, `2nd day`, `3rd day`, `4th day`, `11th day`, `21st day`. */
function describeDay(day: number): string {
  const isTeen = day % 100 >= 11 && day % 100 <= 13
  return `${day}${(!isTeen && ['th', 'st', 'nd', 'rd'][day % 10]) || 'th'} day`
}
