import { database } from '#lib/db'
import { startOfDate } from '#lib/domain/paper/date'
import type { Candidate } from '#lib/domain/rank/rank'
import { NEWCOMER_DAYS, type Reading } from '#lib/domain/rank/reading'
import { DAY_MS } from '#lib/domain/rank/window'
import { type KeptReading, type PaperReadings, parseReading } from './readings.ts'

/** The papers that may have a score, by the readings that are kept: those that were observed, and newcomers; none that was withdrawn. */
export async function findCandidates(now: Date): Promise<Candidate[]> {
  const candidates = await findNewcomers(now)
  const { prisma } = await database()
  // Thousands of papers in one text: a row for each would take longer than all the rest.
  const rows = await prisma.$queryRaw<{ papers: string }[]>`
    SELECT '[' || group_concat('[' || p.pk || ',' || coalesce('"' || p.published || '"', 'null') || ',' || r.data || ']') || ']' AS papers
    FROM reading r JOIN paper p ON p.arxiv_id = r.arxiv_id WHERE p.withdrawn_at IS NULL AND r.data <> '' GROUP BY p.pk / 5000`
  for (const { papers } of rows) {
    for (const [pk, published, kept] of JSON.parse(papers) as [number, string | null, KeptReading[]][])
      add(candidates, pk, published, kept.map(parseReading))
  }
  return [...candidates.values()]
}

/** The same by readings that were made for a preview. */
export async function joinCandidates(read: PaperReadings[], now: Date): Promise<Candidate[]> {
  const candidates = await findNewcomers(now)
  const { prisma } = await database()
  const papers = await prisma.$queryRaw<{ pk: number | bigint; published: string | null; arxiv_id: string }[]>`
    SELECT pk, published, arxiv_id FROM paper WHERE arxiv_id IN (SELECT arxiv_id FROM reading) AND withdrawn_at IS NULL`
  const known = new Map(papers.map(paper => [paper.arxiv_id, paper]))
  for (const { arxivId, readings } of read) {
    const paper = known.get(arxivId)
    if (paper) add(candidates, Number(paper.pk), paper.published, readings)
  }
  return [...candidates.values()]
}

async function findNewcomers(now: Date): Promise<Map<number, Candidate>> {
  const { prisma } = await database()
  const young = new Date(now.getTime() - (NEWCOMER_DAYS + 1) * DAY_MS).toISOString().slice(0, 10)
  const rows = await prisma.$queryRaw<{ pk: number | bigint; published: string }[]>`
    SELECT pk, published FROM paper WHERE published >= ${young} AND withdrawn_at IS NULL`
  const candidates = new Map<number, Candidate>()
  for (const { pk, published } of rows) add(candidates, Number(pk), published, [])
  return candidates
}

function add(candidates: Map<number, Candidate>, pk: number, published: string | null, readings: Reading[]): void {
  const publishedAt = published === null ? null : startOfDate(published).getTime()
  candidates.set(pk, { pk, published, publishedAt, readings })
}
