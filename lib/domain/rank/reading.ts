import { startOfDate } from '../paper/date.ts'
import { fade, fadedTime } from './fade.ts'
import { capIn, halfLifeIn, type RankingSettings } from './settings.ts'
import type { Signal } from './signals.ts'
import { DAY_MS, TIMED_WINDOWS, type TimedWindow, windowMs } from './window.ts'

/** A paper counts as a newcomer for this long after it was published. */
export const NEWCOMER_DAYS = 14

/** After a gain of so many caps within the window a further one counts e times less: who shouts for days is heard for two. */
const TIRES_AFTER = 2

/** What was observed of one signal of a paper, by time. Times are milliseconds since 1970. */
export type Series = { signal: Signal; observed: { at: number; value: number }[] }

/**
 * What the ranking needs of a series: when it was observed first and last, the highest value, and of each timed window (in the order of
 * TIMED_WINDOWS) what was gained in it (in units, a part of one too where it was gained in part), and the level of what was gained: faded and capped, both as of the last observation.
 */
export type Reading = {
  signal: Signal
  firstAt: number
  lastAt: number
  total: number
  gains: number[]
  levels: number[]
}

/**
 * Reads a series, of which nothing may be later than the time to rank for. Null without observations.
 *
 * A window ends at the last observation: that a source was not asked since says nothing of the paper. What is first seen of a paper while it
 * is a newcomer it gained at that time; of an older one only what is gained since counts, for nobody knows when it got the rest.
 * Only new heights are gains: a source that says 0 once, and the old value again, gave nothing.
 */
export function readSeries(
  { signal, observed }: Series,
  published: string | null,
  settings: RankingSettings,
): Reading | null {
  const first = observed[0]
  const last = observed.at(-1)
  if (!first || !last) return null
  const isNewcomer = published !== null && first.at - startOfDate(published).getTime() < NEWCOMER_DAYS * DAY_MS
  const windows = TIMED_WINDOWS.map(window =>
    readWindow(observed, isNewcomer, last.at - windowMs(window), signal, window, settings),
  )
  return {
    signal,
    firstAt: first.at,
    lastAt: last.at,
    total: observed.reduce((highest, { value }) => Math.max(highest, value), 0),
    gains: windows.map(({ gain }) => Math.round(gain * 100) / 100),
    levels: windows.map(({ level }) => Math.round(level * 1e4) / 1e4),
  }
}

/** What was gained after `start`, and its level: each gain fills what is still empty below the cap, and fades from then on. */
function readWindow(
  observed: Series['observed'],
  isNewcomer: boolean,
  start: number,
  signal: Signal,
  window: TimedWindow,
  settings: RankingSettings,
): { gain: number; level: number } {
  const halfLife = halfLifeIn(window, settings)
  const cap = capIn(signal, window, settings)
  let gain = 0
  let level = 0
  let highest = isNewcomer ? 0 : observed[0]!.value
  let before: number | null = null
  for (const { at, value } of observed) {
    let gained = Math.max(0, value - highest)
    highest = Math.max(highest, value)
    if (at > start) {
      let fresh = gained
      if (before !== null) {
        // What was gained between two observations came evenly; only the part within the window counts, and it has faded since.
        const within = at - Math.max(before, start)
        gained *= within / (at - before)
        fresh = (gained * fadedTime(within, halfLife)) / within
        level *= fade(within, halfLife)
      }
      const counted = fresh * Math.exp(-gain / (TIRES_AFTER * cap))
      level = cap - (cap - level) * Math.exp(-counted / cap)
      gain += gained
    }
    before = at
  }
  return { gain, level }
}
