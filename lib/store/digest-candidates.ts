import { database } from '#lib/db'
import type { Window } from '#lib/domain/rank/signals'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'

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
 * The best papers for one reader: those that gained something in the window, best first, then the newest of all others. Never one that
 * its authors withdrew.
 */
export async function findDigestCandidates(query: CandidateQuery): Promise<FeedPaper[]> {
  const trending = await findTrending(query)
  const missing = query.limit - trending.length
  return missing > 0 ? [...trending, ...(await findNewest({ ...query, limit: missing }))] : trending
}

const unseen = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM delivered_paper d WHERE d.subscriber_id = ? AND d.paper_pk = ${pk} AND d.local_date <> ?)`
const standing = (pk: string) => `NOT EXISTS (SELECT 1 FROM paper w WHERE w.pk = ${pk} AND w.withdrawn_at IS NOT NULL)`
const unranked = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM score r WHERE r.ranking = 'attn' AND r.window = ? AND r.paper_pk = ${pk})`

async function findTrending({ window, topics, subscriberId, localDate, limit }: CandidateQuery): Promise<FeedPaper[]> {
  const followed = `EXISTS (SELECT 1 FROM paper_topic t WHERE t.paper_pk = s.paper_pk AND t.topic_slug IN (SELECT value FROM json_each(?)))`
  return findPapers(
    `SELECT ${FEED_COLUMNS} FROM score s JOIN paper p ON p.pk = s.paper_pk
     WHERE s.ranking = 'attn' AND s.window = ? AND p.withdrawn_at IS NULL AND ${unseen('s.paper_pk')} ${topics.length ? `AND ${followed}` : ''}
     ORDER BY s.score DESC, p.published DESC, p.pk DESC LIMIT ?`,
    [window, subscriberId ?? '', localDate, ...(topics.length ? [JSON.stringify(topics)] : []), limit],
  )
}

/** The newest by the index of each topic, and of those the newest: no list is read further than the limit and what was seen of it. */
async function findNewest({ window, topics, subscriberId, localDate, limit }: CandidateQuery): Promise<FeedPaper[]> {
  const args = [subscriberId ?? '', localDate, window, limit]
  const newest = (table: string, pk: string, where: string) =>
    `SELECT * FROM (SELECT ${pk} AS pk, published FROM ${table} x
       WHERE ${where} ${unseen(`x.${pk}`)} AND ${unranked(`x.${pk}`)} AND ${standing(`x.${pk}`)}
       ORDER BY published DESC, ${pk} DESC LIMIT ?)`
  const lists = topics.length
    ? topics.map(() => newest('paper_topic', 'paper_pk', 'topic_slug = ? AND')).join(' UNION ')
    : newest('paper', 'pk', '')
  return findPapers(
    `SELECT ${FEED_COLUMNS} FROM (${lists}) n JOIN paper p ON p.pk = n.pk LEFT JOIN score s ON s.ranking = 'attn' AND s.window = ? AND s.paper_pk = p.pk
     ORDER BY n.published DESC, n.pk DESC LIMIT ?`,
    [...(topics.length ? topics.flatMap(topic => [topic, ...args]) : args), window, limit],
  )
}

async function findPapers(sql: string, args: (string | number)[]): Promise<FeedPaper[]> {
  const { prisma } = await database()
  return (await prisma.$queryRawUnsafe<FeedRow[]>(sql, ...args)).map(readFeedPaper)
}
