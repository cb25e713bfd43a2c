import { database } from '#lib/db'

/** How many papers carry each topic; a topic that no paper carries is absent. */
export async function countTopics(): Promise<Map<string, number>> {
  const { prisma } = await database()
  const rows = await prisma.topic.findMany({ where: { paperCount: { gt: 0 } } })
  return new Map(rows.map(({ slug, paperCount }) => [slug, paperCount]))
}
