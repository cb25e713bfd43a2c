import { describeBecause } from '../rank/because.ts'
import { describePlace, type PlaceFacts } from '../rank/place-words.ts'
import type { Window } from '../rank/signals.ts'
import { topicName } from '../topics/taxonomy.ts'
import type { Candidate } from './compose.ts'
import { describeDay } from './issue-path.ts'

/** A paper as it stood on the day of a public issue. `trending`: what it had gained, or '' when it was there for being new. */
export type PublishedPaper = Pick<
  Candidate,
  'id' | 'arxivId' | 'title' | 'abstract' | 'authors' | 'published' | 'codeUrl' | 'topics'
> & { trending: string }

/** What was published on a date (UTC), of all topics ('') or of one, and how fresh the sources were. It never changes. */
export type PublicIssue = { date: string; topic: string; madeAt: Date; freshness: string; papers: PublishedPaper[] }

/** How many papers a public issue has at most, of all topics and of one. */
export const PUBLIC_SIZE = { all: 20, topic: 10 }

/** For so many days a paper that was in an issue of a topic does not come again. */
export const NO_REPEAT_DAYS = 60

/** A paper as it is published, with nothing of it that is not shown. */
export function publishPaper(paper: Omit<PublishedPaper, 'trending'> & PlaceFacts, window: Window): PublishedPaper {
  const { id, arxivId, title, abstract, authors, published, codeUrl, topics } = paper
  const trending = describeBecause(paper.because, window) && describePlace(paper, window)
  return { id, arxivId, title, abstract, authors, published, codeUrl, topics, trending }
}

/** What an issue is called: `Trending on Monday, 23 November 2026`, `GANs: a quiet day, Monday, 23 November 2026`. */
export function titleOfIssue({ date, topic, papers }: Pick<PublicIssue, 'date' | 'topic' | 'papers'>): string {
  const day = describeDay(date)
  const about = topic && `${topicName(topic)}: `
  if (papers.length === 0) return `${about}${topic ? 'a' : 'A'} quiet day, ${day}`
  const what = papers.some(({ trending }) => trending) ? 'trending on' : 'new papers for'
  return `${about}${topic ? what : what.charAt(0).toUpperCase() + what.slice(1)} ${day}`
}
