import { database } from '#lib/db'
import { isSignal, type Signal, type Window } from '#lib/domain/rank/signals'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'

export type FoundPaper = {
  kind: 'found'
  paper: FeedPaper
  /** The topics with the words that earned them. */
  reasons: { slug: string; words: string[] }[]
  /** The latest observation of each signal. */
  signals: { signal: Signal; value: number; observedAt: Date }[]
}

/** A paper by its id with its standing in a window; `moved` when it has another id by now; null when there is none. */
export async function findPaper(
  id: string,
  window: Window = 'week',
): Promise<FoundPaper | { kind: 'moved'; to: string } | null> {
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `SELECT ${FEED_COLUMNS} FROM paper p LEFT JOIN score s ON s.ranking = 'attn' AND s.window = ? AND s.paper_pk = p.pk WHERE p.id = ?`,
    window,
    id,
  )
  if (!rows[0]) {
    const alias = await prisma.paperAlias.findUnique({ where: { id }, select: { paper: { select: { id: true } } } })
    return alias ? { kind: 'moved', to: alias.paper.id } : null
  }
  const paper = readFeedPaper(rows[0])
  const topics = await prisma.paperTopic.findMany({ where: { paperPk: paper.pk }, orderBy: { topicSlug: 'asc' } })
  return {
    kind: 'found',
    paper,
    reasons: topics.map(({ topicSlug, reason }) => ({ slug: topicSlug, words: JSON.parse(reason) })),
    signals: paper.arxivId ? await findLatestSignals(paper.arxivId) : [],
  }
}

async function findLatestSignals(arxivId: string): Promise<FoundPaper['signals']> {
  const { prisma } = await database()
  // SQLite takes the other columns from the row with the maximum: https://sqlite.org/lang_select.html#bareagg
  const rows = await prisma.$queryRaw<{ signal: string; value: number | bigint; at: number | bigint }[]>`
    SELECT signal, value, max(observed_at) AS at FROM observation WHERE arxiv_id = ${arxivId} GROUP BY signal ORDER BY signal`
  return rows.flatMap(({ signal, value, at }) =>
    isSignal(signal) ? [{ signal, value: Number(value), observedAt: new Date(Number(at)) }] : [],
  )
}

/** Whether there is any paper at all. */
export async function hasPapers(): Promise<boolean> {
  const { prisma } = await database()
  return (await prisma.paper.findFirst({ select: { pk: true } })) !== null
}

/** How many papers there are. */
export async function countAllPapers(): Promise<number> {
  const { prisma } = await database()
  return prisma.paper.count()
}

/** When the newest paper came out, as precisely as known; null where that is known of none. */
export async function findNewestDate(): Promise<string | null> {
  const { prisma } = await database()
  const newest = await prisma.paper.findFirst({ select: { published: true }, orderBy: { published: 'desc' } })
  return newest?.published ?? null
}
