import { database } from '#lib/db'
import { NO_REPEAT_DAYS, type PublicIssue, type PublishedPaper } from '#lib/domain/digest/public-issue'
import { addDays } from '#lib/domain/schedule/zone'

/** A date's issue in a list: how many papers it has, and the titles of the first three. */
export type ListedIssue = { date: string; madeAt: Date; count: number; titles: string[] }

/** A public issue of a topic ('' is all of them), or null where none was made on that date. A topic that was quiet has one without papers. */
export async function findIssue(date: string, topic = ''): Promise<PublicIssue | null> {
  const { prisma } = await database()
  const day = await prisma.issue.findUnique({ where: { date_topic: { date, topic: '' } } })
  if (!day) return null
  const row = topic === '' ? day : await prisma.issue.findUnique({ where: { date_topic: { date, topic } } })
  const { madeAt, freshness } = day
  const ids: string[] = row ? JSON.parse(row.papers) : []
  const rows = await prisma.issuePaper.findMany({ where: { date, paperId: { in: ids } } })
  const papers = new Map(rows.map(({ paperId, data }) => [paperId, JSON.parse(data) as PublishedPaper]))
  return { date, topic, madeAt, freshness, papers: ids.flatMap(id => papers.get(id) ?? []) }
}

/** The newest issues of a topic ('' is all of them), whole, newest first, for a feed. */
export async function findNewestIssues(topic: string, limit: number): Promise<PublicIssue[]> {
  const { prisma } = await database()
  const rows = await prisma.issue.findMany({
    where: { topic },
    select: { date: true },
    orderBy: { date: 'desc' },
    take: limit,
  })
  const issues = await Promise.all(rows.map(({ date }) => findIssue(date, topic)))
  return issues.filter(issue => issue !== null)
}

/** A page of the dates that have an issue, newest first, and whether older ones follow. */
export async function findIssueDates(before: string, limit: number): Promise<{ issues: ListedIssue[]; more: boolean }> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<{ date: string; madeAt: Date; count: number | bigint; titles: string }[]>`
    SELECT i.date, i.made_at AS madeAt, json_array_length(i.papers) AS count,
      (SELECT json_group_array(p.data ->> 'title') FROM json_each(i.papers) j
       JOIN issue_paper p ON p.date = i.date AND p.paper_id = j.value WHERE j.key < 3) AS titles
    FROM issue i WHERE i.topic = '' AND i.date < ${before} ORDER BY i.date DESC LIMIT ${limit + 1}`
  const issues = rows.slice(0, limit).map(({ date, madeAt, count, titles }) => ({
    date,
    madeAt: new Date(madeAt),
    count: Number(count),
    titles: JSON.parse(titles),
  }))
  return { issues, more: rows.length > limit }
}

/** The dates nearest to one that have an issue, before and after it. */
export async function findNeighbours(date: string): Promise<{ before: string | null; after: string | null }> {
  const { prisma } = await database()
  const [row] = await prisma.$queryRaw<{ before: string | null; after: string | null }[]>`
    SELECT (SELECT max(date) FROM issue WHERE topic = '' AND date < ${date}) AS "before",
      (SELECT min(date) FROM issue WHERE topic = '' AND date > ${date}) AS "after"`
  return row!
}

/** The issues that a paper was in, under whatever id it had, newest first: one a date, that of all topics before that of one. */
export async function findIssuesOf(pk: number, limit: number): Promise<{ date: string; topic: string }[]> {
  const { prisma } = await database()
  return prisma.$queryRaw<{ date: string; topic: string }[]>`
    SELECT i.date, min(i.topic) AS topic FROM issue_paper p JOIN issue i ON i.date = p.date
    WHERE p.paper_id IN (SELECT id FROM paper WHERE pk = ${pk} UNION SELECT id FROM paper_alias WHERE paper_pk = ${pk})
      AND EXISTS (SELECT 1 FROM json_each(i.papers) j WHERE j.value = p.paper_id)
    GROUP BY i.date ORDER BY i.date DESC LIMIT ${limit}`
}

/** The topics that had papers on a date, with how many. */
export async function findIssueTopics(date: string): Promise<{ slug: string; count: number }[]> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<{ slug: string; count: number | bigint }[]>`
    SELECT topic AS slug, json_array_length(papers) AS count FROM issue WHERE date = ${date} AND topic <> '' ORDER BY topic`
  return rows.map(({ slug, count }) => ({ slug, count: Number(count) }))
}

/** The ids of the papers that were in the issues of the sixty days before a date, by topic. */
export async function findPublished(date: string): Promise<Map<string, Set<string>>> {
  const { prisma } = await database()
  const rows = await prisma.issue.findMany({
    where: { date: { gte: addDays(date, -NO_REPEAT_DAYS), lt: date } },
    select: { topic: true, papers: true },
  })
  const published = new Map<string, Set<string>>()
  for (const { topic, papers } of rows)
    published.set(topic, new Set([...(published.get(topic) ?? []), ...(JSON.parse(papers) as string[])]))
  return published
}

/** When the first paper of all was seen here, or null. */
export async function findFirstSeen(): Promise<Date | null> {
  const { prisma } = await database()
  return (await prisma.paper.aggregate({ _min: { firstSeenAt: true } }))._min.firstSeenAt
}

/** When papers were ranked last, or null. */
export async function findRankedAt(): Promise<Date | null> {
  const { prisma } = await database()
  const row = await prisma.standing.findUnique({ where: { ranking_window: { ranking: 'attn', window: 'day' } } })
  return row?.rankedAt ?? null
}

/**
 * Saves the issues of a date, all of them or none: whoever comes second finds them made and changes nothing. True for whoever made them.
 */
export async function saveIssues(
  date: string,
  issues: { topic: string; papers: PublishedPaper[] }[],
  freshness: string,
  now: Date,
): Promise<boolean> {
  const { transact } = await database()
  const papers = new Map(issues.flatMap(issue => issue.papers.map(paper => [paper.id, paper] as const)))
  const isNew = `NOT EXISTS (SELECT 1 FROM issue WHERE date = ?1 AND topic = '')`
  const [, saved] = await transact([
    {
      sql: `INSERT INTO issue_paper SELECT ?1, p.key, p.value FROM json_each(?2) p WHERE ${isNew}`,
      args: [date, JSON.stringify(Object.fromEntries(papers))],
    },
    {
      sql: `INSERT INTO issue SELECT ?1, i.value ->> 'topic', ?3, ?4, i.value ->> 'ids' FROM json_each(?2) i WHERE ${isNew}`,
      args: [
        date,
        JSON.stringify(issues.map(({ topic, papers }) => ({ topic, ids: papers.map(({ id }) => id) }))),
        now.getTime(),
        freshness,
      ],
    },
  ])
  return saved!.rowsAffected > 0
}
