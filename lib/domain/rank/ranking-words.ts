import type { RankingName } from './rankings.ts'

/** How a ranking is called, how a view in its order is called (after `Trending this week`), and what it goes by, in one sentence. */
export type RankingWords = { name: string; order: string; about: string }

export const RANKING_WORDS: Record<RankingName, RankingWords> = {
  attn: {
    name: 'Attn',
    order: '',
    about: 'What gains now: the rate of what was gained of late, times a power of what was gained in the window.',
  },
  'hacker-news': {
    name: 'Hacker News',
    order: ' as Hacker News ranks',
    about:
      'Votes to the power of 0.8, divided by the age in hours plus two to the power of 1.8: what is new, above all.',
  },
  reddit: {
    name: 'Reddit',
    order: ' as Reddit ranks',
    about: 'The logarithm of the votes plus the time of publication: ten times the votes are worth 12.5 hours.',
  },
  lobsters: {
    name: 'Lobsters',
    order: ' as Lobsters ranks',
    about: 'The same as Reddit, only slower: ten times the votes are worth 22 hours.',
  },
  count: {
    name: 'Count',
    order: ' by count',
    about: 'How much was gained within the window, and nothing else.',
  },
  'stars-per-hour': {
    name: 'Stars per hour',
    order: ' by stars per hour',
    about: 'GitHub stars of the code gained per hour, as Papers with Code once ranked.',
  },
}
