import { describeBecause } from '../rank/because.ts'
import { describePlace, type PlaceFacts } from '../rank/place-words.ts'
import type { Window } from '../rank/signals.ts'

/** A paper that could be in an issue, in the order of the ranking. */
export type Candidate = PlaceFacts & {
  pk: number
  id: string
  arxivId: string | null
  title: string
  abstract: string
  authors: string[]
  published: string | null
  codeUrl: string | null
  topics: string[]
}

/** A paper of an issue. `matched`: the reader's topics that it carries; `trending`: what it gained, or '' when it is here for being new. */
export type IssuePaper = Omit<Candidate, 'topics' | keyof PlaceFacts> & {
  topics: string[]
  matched: string[]
  trending: string
}

/** What is to be decided on: candidates best first, and the reader's topics (none means all). */
export type IssueRequest = {
  candidates: Candidate[]
  topics: string[]
  localDate: string
  frequency: 'daily' | 'weekly'
  max?: number
}

/** An issue, or none and why: a sentence for the ledger. */
export type Composed =
  | { kind: 'issue'; localDate: string; frequency: 'daily' | 'weekly'; topics: string[]; papers: IssuePaper[] }
  | { kind: 'nothing'; why: string }

/** How many papers an issue has at most, and the window of its ranking. */
export const ISSUE_SIZE = { daily: 10, weekly: 15 } as const
export const ISSUE_WINDOW = { daily: 'day', weekly: 'week' } as const satisfies Record<string, Window>

/** Decides what one issue holds. Never a paper twice, never one that carries none of the reader's topics. */
export function composeIssue({
  candidates,
  topics,
  localDate,
  frequency,
  max = ISSUE_SIZE[frequency],
}: IssueRequest): Composed {
  const followed = new Set(topics)
  const unique = [...new Map(candidates.map(paper => [paper.id, paper])).values()]
  const papers = unique
    .map(({ because, movement, day, ...paper }) => ({
      ...paper,
      matched: paper.topics.filter(topic => followed.has(topic)),
      trending: describeTrending({ because, movement, day }, ISSUE_WINDOW[frequency]),
    }))
    .filter(paper => followed.size === 0 || paper.matched.length > 0)
    .slice(0, max)
  if (papers.length) return { kind: 'issue', localDate, frequency, topics, papers }
  return { kind: 'nothing', why: followed.size ? 'nothing new in their topics' : 'nothing new' }
}

// What gained nothing does not trend, however new it is.
const describeTrending = (facts: PlaceFacts, window: Window) =>
  describeBecause(facts.because, window) && describePlace(facts, window)
