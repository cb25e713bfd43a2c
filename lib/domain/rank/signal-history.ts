import { describeDate } from '../paper/date.ts'
import { SIGNALS, type Signal } from './signals.ts'

/** How one signal of a paper went: at least one reading, the earliest first. */
export type SignalHistory = { signal: Signal; points: { at: Date; value: number }[] }

/** A picture of a history: the points of a line (`x,y x,y …`) and where its end is marked. */
export type Sparkline = { line: string; end: { x: number; y: number } }

/** Changes smaller than this part of the highest value do not fill the picture: 9,000 ▶ 9,001 is flat. */
const LEAST_RANGE = 0.05

/**
 * Draws a history into a box of `width` × `height`, `margin` kept free on each side. Time goes from `from` to `until`, which several histories
 * can share; the lowest value lies at the bottom. A single reading is a mark without a line.
 */
export function drawHistory(
  { points }: SignalHistory,
  box: { width: number; height: number; margin: number; from: Date; until: Date },
): Sparkline {
  const { width, height, margin, from, until } = box
  const values = points.map(({ value }) => value)
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  const range = Math.max(highest - lowest, highest * LEAST_RANGE, 1)
  const span = Math.max(until.getTime() - from.getTime(), 1)
  const drawn = points.map(({ at, value }) => ({
    x: round(margin + ((at.getTime() - from.getTime()) / span) * (width - 2 * margin)),
    y: round(height - margin - ((value - lowest) / range) * (height - 2 * margin)),
  }))
  return { line: drawn.length > 1 ? drawn.map(({ x, y }) => `${x},${y}`).join(' ') : '', end: drawn.at(-1)! }
}

/** The span of several histories together. Null without any. */
export function spanOf(histories: SignalHistory[]): { from: Date; until: Date } | null {
  const times = histories.flatMap(({ points }) => points.map(({ at }) => at.getTime()))
  if (times.length === 0) return null
  return { from: new Date(Math.min(...times)), until: new Date(Math.max(...times)) }
}

/** What the picture of a history shows, for those who cannot see it: `Upvotes: from 3 on 1 Nov 2026 to 44 on 23 Nov 2026, at most 46`. */
export function describeHistory({ signal, points }: SignalHistory): string {
  const name = capitalize(SIGNALS[signal].many)
  const first = points[0]!
  const last = points.at(-1)!
  const said = ({ at, value }: SignalHistory['points'][number]) =>
    `${value.toLocaleString('en')} on ${describeDate(at.toISOString())}`
  if (points.length === 1) return `${name}: ${said(first)}, seen once`
  const most = Math.max(...points.map(({ value }) => value))
  const peak = most > Math.max(first.value, last.value) ? `, at most ${most.toLocaleString('en')}` : ''
  return `${name}: from ${said(first)} to ${said(last)}${peak}`
}

const round = (value: number) => Math.round(value * 10) / 10

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
