import type { ReactNode } from 'react'
import { describeCount, type SignalCount, shortenCount } from '#lib/domain/rank/signal-counts'
import type { Signal } from '#lib/domain/rank/signals'

/** How far each signal of a paper has come, at a glance: a shape and a number; in words for those who cannot see it. */
export function SignalCounts({ counts }: { counts: SignalCount[] }) {
  const shown = counts.filter(({ count }) => count > 0)
  if (shown.length === 0) return null
  return (
    <ul aria-label="Signals" className="flex flex-wrap gap-x-3.5 text-muted tabular-nums">
      {shown.map(one => (
        <li key={one.signal} title={describeCount(one)} className="inline-flex items-center gap-1.5">
          <svg
            viewBox="0 0 16 16"
            className="size-3.5"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
          >
            {SHAPES[one.signal]}
          </svg>
          <span aria-hidden="true">{shortenCount(one.count)}</span>
          <span className="sr-only">{describeCount(one)}</span>
        </li>
      ))}
    </ul>
  )
}

/** An arrow up, a bubble, a star, a quotation mark, an orange Y in one colour. */
const SHAPES: Record<Signal, ReactNode> = {
  upvotes: <path d="M8 2.5 14 9h-3.5v4.5h-5V9H2z" />,
  comments: <path d="M2 3h12v8.5H7.5L4.5 14v-2.5H2z" />,
  githubStars: <path d="m8 1.5 2 4.3 4.7.6-3.5 3.2.9 4.7L8 12l-4.1 2.3.9-4.7L1.3 6.4 6 5.8z" />,
  citations: <path d="M2 4h4.5v4.5L4.5 12H3l1-3.5H2zM9 4h4.5v4.5L11.5 12H10l1-3.5H9z" />,
  points: <path d="M2 2h12v12H2zM5 4.5 8 9l3-4.5M8 9v3" />,
}
