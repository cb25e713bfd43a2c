import { database } from '#lib/db'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'

/**
 * How many papers a query of topics alone finds, from what is counted already: of one topic or two, of all papers but those of one or two,
 * of one topic without another. Null for more of them.
 */
export async function countByTopics(query: FeedQuery): Promise<number | null> {
  const [wanted, unwanted] = [topicsOf(query), topicsOf(query, true)]
  if (wanted.length + unwanted.length > 2) return null
  if (wanted.some(slug => unwanted.includes(slug))) return 0
  const [first, second] = [...wanted, ...unwanted]
  const one = await countTopic(first!)
  const together = second === undefined ? 0 : await countPair(first!, second)
  switch (`${wanted.length}-${unwanted.length}`) {
    case '1-0':
      return one
    case '2-0':
      return together
    case '1-1':
      return one - together
    case '0-1':
      return (await countAll()) - one
    default:
      return (await countAll()) - one - (await countTopic(second!)) + together
  }
}

/** How many papers of a topic carry each topic, itself among them. */
export async function countWithin(slug: string): Promise<Map<string, number>> {
  const { prisma } = await database()
  const rows = await prisma.topicPair.findMany({ where: { topicSlug: slug, paperCount: { gt: 0 } } })
  return new Map([[slug, await countTopic(slug)], ...rows.map(row => [row.otherSlug, row.paperCount] as const)])
}

/** How many papers are of each year; those without a date are under none. */
export async function countYears(): Promise<Map<string, number>> {
  const { prisma } = await database()
  const rows = await prisma.paperYear.findMany({ where: { paperCount: { gt: 0 }, year: { not: '' } } })
  return new Map(rows.map(({ year, paperCount }) => [year, paperCount]))
}

async function countTopic(slug: string): Promise<number> {
  const { prisma } = await database()
  return (await prisma.topic.findUnique({ where: { slug } }))?.paperCount ?? 0
}

async function countPair(topicSlug: string, otherSlug: string): Promise<number> {
  const { prisma } = await database()
  const pair = await prisma.topicPair.findUnique({ where: { topicSlug_otherSlug: { topicSlug, otherSlug } } })
  return pair?.paperCount ?? 0
}

async function countAll(): Promise<number> {
  const { prisma } = await database()
  return (await prisma.paperYear.aggregate({ _sum: { paperCount: true } }))._sum.paperCount ?? 0
}
