import { describeBecause } from '#lib/domain/rank/because'
import { describeCourse, type PlaceFacts } from '#lib/domain/rank/place-words'
import type { Window } from '#lib/domain/rank/signals'

/** Why a paper stands where it stands, how long it has been seen, and how its place changed: `+41 upvotes in 24 h · 3rd day · up 3`. */
export function PaperPlace({ facts, window }: { facts: PlaceFacts; window: Window }) {
  const because = describeBecause(facts.because, window)
  const course = describeCourse(facts, because !== '')
  const hasMoved = because !== '' && (facts.movement?.kind === 'up' || facts.movement?.kind === 'down')
  if (!because && course.length === 0) return null
  return (
    <p>
      {because && <strong className="font-medium text-stamp">{because}</strong>}
      {course.length > 0 && <span className="text-muted">{(because ? ['', ...course] : course).join(' · ')}</span>}
      {hasMoved && <span className="sr-only"> since yesterday</span>}
    </p>
  )
}
