import { database } from '#lib/db'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { type CompiledQuery, compileQuery } from './feed-sql.ts'
import { countPapers, selectFound } from './found.ts'

/** How many of the papers found carry which topic, are of which year. Most frequent topics first, newest years first. */
export async function findFacets(query: FeedQuery, now: Date): Promise<Facets> {
  const { prisma } = await database()
  const compiled = compileQuery(query, now)
  if (!compiled.match && compiled.where.sql === '1') return findAllFacets()
  const { sql, args } = selectFound(query, compiled.where, await strictOrLoose(query, compiled))
  // The papers first, once; then what they carry. The planner would rather walk all topics of all papers.
  const found = `WITH found AS MATERIALIZED (${sql})`
  const topics = await prisma.$queryRawUnsafe<Count[]>(
    `${found} SELECT f.topic_slug AS name, count(*) AS count FROM found CROSS JOIN paper_topic f ON f.paper_pk = found.pk
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    ...args,
  )
  const years = await prisma.$queryRawUnsafe<Count[]>(
    `${found} SELECT substr(published, 1, 4) AS name, count(*) AS count FROM found WHERE published IS NOT NULL
     GROUP BY 1 ORDER BY 1 DESC`,
    ...args,
  )
  return { topics: topics.map(readTopicCount), years: years.map(readYearCount) }
}

export type Facets = { topics: { slug: string; count: number }[]; years: { year: number; count: number }[] }
type Count = { name: string; count: bigint | number }

const readTopicCount = ({ name, count }: Count) => ({ slug: name, count: Number(count) })
const readYearCount = ({ name, count }: Count) => ({ year: Number(name), count: Number(count) })

async function findAllFacets(): Promise<Facets> {
  const { prisma } = await database()
  const [topics, years] = [
    await prisma.topic.findMany({
      where: { paperCount: { gt: 0 } },
      orderBy: [{ paperCount: 'desc' }, { slug: 'asc' }],
    }),
    await prisma.paperYear.findMany({ where: { paperCount: { gt: 0 }, year: { not: '' } }, orderBy: { year: 'desc' } }),
  ]
  return {
    topics: topics.map(({ slug, paperCount }) => ({ slug, count: paperCount })),
    years: years.map(({ year, paperCount }) => ({ year: Number(year), count: paperCount })),
  }
}

async function strictOrLoose(query: FeedQuery, compiled: CompiledQuery): Promise<string | null> {
  if (!compiled.loose) return compiled.match
  return (await countPapers(query, compiled.where, compiled.match)) ? compiled.match : compiled.loose
}
