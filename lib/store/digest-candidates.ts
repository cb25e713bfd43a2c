import { database } from '#lib/db'
import type { Window } from '#lib/domain/rank/signals'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'
import type { Condition } from './feed-sql.ts'

/**
 * For whom papers are looked for. No topics means all papers. Papers that the subscriber got on another date are left out;
 * those of `localDate` are not, so that an issue tried again is the same issue. Without a subscriber nothing is left out.
 */
export type CandidateQuery = {
  window: Window
  topics: string[]
  subscriberId: string | null
  localDate: string
  limit: number
}

/**
 * The best papers for one reader: those that gained something in the window or are new, best first, then the newest of all others. Never one
 * that its authors withdrew. One statement, so that it is all of one ranking, whatever is written meanwhile.
 */
export async function findDigestCandidates(query: CandidateQuery): Promise<FeedPaper[]> {
  const { prisma } = await database()
  const { window, limit } = query
  const best = selectBest(query)
  const rest = selectRest(query)
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `WITH best AS MATERIALIZED (${best.sql}), rest AS MATERIALIZED (${rest.sql})
     SELECT ${FEED_COLUMNS} FROM (SELECT 0 AS part, pk FROM best UNION ALL SELECT 1, pk FROM rest) f
     JOIN paper p ON p.pk = f.pk LEFT JOIN score s ON s.ranking = 'attn' AND s.window = ? AND s.paper_pk = p.pk
     ORDER BY f.part, s.score DESC, coalesce(s.published, p.published) DESC, p.pk DESC LIMIT ?`,
    ...[...best.args, ...rest.args, window, limit],
  )
  return rows.map(readFeedPaper)
}

const unseen = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM delivered_paper d WHERE d.subscriber_id = ? AND d.paper_pk = ${pk} AND d.local_date <> ?)`
const standing = (pk: string) => `NOT EXISTS (SELECT 1 FROM paper w WHERE w.pk = ${pk} AND w.withdrawn_at IS NOT NULL)`
const unranked = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM score r WHERE r.ranking = 'attn' AND r.window = ? AND r.paper_pk = ${pk})`

/** The scores in the order of their index, no further than the limit and what was seen. */
function selectBest({ window, topics, subscriberId, localDate, limit }: CandidateQuery): Condition {
  const followed = `EXISTS (SELECT 1 FROM paper_topic t WHERE t.paper_pk = s.paper_pk AND t.topic_slug IN (SELECT value FROM json_each(?)))`
  return {
    sql: `SELECT s.paper_pk AS pk FROM score s WHERE s.ranking = 'attn' AND s.window = ? AND ${standing('s.paper_pk')}
      AND ${unseen('s.paper_pk')} ${topics.length ? `AND ${followed}` : ''}
      ORDER BY s.score DESC, s.published DESC, s.paper_pk DESC LIMIT ?`,
    args: [window, subscriberId ?? '', localDate, ...(topics.length ? [JSON.stringify(topics)] : []), limit],
  }
}

/** The newest by the index of each topic, and of those the newest: no list is read further than what is missing and what was seen of it. */
function selectRest({ window, topics, subscriberId, localDate, limit }: CandidateQuery): Condition {
  const missing = '? - (SELECT count(*) FROM best)'
  const args = [subscriberId ?? '', localDate, window, limit]
  const newest = (table: string, pk: string, where: string) =>
    `SELECT * FROM (SELECT ${pk} AS pk, published FROM ${table} x
       WHERE ${where} ${unseen(`x.${pk}`)} AND ${unranked(`x.${pk}`)} AND ${standing(`x.${pk}`)}
       ORDER BY published DESC, ${pk} DESC LIMIT ${missing})`
  const lists = topics.length
    ? topics.map(() => newest('paper_topic', 'paper_pk', 'topic_slug = ? AND')).join(' UNION ')
    : newest('paper', 'pk', '')
  return {
    sql: `SELECT pk FROM (${lists}) ORDER BY published DESC, pk DESC LIMIT ${missing}`,
    args: [...(topics.length ? topics.flatMap(topic => [topic, ...args]) : args), limit],
  }
}
