import type { RankingName } from './rankings.ts'

/** How a ranking is called, how a view in its order is called (after `Trending this week`), and what it goes by, in one sentence. */
export type RankingWords = { name: string; order: string; about: string }

export const RANKING_WORDS: Record<RankingName, RankingWords> = {
  attn: {
    name: 'Attn',
    order: '',
    about: 'What gains now: what was gained a day, the latest counting most, and no signal without bounds.',
  },
  'hacker-news': {
    name: 'Hacker News',
    order: ' as Hacker News ranks',
    about: 'What is new, above all: (votes − 1)⁰·⁸ / (age in hours + 2)¹·⁸.',
  },
  reddit: {
    name: 'Reddit',
    order: ' as Reddit ranks',
    about: 'log₁₀ votes + hours of publication / 12.5, so that ten times the votes are worth 12.5 hours.',
  },
  lobsters: {
    name: 'Lobsters',
    order: ' as Lobsters ranks',
    about: 'log₁₀ votes + hours of publication / 22, so that ten times the votes are worth 22 hours.',
  },
  count: {
    name: 'Count',
    order: ' by count',
    about: 'How many votes were gained within the window, and nothing else.',
  },
  'stars-per-hour': {
    name: 'Stars per hour',
    order: ' by stars per hour',
    about: 'Stars that the code gained per hour on GitHub, as Papers with Code once ranked.',
  },
}
