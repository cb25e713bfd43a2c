import { describeHistory, drawHistory, type SignalHistory } from '#lib/domain/rank/signal-history'

const BOX = { width: 120, height: 28, margin: 3 }

/** How a signal went, within the span that it shares with others; in words for those who cannot see it. */
export function Sparkline({ history, span }: { history: SignalHistory; span: { from: Date; until: Date } }) {
  const { line, end } = drawHistory(history, { ...BOX, ...span })
  const words = describeHistory(history)
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      className="h-7 w-24 overflow-visible sm:w-30"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      preserveAspectRatio="xMaxYMid meet"
    >
      <title>{words}</title>
      {line && <polyline points={line} />}
      <circle cx={end.x} cy={end.y} r="2.5" fill="currentColor" stroke="none" className="text-stamp" />
    </svg>
  )
}
