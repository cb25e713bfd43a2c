import { database } from '#lib/db'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import type { CompiledQuery, Condition } from './feed-sql.ts'
import { countByTopics } from './topic-counts.ts'

/** The papers that meet the conditions, as rows `pk, published`, by way of the index of a topic where there is one. */
export async function selectFound(query: FeedQuery, compiled: CompiledQuery): Promise<Condition> {
  const select = 'SELECT p.pk, p.published FROM'
  const topic = await findRarestTopic(query)
  const papers = topic === null ? { sql: 'paper p', args: [] } : papersOf(query, topic)
  const where = topic === null ? compiled.where : compiled.whereWithin(topic)
  return { sql: `${select} ${papers.sql} WHERE ${where.sql}`, args: [...papers.args, ...where.args] }
}

/** How many papers meet the conditions. */
export async function countPapers(query: FeedQuery, compiled: CompiledQuery): Promise<number> {
  const { where } = compiled
  if (where.sql === '1') return count('SELECT sum(paper_count) AS n FROM paper_year', [])
  const counted = !isByTopicsAlone(query, compiled) ? null : await countByTopics(query)
  if (counted !== null) return counted
  const found = await selectFound(query, compiled)
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
