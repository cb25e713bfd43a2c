import { describeBecause } from '#lib/domain/rank/because'
import type { Window } from '#lib/domain/rank/signals'
import { describeCourse, type Standing } from '#lib/domain/rank/standing'

/** Why a paper stands where it stands, how long it has been seen, and how its place changed: `+41 upvotes in 24 h · 3rd day · up 3`. */
export function PaperStanding({ standing, window }: { standing: Standing; window: Window }) {
  const because = describeBecause(standing.because, window)
  const course = describeCourse(standing, because !== '')
  const hasMoved = because !== '' && (standing.movement?.kind === 'up' || standing.movement?.kind === 'down')
  if (!because && course.length === 0) return null
  return (
    <p>
      {because && <strong className="font-semibold text-accent">{because}</strong>}
      {course.length > 0 && <span className="text-muted">{(because ? ['', ...course] : course).join(' · ')}</span>}
      {hasMoved && <span className="sr-only"> since yesterday</span>}
    </p>
  )
}
