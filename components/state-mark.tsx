import type { ReactNode } from 'react'
import type { Freshness } from '#lib/domain/freshness/freshness'

/** The state of a source: a word, beside a shape that differs by more than its color. */
export function StateMark({ state }: { state: Freshness }) {
  const isTrouble = state === 'stale' || state === 'failing'
  return (
    <span className={`inline-flex items-center gap-2 ${isTrouble ? 'font-semibold text-wrong' : ''}`}>
      <svg
        viewBox="0 0 12 12"
        className="size-3"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        {SHAPES[state]}
      </svg>
      {state}
    </span>
  )
}

const RING = <circle cx="6" cy="6" r="4.75" />

/** Full, at rest, half gone, gone, broken. */
const SHAPES: Record<Freshness, ReactNode> = {
  fresh: <circle cx="6" cy="6" r="4.75" fill="currentColor" />,
  quiet: RING,
  late: (
    <>
      {RING}
      <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />
    </>
  ),
  stale: <circle cx="6" cy="6" r="4.75" strokeDasharray="2 1.7" />,
  failing: <path d="m2 2 8 8m0-8-8 8" strokeWidth="2" />,
}
