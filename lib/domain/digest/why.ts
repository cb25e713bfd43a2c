import { describeDate } from '../paper/date.ts'
import { describeTopics } from '../subscription/describe.ts'
import { describeSearch } from '../subscription/searches.ts'
import type { IssuePaper } from './compose.ts'

type Reasons = Pick<IssuePaper, 'matched' | 'topics' | 'trending' | 'published'> & { searches?: string[] }

/**
 * Why a paper is in an issue, in a few words: `you follow Code · +41 upvotes in 24 h · 3rd day · up 3`, `found by “mamba -vision” · new
 * to you`, `Video · published 3 Jul 2026`.
 */
export function describeWhy({ matched, searches = [], topics, trending, published }: Reasons): string {
  const chosen = [
    matched.length ? `you follow ${describeTopics(matched)}` : '',
    searches.length
      ? `found by ${searches
          .slice(0, 2)
          .map(search => describeSearch(search, 48))
          .join(' and ')}`
      : '',
  ].filter(Boolean)
  const about = chosen.length || topics.length === 0 ? chosen : [describeTopics(topics)]
  const reason = trending || (published ? `published ${describeDate(published)}` : 'new to you')
  return [...about, reason].join(' · ')
}
