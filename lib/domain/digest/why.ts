import { describeDate } from '../paper/date.ts'
import { describeTopics } from '../subscription/describe.ts'
import type { IssuePaper } from './compose.ts'

/** Why a paper is in an issue, in a few words: `you follow Code · +41 upvotes in 24 h · 3rd day · up 3`, `Video · published 3 Jul 2026`. */
export function describeWhy(paper: Pick<IssuePaper, 'matched' | 'topics' | 'trending' | 'published'>): string {
  const { matched, topics, trending, published } = paper
  const topic = matched.length ? `you follow ${describeTopics(matched)}` : topics.length ? describeTopics(topics) : ''
  const reason = trending || (published ? `published ${describeDate(published)}` : 'new to you')
  return [topic, reason].filter(Boolean).join(' · ')
}
