/** The orders in which a reader can see what trends: that of this house, and those of others for comparison. */
export const RANKINGS = ['attn', 'hacker-news', 'reddit', 'lobsters', 'count', 'stars-per-hour'] as const
export type RankingName = (typeof RANKINGS)[number]

export const isRankingName = (text: string): text is RankingName => (RANKINGS as readonly string[]).includes(text)
