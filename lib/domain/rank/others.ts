import type { RankingName } from './rankings.ts'
import { ageHours, gainOf, isKnown, type Part, type Standing, watchedMs } from './score.ts'
import type { Window } from './signals.ts'
import { DAY_MS, HOUR_MS } from './window.ts'

/** What ranks elsewhere by votes: upvotes and Hacker News points gained in the window. */
const VOTES = ['upvotes', 'points']
const STARS = ['githubStars']

/** Reddit's formula counts from this second on. @see https://github.com/reddit-archive/reddit/blob/master/r2/r2/lib/db/_sorts.pyx */
const REDDIT_EPOCH_SECONDS = 1_134_028_003

/** What a formula of elsewhere is told: votes or stars gained in the window, the age in hours, and how many of them it was watched. */
type Known = { gained: number; age: number; watched: number; sinceReddit: number }

const FORMULAS: Record<Exclude<RankingName, 'attn'>, (known: Known) => number> = {
  // https://news.ycombinator.com/item?id=1781013
  'hacker-news': ({ gained, age }) => Math.max(0, gained - 1) ** 0.8 / (age + 2) ** 1.8,
  reddit: ({ gained, sinceReddit }) => Math.log10(Math.max(1, gained)) + (sinceReddit * 3600) / 45_000,
  // https://github.com/lobsters/lobsters/blob/master/app/models/story.rb: without the modifiers of tags.
  lobsters: ({ gained, sinceReddit }) => Math.log10(Math.max(1, gained)) + (sinceReddit * 3600) / 79_200,
  count: ({ gained }) => gained,
  'stars-per-hour': ({ gained, watched }) => gained / watched,
}

const signalsOf = (formula: RankingName): readonly string[] => (formula === 'stars-per-hour' ? STARS : VOTES)

/**
 * A paper's score by the formula of another site, over the gains that ours sees; 0 where it gives none. Those of Reddit and Lobsters rank by
 * date alone what nobody voted for; the others leave it out, so that it follows newest first.
 */
export function scoreElsewhere(
  formula: Exclude<RankingName, 'attn'>,
  standing: Standing,
  window: Window,
  now: number,
): number {
  const signals = signalsOf(formula)
  let gained = 0
  // At least a day: stars at first sight came since the paper was published, not at once.
  let watched = DAY_MS
  for (const reading of standing.readings) {
    if (!signals.includes(reading.signal) || !isKnown(reading, window, now)) continue
    gained += gainOf(reading, window)
    watched = Math.max(watched, watchedMs(reading, window))
  }
  if (gained === 0 && formula !== 'reddit' && formula !== 'lobsters') return 0
  const age = ageHours(standing, now)
  if (age === null) return 0
  const sinceReddit = now / HOUR_MS - REDDIT_EPOCH_SECONDS / 3600 - age
  const score = FORMULAS[formula]({ gained, age, watched: watched / HOUR_MS, sinceReddit })
  return Math.max(0, Number(score.toPrecision(9)))
}

/** The parts of such a score: each signal by what it gained; being new, where nothing was. */
export function partsElsewhere(
  formula: Exclude<RankingName, 'attn'>,
  { readings }: Standing,
  window: Window,
  now: number,
): Part[] {
  const signals = signalsOf(formula)
  const parts = readings.flatMap(reading => {
    const value = signals.includes(reading.signal) && isKnown(reading, window, now) ? gainOf(reading, window) : 0
    return value > 0 ? [{ signal: reading.signal, value, points: value }] : []
  })
  return parts.length > 0 ? parts : [{ signal: 'recency', value: 0, points: 1 }]
}
