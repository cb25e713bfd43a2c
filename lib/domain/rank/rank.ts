import { startOfDate } from '../paper/date.ts'
import { type Because, type Signal, WINDOWS, type Window } from './signals.ts'

const DAY_MS = 86_400_000

/** What one unit gained is worth in points, and how many points a signal can give at most: nobody buys the first place with one of them. */
export const WEIGHTS: Record<Signal, { weight: number; cap: number }> = {
  upvotes: { weight: 1, cap: 500 },
  comments: { weight: 0.5, cap: 50 },
  githubStars: { weight: 0.1, cap: 200 },
  citations: { weight: 0.5, cap: 200 },
  points: { weight: 0.2, cap: 100 },
}

/** What a brand new paper without signals is worth in points, and in how many days half of it is gone. */
export const RECENCY = { points: 3, halfLifeDays: 2 }

/** Older papers that gained nothing are not scored: they follow those that are, newest first. */
export const NEWCOMER_DAYS = 14

/** The length of a window in milliseconds; infinite for `all`. */
export function windowMs(window: Window): number {
  return { day: 1, week: 7, month: 30, year: 365, all: Number.POSITIVE_INFINITY }[window] * DAY_MS
}

/** A signal of a paper: its value at the beginning of the window (null if not yet seen then), when first seen at all, and now. */
export type Reading = { signal: Signal; atStart: number | null; first: number; firstAt: Date; latest: number }

export type Candidate = { pk: number; published: string | null; readings: Reading[] }

/** A scored paper. `gain` are the points of what it gained alone, without recency. */
export type Ranked = { pk: number; score: number; gain: number; because: Because[] }

/**
 * Scores what gained in the window or is new, best first; ties go to the newer paper, then to the one stored later.
 * Score = Σ min(cap, weight × gain) + recency. A paper that is first seen inside the window while it is a newcomer gains all that it has;
 * of an older one only what was gained since it is watched counts, for nobody knows when it got the rest.
 */
export function rankPapers(candidates: Candidate[], window: Window, now: Date): Ranked[] {
  const order = new Map(candidates.map(candidate => [candidate.pk, candidate.published ?? '']))
  return candidates
    .map(candidate => scorePaper(candidate, window, now))
    .filter(ranked => ranked.gain > 0 || ranked.score > 0)
    .sort((a, b) => b.score - a.score || compare(order.get(b.pk)!, order.get(a.pk)!) || b.pk - a.pk)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function scorePaper(candidate: Candidate, window: Window, now: Date): Ranked {
  const gains = candidate.readings.flatMap(reading => {
    const value = gainOf(reading, candidate.published, window)
    const { weight, cap } = WEIGHTS[reading.signal]
    return value > 0 ? [{ signal: reading.signal, value, points: Math.min(cap, weight * value) }] : []
  })
  const gain = gains.reduce((sum, { points }) => sum + points, 0)
  const recency = recencyOf(candidate.published, now)
  const score = gain + recency
  const because: Because[] = gains
    .sort((a, b) => b.points - a.points || compare(a.signal, b.signal))
    .map(({ signal, value, points }) => ({ signal, value, share: round(points / score) }))
  if (recency > 0) because.push({ signal: 'recency', value: round(recency), share: round(recency / score) })
  return { pk: candidate.pk, score: round(score), gain: round(gain), because }
}

function gainOf(reading: Reading, published: string | null, window: Window): number {
  if (window === 'all') return reading.latest
  if (reading.atStart !== null) return reading.latest - reading.atStart
  const newWhenSeen =
    published !== null && reading.firstAt.getTime() - startOfDate(published).getTime() < NEWCOMER_DAYS * DAY_MS
  return newWhenSeen ? reading.latest : reading.latest - reading.first
}

/** Points for being new; nothing once a paper is no newcomer. A date in the future (a wrong clock somewhere) counts as now. */
export function recencyOf(published: string | null, now: Date): number {
  if (!published) return 0
  const days = Math.max(0, (now.getTime() - startOfDate(published).getTime()) / DAY_MS)
  return days > NEWCOMER_DAYS ? 0 : RECENCY.points * 2 ** (-days / RECENCY.halfLifeDays)
}

const round = (value: number) => Math.round(value * 1e4) / 1e4

export const isWindow = (text: string): text is Window => (WINDOWS as readonly string[]).includes(text)
