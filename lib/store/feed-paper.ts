import type { Paper } from '#lib/domain/paper/paper'
import { type Movement, movementOf } from '#lib/domain/rank/movement'
import type { Because } from '#lib/domain/rank/signals'

/**
 * A paper as it stands in a feed: with its topics and the reason for its place. `movement` is that of its place since the day before,
 * null where nothing is known of one of the two; `day` is which day it is since it was first observed, while it is young.
 */
export type FeedPaper = Paper & {
  pk: number
  firstSeenAt: Date
  topics: string[]
  score: number
  because: Because[]
  movement: Movement | null
  day: number | null
}

/** The columns that `readFeedPaper` needs, of a query where `p` is the paper and `s` its score in the window, if it has one. */
export const FEED_COLUMNS = `p.pk, p.id, p.arxiv_id, p.title, p.abstract, p.authors, p.categories, p.published, p.updated, p.code_url,
  p.withdrawn_at, p.first_seen_at, s.score, s.because, s.place, s.previous_place, s.day,
  (SELECT json_group_array(t.topic_slug) FROM paper_topic t WHERE t.paper_pk = p.pk) AS topics`

/** A row of FEED_COLUMNS as the database gives it. */
export type FeedRow = {
  pk: number | bigint
  id: string
  arxiv_id: string | null
  title: string
  abstract: string
  authors: string
  categories: string
  published: string | null
  updated: string | null
  code_url: string | null
  withdrawn_at: Date | null
  first_seen_at: Date
  score: number | null
  because: string | null
  place: number | bigint | null
  previous_place: number | bigint | null
  day: number | bigint | null
  topics: string
}

export function readFeedPaper(row: FeedRow): FeedPaper {
  return {
    ...readPaper(row),
    pk: Number(row.pk),
    firstSeenAt: new Date(row.first_seen_at),
    topics: (JSON.parse(row.topics) as string[]).sort(),
    score: row.score ?? 0,
    because: row.because ? JSON.parse(row.because) : [],
    movement: movementOf(numberOf(row.place), numberOf(row.previous_place)),
    day: numberOf(row.day),
  }
}

const numberOf = (value: number | bigint | null) => (value === null ? null : Number(value))

type PaperRow = Omit<
  FeedRow,
  'pk' | 'first_seen_at' | 'score' | 'because' | 'place' | 'previous_place' | 'day' | 'topics'
>

export function readPaper(row: PaperRow): Paper {
  return {
    id: row.id,
    arxivId: row.arxiv_id,
    title: row.title,
    abstract: row.abstract,
    authors: JSON.parse(row.authors),
    categories: JSON.parse(row.categories),
    published: row.published,
    updated: row.updated,
    codeUrl: row.code_url,
    ...(row.withdrawn_at !== null && { withdrawn: true }),
  }
}
