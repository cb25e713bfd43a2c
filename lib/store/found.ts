import { database } from '#lib/db'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import type { CompiledQuery, Condition } from './feed-sql.ts'
import { countByTopics } from './topic-counts.ts'

/** The papers that meet the conditions, as rows `pk, published`, by way of the search index or of a topic's where there is one. */
export async function selectFound(query: FeedQuery, compiled: CompiledQuery, match: string | null): Promise<Condition> {
  const select = 'SELECT p.pk, p.published FROM'
  const topic = await findRarestTopic(query)
  const papers = topic === null ? { sql: 'paper p', args: [] } : papersOf(query, topic)
  const where = topic === null ? compiled.where : compiled.whereWithin(topic)
  // CROSS JOIN is SQLite's way to say which table comes first: https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
  return match
    ? {
        sql: `${select} paper_fts CROSS JOIN ${papers.sql} WHERE paper_fts MATCH ? AND p.pk = paper_fts.rowid AND ${where.sql}`,
        args: [...papers.args, match, ...where.args],
      }
    : { sql: `${select} ${papers.sql} WHERE ${where.sql}`, args: [...papers.args, ...where.args] }
}

/** How many papers meet the conditions. */
export async function countPapers(query: FeedQuery, compiled: CompiledQuery, match: string | null): Promise<number> {
  const { where } = compiled
  if (match && where.sql === '1') return count('SELECT count(*) AS n FROM paper_fts WHERE paper_fts MATCH ?', [match])
  if (!match && where.sql === '1') return count('SELECT sum(paper_count) AS n FROM paper_year', [])
  const counted = match || !isByTopicsAlone(query, compiled) ? null : await countByTopics(query)
  if (counted !== null) return counted
  const found = await selectFound(query, compiled, match)
  return count(`SELECT count(*) AS n FROM (${found.sql})`, found.args)
}

/** Whether nothing but topics decides which papers are found, so that what is counted by topic serves. */
export function isByTopicsAlone(query: FeedQuery, { where }: CompiledQuery): boolean {
  // Every topic binds one value; anything else would bind more, or add a condition without a value.
  const topics = query.filters.filter(({ kind }) => kind === 'topic').length
  return query.filters.length === topics && query.clauses.length === 0 && where.args.length === topics
}

/** Of the topics that a query asks for the one that the fewest papers carry: the rest is looked for among those. Null without any. */
export async function findRarestTopic(query: FeedQuery): Promise<string | null> {
  const topics = topicsOf(query)
  if (topics.length < 2) return topics[0] ?? null
  const { prisma } = await database()
  const rows = await prisma.topic.findMany({
    where: { slug: { in: topics } },
    select: { slug: true, paperCount: true },
  })
  const counts = new Map(rows.map(({ slug, paperCount }) => [slug, paperCount]))
  return topics.reduce((rarest, slug) => ((counts.get(slug) ?? 0) < (counts.get(rarest) ?? 0) ? slug : rarest))
}

// Pages of the table of papers are large: where the key and the date are all that is asked of a paper, its topic knows them too.
function papersOf(query: FeedQuery, topic: string): Condition {
  return query.filters.some(({ kind }) => kind === 'code' || kind === 'id')
    ? {
        sql: '(SELECT paper_pk FROM paper_topic WHERE topic_slug = ?) d CROSS JOIN paper p ON p.pk = d.paper_pk',
        args: [topic],
      }
    : { sql: '(SELECT paper_pk AS pk, published FROM paper_topic WHERE topic_slug = ?) p', args: [topic] }
}

async function count(sql: string, args: Condition['args']): Promise<number> {
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<{ n: bigint | number | null }[]>(sql, ...args)
  return Number(rows[0]?.n ?? 0)
}
