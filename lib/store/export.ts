import { database } from '#lib/db'
import { findCorrections } from './corrections.ts'
import { readPaper } from './feed-paper.ts'
import { readPreferences } from './subscription-row.ts'

/** One thing of an export: its kind and its fields. */
export type ExportedThing = {
  kind:
    | 'paper'
    | 'correction'
    | 'signal'
    | 'suppression'
    | 'subscriber'
    | 'delivery'
    | 'delivered'
    | 'issue'
    | 'published'
} & Record<string, unknown>

/** How many rows are read at a time: enough to be quick, few enough to stay small. */
const PAGE = 500

/**
 * Everything that a reader or an operator owns, one thing after the other, page by page along each table's key, so that memory
 * stays flat at any size. An import takes all of it.
 */
export async function* findEverything(): AsyncGenerator<ExportedThing> {
  yield* findPapers()
  yield* findTopicCorrections()
  yield* findSignals()
  yield* findSuppressions()
  yield* findSubscribers()
  yield* findDeliveries()
  yield* findDelivered()
  yield* findIssues()
  yield* findPublishedPapers()
}

type PaperRow = Parameters<typeof readPaper>[0] & { pk: number; aliases: string; topics: string }

async function* findPapers(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages<PaperRow, [number]>(
    [0],
    ([pk]) => prisma.$queryRaw`
      SELECT p.*, (SELECT json_group_array(id) FROM paper_alias WHERE paper_pk = p.pk) AS aliases,
        (SELECT json_group_array(topic_slug) FROM paper_topic WHERE paper_pk = p.pk) AS topics
      FROM paper p WHERE p.pk > ${pk} ORDER BY p.pk LIMIT ${PAGE}`,
    row => [Number(row.pk)],
  )
  for await (const row of rows)
    yield { kind: 'paper', ...readPaper(row), aliases: JSON.parse(row.aliases), topics: JSON.parse(row.topics) }
}

async function* findTopicCorrections(): AsyncGenerator<ExportedThing> {
  // By hand, one by one: there are never many.
  for (const { id, topic, change, correctedAt } of await findCorrections())
    yield { kind: 'correction', id, topic, change, correctedAt }
}

type SignalRow = { arxivId: string; signal: string; observed_at: Date; value: number | bigint }

async function* findSignals(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages<SignalRow, [string, string, Date]>(
    ['', '', new Date(0)],
    ([arxivId, signal, at]) => prisma.$queryRaw`
      SELECT arxiv_id AS arxivId, signal, observed_at, value FROM observation
      WHERE (arxiv_id, signal, observed_at) > (${arxivId}, ${signal}, ${at})
      ORDER BY arxiv_id, signal, observed_at LIMIT ${PAGE}`,
    row => [row.arxivId, row.signal, row.observed_at],
  )
  for await (const { arxivId, signal, observed_at, value } of rows)
    yield { kind: 'signal', arxivId, observedAt: observed_at, [signal]: Number(value) }
}

async function* findSuppressions(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages(
    [''],
    ([emailHash]) =>
      prisma.suppression.findMany({
        where: { emailHash: { gt: emailHash } },
        orderBy: { emailHash: 'asc' },
        take: PAGE,
      }),
    row => [row.emailHash],
  )
  for await (const row of rows) yield { kind: 'suppression', ...row }
}

async function* findSubscribers(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages(
    [''],
    ([id]) =>
      prisma.subscriber.findMany({
        where: { id: { gt: id } },
        include: { topics: true },
        orderBy: { id: 'asc' },
        take: PAGE,
      }),
    row => [row.id],
  )
  for await (const row of rows) yield { kind: 'subscriber', ...row, ...readPreferences(row) }
}

async function* findDeliveries(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages(
    ['', ''],
    ([subscriberId, localDate]) =>
      prisma.delivery.findMany({
        where: { OR: [{ subscriberId, localDate: { gt: localDate } }, { subscriberId: { gt: subscriberId } }] },
        orderBy: [{ subscriberId: 'asc' }, { localDate: 'asc' }],
        take: PAGE,
      }),
    row => [row.subscriberId, row.localDate],
  )
  for await (const { leaseUntil: _, claimedBy: __, ...row } of rows) yield { kind: 'delivery', ...row }
}

type DeliveredRow = { subscriberId: string; localDate: string; paperId: string; pk: number | bigint }

async function* findDelivered(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages<DeliveredRow, [string, number]>(
    ['', 0],
    ([subscriberId, pk]) => prisma.$queryRaw`
      SELECT d.subscriber_id AS subscriberId, d.local_date AS localDate, p.id AS paperId, d.paper_pk AS pk
      FROM delivered_paper d JOIN paper p ON p.pk = d.paper_pk
      WHERE (d.subscriber_id, d.paper_pk) > (${subscriberId}, ${pk})
      ORDER BY d.subscriber_id, d.paper_pk LIMIT ${PAGE}`,
    row => [row.subscriberId, Number(row.pk)],
  )
  for await (const { subscriberId, localDate, paperId } of rows)
    yield { kind: 'delivered', subscriberId, localDate, paperId }
}

async function* findIssues(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages(
    ['', ''],
    ([date, topic]) =>
      prisma.issue.findMany({
        where: { OR: [{ date, topic: { gt: topic } }, { date: { gt: date } }] },
        orderBy: [{ date: 'asc' }, { topic: 'asc' }],
        take: PAGE,
      }),
    row => [row.date, row.topic],
  )
  for await (const { papers, ...row } of rows) yield { kind: 'issue', ...row, papers: JSON.parse(papers) }
}

async function* findPublishedPapers(): AsyncGenerator<ExportedThing> {
  const { prisma } = await database()
  const rows = readPages(
    ['', ''],
    ([date, paperId]) =>
      prisma.issuePaper.findMany({
        where: { OR: [{ date, paperId: { gt: paperId } }, { date: { gt: date } }] },
        orderBy: [{ date: 'asc' }, { paperId: 'asc' }],
        take: PAGE,
      }),
    row => [row.date, row.paperId],
  )
  for await (const { date, data } of rows) yield { kind: 'published', date, ...JSON.parse(data) }
}

async function* readPages<Row, Key>(
  first: Key,
  find: (after: Key) => PromiseLike<Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<Row> {
  for (let after = first; ; ) {
    const rows = await find(after)
    yield* rows
    if (rows.length < PAGE) return
    after = keyOf(rows.at(-1)!)
  }
}
