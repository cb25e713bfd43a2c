import { database } from '#lib/db'
import { EVERYTHING } from '#lib/domain/query/feed-query'
import { parseText } from '#lib/domain/query/parse'
import type { Window } from '#lib/domain/rank/signals'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'
import { type Condition, compileQuery } from './feed-sql.ts'

/**
 * For whom papers are looked for. No topics and no searches mean all papers; what carries one of `excluded` is not for them. Papers that
 * the subscriber got on another date are left out; those of `localDate` are not, so that an issue tried again is the same issue. Without a
 * subscriber only the papers `without` are. `isFirst`: whether it is anybody's first issue, where that is not to be read from what was sent.
 */
export type CandidateQuery = {
  window: Window
  topics: string[]
  searches?: string[]
  excluded?: string[]
  subscriberId: string | null
  localDate: string
  limit: number
  without?: string[]
  isFirst?: boolean
}

/** A paper for a digest. `found`: which of the searches it fits, by number from 0. */
export type DigestPaper = FeedPaper & { found: number[] }

/**
 * The best papers for one reader: those that gained something in the window or are new, best first. The newest of all others follow only
 * where those would be a fair answer: in the first issue, so that it is not empty, and where nothing was seen to gain anything, so that there
 * is no ranking. On every other day fewer papers are the truth. Never one that its authors withdrew. One statement, so that it is all of one
 * ranking, whatever is written meanwhile.
 */
export async function findDigestCandidates(query: CandidateQuery): Promise<DigestPaper[]> {
  const { prisma } = await database()
  const { window, limit } = query
  const parts = [selectFound(query, true), selectBest(query), selectFound(query, false), selectRest(query)] as const
  const [found, best, foundElse, rest] = parts.map(({ sql }) => sql)
  const searches = (from: string) => `(SELECT json_group_array(w.search) FROM ${from} w WHERE w.pk = p.pk)`
  const rows = await prisma.$queryRawUnsafe<(FeedRow & { found: string })[]>(
    `WITH found AS MATERIALIZED (${found}), best AS MATERIALIZED (${best}),
       found_else AS MATERIALIZED (${foundElse}), rest AS MATERIALIZED (${rest})
     SELECT ${FEED_COLUMNS}, CASE f.part WHEN 0 THEN ${searches('found')} ELSE ${searches('found_else')} END AS found
     FROM (SELECT 0 AS part, pk FROM best UNION ALL SELECT 1, pk FROM rest) f
     JOIN paper p ON p.pk = f.pk LEFT JOIN score s ON s.ranking = 'attn' AND s.window = ? AND s.paper_pk = p.pk
     ORDER BY f.part, s.score DESC, coalesce(s.published, p.published) DESC, p.pk DESC LIMIT ?`,
    ...parts.flatMap(({ args }) => args),
    ...[window, limit],
  )
  return rows.map(row => ({ ...readFeedPaper(row), found: JSON.parse(row.found) }))
}

const unseen = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM delivered_paper d WHERE d.subscriber_id = ? AND d.paper_pk = ${pk} AND d.local_date <> ?)`
const standing = (pk: string) =>
  `EXISTS (SELECT 1 FROM paper w WHERE w.pk = ${pk} AND w.withdrawn_at IS NULL AND w.id NOT IN (SELECT value FROM json_each(?)))`
const wanted = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM paper_topic e WHERE e.paper_pk = ${pk} AND e.topic_slug IN (SELECT value FROM json_each(?)))`
const unranked = (pk: string) =>
  `NOT EXISTS (SELECT 1 FROM score r WHERE r.ranking = 'attn' AND r.window = ? AND r.paper_pk = ${pk})`

/** For a query without a window of time. */
const ANY_TIME = new Date(0)

/**
 * The papers of each search, all its words in them, as rows `search, pk`: of those with a score in the window, which a digest asks for every
 * day, or of all, which is only read where there are not enough of them.
 */
function selectFound({ searches = [], window }: CandidateQuery, isScored: boolean): Condition {
  const selects = searches.map((text, number) => {
    const { match, where } = compileQuery({ ...EVERYTHING, ...parseText(text), window: 'all' }, ANY_TIME)
    const pk = match ? 'paper_fts.rowid' : 'p.pk'
    const tables = [
      match ? 'paper_fts' : 'paper p',
      isScored && `score s ON s.ranking = 'attn' AND s.window = ? AND s.paper_pk = ${pk}`,
      // Not where the index alone answers: a look at every paper found costs more than finding it.
      match && where.sql !== '1' && `paper p ON p.pk = ${pk}`,
    ]
    return {
      sql: `SELECT ${number} AS search, ${pk} AS pk FROM ${tables.filter(Boolean).join(' CROSS JOIN ')}
        WHERE ${match ? 'paper_fts MATCH ? AND ' : ''}${where.sql}`,
      args: [...(isScored ? [window] : []), ...(match ? [match] : []), ...where.args],
    }
  })
  return {
    sql: selects.map(({ sql }) => sql).join(' UNION ALL ') || 'SELECT 0 AS search, 0 AS pk WHERE false',
    args: selects.flatMap(({ args }) => args),
  }
}

/** The scores in the order of their index, no further than the limit and what was seen. */
function selectBest(query: CandidateQuery): Condition {
  const { window, topics, searches = [], excluded = [], without = [], subscriberId, localDate, limit } = query
  const followed = [
    topics.length &&
      'EXISTS (SELECT 1 FROM paper_topic t WHERE t.paper_pk = s.paper_pk AND t.topic_slug IN (SELECT value FROM json_each(?)))',
    searches.length && 's.paper_pk IN (SELECT pk FROM found)',
  ].filter(Boolean)
  return {
    sql: `SELECT s.paper_pk AS pk FROM score s WHERE s.ranking = 'attn' AND s.window = ? AND ${standing('s.paper_pk')}
      AND ${unseen('s.paper_pk')} AND ${wanted('s.paper_pk')} ${followed.length ? `AND (${followed.join(' OR ')})` : ''}
      ORDER BY s.score DESC, s.published DESC, s.paper_pk DESC LIMIT ?`,
    args: [
      ...[window, JSON.stringify(without), subscriberId ?? '', localDate, JSON.stringify(excluded)],
      ...(topics.length ? [JSON.stringify(topics)] : []),
      limit,
    ],
  }
}

/** The newest by the index of each topic, and of those the newest: no list is read further than what is missing and what was seen of it. */
function selectRest(query: CandidateQuery): Condition {
  const { topics, searches = [], excluded = [], without = [], subscriberId, localDate } = query
  const reader = [subscriberId ?? '', localDate]
  const isFirst =
    query.isFirst === undefined
      ? {
          sql: 'NOT EXISTS (SELECT 1 FROM delivered_paper d WHERE d.subscriber_id = ? AND d.local_date <> ?)',
          args: reader,
        }
      : { sql: String(query.isFirst), args: [] }
  const fair = `(${isFirst.sql} OR NOT EXISTS (SELECT 1 FROM standing g WHERE g.ranking = 'attn' AND g.gained > 0))`
  const missing = `iif(${fair}, ? - (SELECT count(*) FROM best), 0)`
  const missingArgs = [...isFirst.args, query.limit]
  const args = [...reader, query.window, JSON.stringify(without), JSON.stringify(excluded), ...missingArgs]
  const newest = (table: string, pk: string, where: string) =>
    `SELECT * FROM (SELECT ${pk} AS pk, published FROM ${table} x
       WHERE ${where} ${unseen(`x.${pk}`)} AND ${unranked(`x.${pk}`)} AND ${standing(`x.${pk}`)} AND ${wanted(`x.${pk}`)}
       ORDER BY published DESC, ${pk} DESC LIMIT ${missing})`
  const lists = [
    ...topics.map(topic => ({ sql: newest('paper_topic', 'paper_pk', 'topic_slug = ? AND'), args: [topic, ...args] })),
    ...(searches.length
      ? [{ sql: newest('(SELECT pk, published FROM paper WHERE pk IN (SELECT pk FROM found_else))', 'pk', ''), args }]
      : []),
    ...(topics.length + searches.length ? [] : [{ sql: newest('paper', 'pk', ''), args }]),
  ]
  return {
    sql: `SELECT pk FROM (${lists.map(({ sql }) => sql).join(' UNION ')}) ORDER BY published DESC, pk DESC LIMIT ${missing}`,
    args: [...lists.flatMap(each => each.args), ...missingArgs],
  }
}
