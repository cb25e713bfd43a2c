import { describeBecause } from '../rank/because.ts'
import { describePlace, type PlaceFacts } from '../rank/place-words.ts'
import type { Window } from '../rank/signals.ts'
import type { Frequency } from '../subscription/preferences.ts'
import { ISSUE_SIZE, ISSUE_WINDOW } from './issue-span.ts'

/** A paper that could be in an issue, in the order of the ranking. `found`: which of the reader's searches it fits, by number from 0. */
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
  found?: number[]
}

/**
 * A paper of an issue. `matched`: the reader's topics that it carries; `searches`: those that it fits; `trending`: what it gained, or ''
 * when it is here for being new.
 */
export type IssuePaper = Omit<Candidate, 'topics' | 'found' | keyof PlaceFacts> & {
  topics: string[]
  matched: string[]
  searches: string[]
  trending: string
}

/**
 * What is to be decided on: candidates best first, and what the reader follows (no topics and no searches mean all papers) and never wants
 * to see. `window` is the span of the ranking; `quiet` whether an issue without papers is one; `web` the path of the page to read instead.
 */
export type IssueRequest = {
  candidates: Candidate[]
  topics: string[]
  searches?: string[]
  excluded?: string[]
  localDate: string
  frequency: Frequency
  window?: Window
  max?: number
  quiet?: 'skip' | 'note'
  web?: string | null
}

/** An issue, which on a quiet day can be without papers, or none and why: a sentence for the ledger. */
export type Composed =
  | {
      kind: 'issue'
      localDate: string
      frequency: Frequency
      window: Window
      topics: string[]
      searches: string[]
      excluded: string[]
      papers: IssuePaper[]
      web: string | null
    }
  | { kind: 'nothing'; why: string }

/** Decides what one issue holds. Never a paper twice, never one that the reader does not follow or does not want to see. */
export function composeIssue(request: IssueRequest): Composed {
  const { candidates, topics, searches = [], excluded = [], localDate, frequency, quiet = 'skip', web = null } = request
  const { window = ISSUE_WINDOW[frequency], max = ISSUE_SIZE[frequency] } = request
  const followed = new Set(topics)
  const unwanted = new Set(excluded)
  const isChoosy = topics.length + searches.length > 0
  const unique = [...new Map(candidates.map(paper => [paper.id, paper])).values()]
  const papers = unique
    .filter(paper => !paper.topics.some(topic => unwanted.has(topic)))
    .map(({ because, movement, day, found = [], ...paper }) => ({
      ...paper,
      matched: paper.topics.filter(topic => followed.has(topic)),
      searches: found.flatMap(number => searches[number] ?? []),
      trending: describeTrending({ because, movement, day }, window),
    }))
    .filter(paper => !isChoosy || paper.matched.length + paper.searches.length > 0)
    .slice(0, max)
  if (papers.length || quiet === 'note')
    return { kind: 'issue', localDate, frequency, window, topics, searches, excluded, papers, web }
  return { kind: 'nothing', why: isChoosy ? `nothing new in ${describeChoosy(topics, searches)}` : 'nothing new' }
}

const describeChoosy = (topics: string[], searches: string[]) =>
  topics.length && searches.length ? 'their topics and searches' : topics.length ? 'their topics' : 'their searches'

// What gained nothing does not trend, however new it is.
const describeTrending = (facts: PlaceFacts, window: Window) =>
  describeBecause(facts.because, window) && describePlace(facts, window)
