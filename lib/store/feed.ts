import { database } from '#lib/db'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'
import { findRankedPage, isRanked, rankingOf } from './feed-ranked.ts'
import { type Condition, compileQuery } from './feed-sql.ts'
import { countPapers, findRarestTopic } from './found.ts'
import { findHighlights, type Highlights } from './highlights.ts'

/** How many papers a page shows. */
export const PAGE_SIZE = 20

/** Title above authors above abstract. */
const RANK = 'bm25(paper_fts, 8.0, 1.0, 3.0)'

/**
 * One page of a feed. `complete`: how many of the papers have all the words, which come before the others. `partial`: none has, these have
 * some. `ranked`: something was gained in the window, so that a ranking is one; otherwise it is the newest papers.
 */
export type Feed = {
  total: number
  complete: number
  pages: number
  papers: (FeedPaper & { partial: boolean; highlights: Highlights | null })[]
  partial: boolean
  ranked: boolean
}

/** The papers that a query asks for, `limit` a page. A page past the end is empty and still tells the total. */
export async function findFeed(query: FeedQuery, limit: number, now: Date): Promise<Feed> {
  const compiled = compileQuery(query, now)
  let total = await countPapers(query, compiled, compiled.match)
  let match = compiled.match
  const complete = total
  const partial = total === 0 && compiled.loose !== null
  if (partial) {
    match = compiled.loose
    total = await countPapers(query, compiled, match)
  }
  const offset = (query.page - 1) * limit
  const page = offset >= total ? [] : await findPage(query, compiled.where, match, limit, offset)
  const highlights = match && page.length ? await findHighlights(match, page) : null
  return {
    total,
    complete,
    pages: Math.max(1, Math.ceil(total / limit)),
    papers: page.map(paper => ({ ...paper, partial, highlights: highlights?.get(paper.pk) ?? null })),
    partial: partial && total > 0,
    ranked: await isRanked(query),
  }
}

async function findPage(
  query: FeedQuery,
  where: Condition,
  match: string | null,
  limit: number,
  offset: number,
): Promise<FeedPaper[]> {
  if (match) return findMatches(query, where, match, limit, offset)
  if (query.sort === 'new') return findNewest(query, where, limit, offset)
  return findRankedPage(query, where, limit, offset)
}

async function findMatches(
  query: FeedQuery,
  where: Condition,
  match: string,
  limit: number,
  offset: number,
): Promise<FeedPaper[]> {
  const { prisma } = await database()
  const order = {
    relevance: `${RANK}, p.published DESC, p.pk DESC`,
    new: 'p.published DESC, p.pk DESC',
    trending: `coalesce(s.score, 0) DESC, p.published DESC, p.pk DESC`,
    top: `coalesce(s.gain, 0) DESC, p.published DESC, p.pk DESC`,
  }[query.sort]
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `SELECT ${FEED_COLUMNS} FROM (
       SELECT p.pk AS found FROM paper_fts JOIN paper p ON p.pk = paper_fts.rowid
       LEFT JOIN score s ON s.ranking = ? AND s.window = ? AND s.paper_pk = p.pk
       WHERE paper_fts MATCH ? AND ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?
     ) JOIN paper p ON p.pk = found LEFT JOIN score s ON s.ranking = ? AND s.window = ? AND s.paper_pk = p.pk`,
    rankingOf(query),
    query.window,
    match,
    ...where.args,
    limit,
    offset,
    rankingOf(query),
    query.window,
  )
  return rows.map(readFeedPaper)
}

async function findNewest(query: FeedQuery, where: Condition, limit: number, offset: number): Promise<FeedPaper[]> {
  const { prisma } = await database()
  // The index of the topic, in order of date, when there is one to follow; else that of all papers.
  const topic = await findRarestTopic(query)
  const from = topic ? 'paper_topic d JOIN paper p ON p.pk = d.paper_pk' : 'paper p'
  const order = topic ? 'd.published DESC, d.paper_pk DESC' : 'p.published DESC, p.pk DESC'
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `SELECT ${FEED_COLUMNS} FROM ${from} LEFT JOIN score s ON s.ranking = ? AND s.window = ? AND s.paper_pk = p.pk
     WHERE ${topic ? 'd.topic_slug = ? AND ' : ''}${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
    rankingOf(query),
    query.window,
    ...(topic ? [topic] : []),
    ...where.args,
    limit,
    offset,
  )
  return rows.map(readFeedPaper)
}
