import type { RankingName } from './rankings.ts'
import { ageHours, gainOf, isKnown, type Part, type Standing, watchedMs } from './score.ts'
import type { Window } from './signals.ts'
import { DAY_MS, HOUR_MS } from './window.ts'

/** What ranks elsewhere by votes: upvotes and Hacker News points gained in the window. */
const VOTES = ['upvotes', 'points'] as const

/** Reddit's formula counts from this second on. @see https://github.com/reddit-archive/reddit/blob/master/r2/r2/lib/db/_sorts.pyx */
const REDDIT_EPOCH_SECONDS = 1_134_028_003

/** A formula of elsewhere: the score of so many votes (or stars) at an age in hours, `hoursWatched` of which it was watched in the window. */
type Formula = (
  gained: { votes: number; stars: number },
  hours: { age: number; watched: number; sinceReddit: number },
) => number

/**
 * The formulas of other sites, over the same gains. Those of Reddit and Lobsters rank by date alone what nobody voted for; the others leave it
 * out, so that it follows newest first.
 */
const FORMULAS: Record<Exclude<RankingName, 'attn'>, Formula> = {
  // https://news.ycombinator.com/item?id=1781013
  'hacker-news': ({ votes }, { age }) => Math.max(0, votes - 1) ** 0.8 / (age + 2) ** 1.8,
  reddit: ({ votes }, { sinceReddit }) => Math.log10(Math.max(1, votes)) + (sinceReddit * 3600) / 45_000,
  // https://github.com/lobsters/lobsters/blob/master/app/models/story.rb: without the modifiers of tags.
  lobsters: ({ votes }, { sinceReddit }) => Math.log10(Math.max(1, votes)) + (sinceReddit * 3600) / 79_200,
  count: ({ votes }) => votes,
  'stars-per-hour': ({ stars }, { watched }) => stars / watched,
}

/** A paper's score by the formula of another site, null where it gives none, with the parts that its signals have in it. */
export function scoreElsewhere(
  formula: Exclude<RankingName, 'attn'>,
  standing: Standing,
  window: Window,
  now: number,
): { score: number; parts: Part[] } | null {
  const age = ageHours(standing, now)
  if (age === null) return null
  const signals: readonly string[] = formula === 'stars-per-hour' ? ['githubStars'] : VOTES
  const known = standing.readings.filter(reading => signals.includes(reading.signal) && isKnown(reading, window, now))
  const parts = known.flatMap(reading => {
    const value = gainOf(reading, window)
    return value > 0 ? [{ signal: reading.signal, value, points: value }] : []
  })
  const gained = parts.reduce((sum, { points }) => sum + points, 0)
  // At least a day: stars at first sight came since the paper was published, not at once.
  const watched = Math.max(DAY_MS, ...known.map(reading => watchedMs(reading, window))) / HOUR_MS
  const sinceReddit = now / HOUR_MS - REDDIT_EPOCH_SECONDS / 3600 - age
  const score = FORMULAS[formula]({ votes: gained, stars: gained }, { age, watched, sinceReddit })
  if (gained > 0) return { score, parts }
  // By date alone.
  return formula === 'reddit' || formula === 'lobsters'
    ? { score, parts: [{ signal: 'recency', value: score, points: score }] }
    : null
}
