import { database } from '#lib/db'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import type { RankingName } from '#lib/domain/rank/rankings'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'
import type { Condition } from './feed-sql.ts'

/** Whose order a query asks for. What gained most is counted the same way whoever ranks. */
export const rankingOf = (query: FeedQuery): RankingName => (query.sort === 'top' ? 'attn' : (query.ranking ?? 'attn'))

/**
 * A page of a ranking: the papers with a score, best first, then all others, newest first: nothing is ever left out. One statement, so that
 * it is all of one ranking, whatever is written meanwhile.
 */
export async function findRankedPage(
  query: FeedQuery,
  where: Condition,
  limit: number,
  offset: number,
): Promise<FeedPaper[]> {
  const { prisma } = await database()
  const of = [rankingOf(query), query.window]
  const by = query.sort === 'top' ? 's.gain' : 's.score'
  // CROSS JOIN: the scores first, in the order of their index, and no further than the page.
  const scored = `FROM score s ${where.sql === '1' ? '' : 'CROSS JOIN paper p ON p.pk = s.paper_pk '}WHERE s.ranking = ? AND s.window = ? AND ${where.sql}`
  const [topic] = topicsOf(query)
  const others = topic ? 'paper_topic d CROSS JOIN paper p ON p.pk = d.paper_pk' : 'paper p'
  const newest = topic ? 'd.published DESC, d.paper_pk DESC' : 'p.published DESC, p.pk DESC'
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `WITH best AS MATERIALIZED (
       SELECT s.paper_pk AS pk ${scored} ORDER BY ${by} DESC, s.published DESC, s.paper_pk DESC LIMIT ? OFFSET ?
     ), rest AS MATERIALIZED (
       SELECT p.pk FROM ${others} WHERE ${topic ? 'd.topic_slug = ? AND ' : ''}${where.sql}
         AND NOT EXISTS (SELECT 1 FROM score x WHERE x.ranking = ? AND x.window = ? AND x.paper_pk = p.pk)
       ORDER BY ${newest} LIMIT ? - (SELECT count(*) FROM best) OFFSET max(0, ? - (SELECT count(*) ${scored}))
     )
     SELECT ${FEED_COLUMNS} FROM (SELECT 0 AS part, pk FROM best UNION ALL SELECT 1, pk FROM rest) f
     JOIN paper p ON p.pk = f.pk LEFT JOIN score s ON s.ranking = ? AND s.window = ? AND s.paper_pk = p.pk
     ORDER BY f.part, ${by} DESC, coalesce(s.published, p.published) DESC, p.pk DESC`,
    ...[...of, ...where.args, limit, offset],
    ...[...(topic ? [topic] : []), ...where.args, ...of, limit, offset, ...of, ...where.args],
    ...of,
  )
  return rows.map(readFeedPaper)
}

/** Whether anything was gained in the window, so that its ranking is one. */
export async function isRanked(query: FeedQuery): Promise<boolean> {
  const { read } = await database()
  const { rows } = await read('SELECT 1 FROM standing WHERE ranking = ? AND "window" = ? AND gained > 0', [
    rankingOf(query),
    query.window,
  ])
  return rows.length > 0
}
