import { database } from '#lib/db'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import type { Condition } from './feed-sql.ts'

/** The papers that meet the conditions, as rows `pk, published`, by way of the search index or of a topic's where there is one. */
export function selectFound(query: FeedQuery, where: Condition, match: string | null): Condition {
  const [topic] = topicsOf(query)
  const select = 'SELECT p.pk, p.published FROM'
  if (match) {
    const sql = `${select} paper_fts CROSS JOIN paper p ON p.pk = paper_fts.rowid WHERE paper_fts MATCH ? AND ${where.sql}`
    return { sql, args: [match, ...where.args] }
  }
  if (topic) {
    // CROSS JOIN is SQLite's way to say which table comes first: https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join
    const sql = `${select} paper_topic d CROSS JOIN paper p ON p.pk = d.paper_pk WHERE d.topic_slug = ? AND ${where.sql}`
    return { sql, args: [topic, ...where.args] }
  }
  return { sql: `${select} paper p WHERE ${where.sql}`, args: where.args }
}

/** How many papers meet the conditions. */
export async function countPapers(query: FeedQuery, where: Condition, match: string | null): Promise<number> {
  if (match && where.sql === '1') return count('SELECT count(*) AS n FROM paper_fts WHERE paper_fts MATCH ?', [match])
  if (!match && where.sql === '1') return count('SELECT sum(paper_count) AS n FROM paper_year', [])
  const found = selectFound(query, where, match)
  return count(`SELECT count(*) AS n FROM (${found.sql})`, found.args)
}

async function count(sql: string, args: Condition['args']): Promise<number> {
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<{ n: bigint | number | null }[]>(sql, ...args)
  return Number(rows[0]?.n ?? 0)
}
