import { database } from '#lib/db'
import type { Highlights } from '#lib/domain/feed/channel'
import { asksWords, type FeedQuery } from '#lib/domain/query/feed-query'
import { highlight } from '#lib/search/highlight'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'
import { findRankedPage, isRanked, rankingOf } from './feed-ranked.ts'
import { type Condition, compileQuery } from './feed-sql.ts'
import { countPapers, findRarestTopic } from './found.ts'
import { heldIndex } from './search/held.ts'
import { searchWords } from './search/search-words.ts'

/** How many papers a page shows. */
export const PAGE_SIZE = 20

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
  const offset = (query.page - 1) * limit
  const { turns } = await heldIndex()
  const found = asksWords(query)
    ? await turns.take(() => findByWords(query, limit, offset, now))
    : await findByFilters(query, limit, offset, now)
  return {
    ...found,
    pages: Math.max(1, Math.ceil(found.total / limit)),
    partial: found.complete === 0 && found.total > 0,
    ranked: await isRanked(query),
  }
}

type Found = Pick<Feed, 'total' | 'complete' | 'papers'>

async function findByWords(query: FeedQuery, limit: number, offset: number, now: Date): Promise<Found> {
  const { total, complete, papers, plan } = await findHits(query, limit, offset, now)
  const marked = papers.map(paper => ({ ...paper, highlights: highlight(plan, paper.title, paper.abstract) }))
  return { total, complete, papers: marked }
}

/** Papers that the words of a query find, without a mark on them; `plan` is what the words were taken for. */
export async function findHits(query: FeedQuery, limit: number, offset: number, now: Date) {
  const { total, complete, hits, plan } = await searchWords(query, offset + limit, now)
  const partial = new Map(hits.slice(offset, offset + limit).map(hit => [hit.pk, hit.partial]))
  const papers = await readPage(query, [...partial.keys()])
  return { total, complete, plan, papers: papers.map(paper => ({ ...paper, partial: partial.get(paper.pk)! })) }
}

/** Papers by their keys, in that order. */
async function readPage(query: FeedQuery, pks: number[]): Promise<FeedPaper[]> {
  if (pks.length === 0) return []
  const { read } = await database()
  const { rows } = await read(
    `SELECT ${FEED_COLUMNS} FROM json_each(?) e CROSS JOIN paper p ON p.pk = e.value
     LEFT JOIN score s ON s.ranking = ? AND s.window = ? AND s.paper_pk = p.pk ORDER BY e.key`,
    [JSON.stringify(pks), rankingOf(query), query.window],
  )
  return rows.map(row => readFeedPaper(row as unknown as FeedRow))
}

async function findByFilters(query: FeedQuery, limit: number, offset: number, now: Date): Promise<Found> {
  const compiled = compileQuery(query, now)
  const total = await countPapers(query, compiled)
  const find = query.sort === 'new' ? findNewest : findRankedPage
  const papers = offset >= total ? [] : await find(query, compiled.where, limit, offset)
  return { total, complete: total, papers: papers.map(paper => ({ ...paper, partial: false, highlights: null })) }
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
