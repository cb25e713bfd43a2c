/** What can be observed of a paper over time, and how one and many of it are called. */
export const SIGNALS = {
  upvotes: { one: 'upvote', many: 'upvotes' },
  comments: { one: 'comment', many: 'comments' },
  githubStars: { one: 'GitHub star', many: 'GitHub stars' },
  citations: { one: 'citation', many: 'citations' },
  points: { one: 'Hacker News point', many: 'Hacker News points' },
} as const

export type Signal = keyof typeof SIGNALS

export const isSignal = (name: string): name is Signal => Object.hasOwn(SIGNALS, name)

/** Nothing is counted higher: what is, is a mistake, and more than the database's numbers can hold. */
export const HIGHEST_COUNT = 2 ** 31 - 1

/** The spans over which gains are counted. */
export const WINDOWS = ['day', 'week', 'month', 'year', 'all'] as const
export type Window = (typeof WINDOWS)[number]

/** One share of a score: the signal (or `recency`), what it gained within the window, and its part of the score (0 to 1). */
export type Because = { signal: Signal | 'recency'; value: number; share: number }
