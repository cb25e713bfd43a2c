import { fade, fadedTime } from './fade.ts'
import { NEWCOMER_DAYS, type Reading } from './reading.ts'
import { capIn, halfLifeIn, type RankingSettings } from './settings.ts'
import type { Signal, Window } from './signals.ts'
import { DAY_MS, HOUR_MS, TIMED_WINDOWS, type TimedWindow, windowMs } from './window.ts'

/** After how many windows without an observation a signal is no longer known, and counts for nothing. */
const FORGOTTEN_AFTER = 2

/** How long each signal is taken to be watched already when it is first seen, in half-lives: one look makes no trend. */
const PATIENCE = 2

/** In what time half of a newcomer's points go. */
export const NEWCOMER_HALF_LIFE_MS = 2 * DAY_MS

/** One part of a score: what the signal gained in the window (of `recency`: its points), and the points that it gives. */
export type Part = { signal: Signal | 'recency'; value: number; points: number }

/** What there is to a paper when it is ranked: when it was published (ms since 1970; null: not known), and what is read of its signals. */
export type Standing = { publishedAt: number | null; readings: Reading[] }

/**
 * The points that a signal gives: weight × units gained in a day, which is its level over the time it was watched, both faded alike, after two
 * half-lives of patience. In the window `all` nothing fades: weight × all it has, of which more than the cap counts by its logarithm.
 */
export function pointsOf(reading: Reading, window: Window, settings: RankingSettings, now: number): number {
  const { signal } = reading
  const weight = settings.weights[signal]
  if (weight === 0 || !isKnown(reading, window, now)) return 0
  if (window === 'all') {
    const cap = capIn(signal, window, settings)
    return weight * cap * Math.log1p(reading.total / cap)
  }
  const level = reading.levels[TIMED_WINDOWS.indexOf(window)]!
  if (level === 0) return 0
  const watched = fadedTime(watchedMs(reading, window), halfLifeIn(window, settings))
  return (weight * level * DAY_MS) / (patienceMs(window, settings) + watched)
}

/** The score of a paper: the points of its signals, and for being new; to four digits, for a finer difference means nothing. */
export function scoreOf(
  { publishedAt, readings }: Standing,
  window: Window,
  settings: RankingSettings,
  now: number,
): number {
  let score = newcomerPoints(publishedAt, window, settings, now)
  for (const reading of readings) score += pointsOf(reading, window, settings, now)
  return score === 0 ? 0 : Number(score.toPrecision(4))
}

/** The parts that make a paper's score. */
export function scoreParts(
  { publishedAt, readings }: Standing,
  window: Window,
  settings: RankingSettings,
  now: number,
): Part[] {
  const parts: Part[] = readings.map(reading => ({
    signal: reading.signal,
    value: gainOf(reading, window),
    points: pointsOf(reading, window, settings, now),
  }))
  parts.push({ signal: 'recency', value: 0, points: newcomerPoints(publishedAt, window, settings, now) })
  return parts.filter(({ points }) => points > 0)
}

/** What a signal gained in the window, in units; in `all`, what it has. */
export const gainOf = (reading: Reading, window: Window): number =>
  window === 'all' ? reading.total : reading.gains[TIMED_WINDOWS.indexOf(window)]!

/** Whether a signal was observed lately enough, or at all, to count in a window. */
export const isKnown = (reading: Reading, window: Window, now: number): boolean =>
  now - reading.lastAt <= FORGOTTEN_AFTER * windowMs(window)

/** From when to when a signal was watched within a window, in milliseconds. */
export const watchedMs = (reading: Reading, window: Window): number =>
  reading.lastAt - Math.max(reading.firstAt, reading.lastAt - windowMs(window))

const patienceMs = (window: TimedWindow, settings: RankingSettings) => PATIENCE * halfLifeIn(window, settings)

/** Points for being new, none once a paper is no newcomer. A date in the future (a wrong clock somewhere) counts as now. */
function newcomerPoints(publishedAt: number | null, window: Window, settings: RankingSettings, now: number): number {
  if (publishedAt === null) return 0
  const age = Math.max(0, now - publishedAt)
  if (age > NEWCOMER_DAYS * DAY_MS) return 0
  const fresh = window === 'all' ? 1 : DAY_MS / patienceMs(window, settings)
  return settings.newcomer * fresh * fade(age, NEWCOMER_HALF_LIFE_MS)
}

/** Which day it is since a paper was first observed (1 is the first), while that is a newcomer's time; else null. */
export function dayOf({ publishedAt, readings }: Standing, now: number): number | null {
  if (publishedAt === null || readings.length === 0) return null
  const firstAt = Math.min(...readings.map(reading => reading.firstAt))
  const wasNew = firstAt - publishedAt < NEWCOMER_DAYS * DAY_MS
  const days = Math.floor((now - firstAt) / DAY_MS)
  return wasNew && days < NEWCOMER_DAYS ? days + 1 : null
}

/** How old a paper is in hours: since it was published, else since it was first observed; null where neither is known. */
export function ageHours({ publishedAt, readings }: Standing, now: number): number | null {
  const since = publishedAt ?? (readings.length > 0 ? Math.min(...readings.map(reading => reading.firstAt)) : null)
  return since === null ? null : Math.max(0, now - since) / HOUR_MS
}
