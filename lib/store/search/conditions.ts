import { database } from '#lib/db'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { windowMs } from '#lib/domain/rank/window'
import type { Conditions } from '#lib/search/filters'

/** What the papers of a query have to be, beside having its words. */
export async function findConditions(query: FeedQuery, now: Date): Promise<Conditions> {
  const { filters } = query
  return { filters, since: sinceOf(query, now), pks: await findPks(filters.flatMap(idsOf)) }
}

const idsOf = (filter: FeedQuery['filters'][number]) => (filter.kind === 'id' ? [filter.value] : [])

/** A list by date or by words is limited to papers of the window; a ranking's window is the span of its gains. */
const sinceOf = (query: FeedQuery, now: Date): string | null =>
  (query.sort === 'new' || query.sort === 'relevance') && query.window !== 'all'
    ? new Date(now.getTime() - windowMs(query.window)).toISOString().slice(0, 10)
    : null

async function findPks(ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { prisma } = await database()
  const papers = await prisma.paper.findMany({ where: { id: { in: ids } }, select: { id: true, pk: true } })
  return new Map(papers.map(({ id, pk }) => [id, pk]))
}
