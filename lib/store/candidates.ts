import { database } from '#lib/db'
import { newSince } from '#lib/domain/paper/date'
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
    SELECT '[' || group_concat('[' || p.pk || ',' || coalesce('"' || p.published || '"', 'null') || ',' || p.first_seen_at || ',' || r.data || ']') || ']' AS papers
    FROM reading r JOIN paper p ON p.arxiv_id = r.arxiv_id WHERE p.withdrawn_at IS NULL AND r.data <> '' GROUP BY p.pk / 5000`
  for (const { papers } of rows) {
    for (const [pk, published, seenAt, kept] of JSON.parse(papers) as [number, string | null, number, KeptReading[]][])
      add(candidates, { pk, published, seenAt }, kept.map(parseReading), now)
  }
  return [...candidates.values()]
}

/** The same by readings that were made for a preview. */
export async function joinCandidates(read: PaperReadings[], now: Date): Promise<Candidate[]> {
  const candidates = await findNewcomers(now)
  const { prisma } = await database()
  const papers = await prisma.$queryRaw<(Row & { arxiv_id: string })[]>`
    SELECT pk, published, first_seen_at + 0 AS seenAt, arxiv_id FROM paper WHERE arxiv_id IN (SELECT arxiv_id FROM reading) AND withdrawn_at IS NULL`
  const known = new Map(papers.map(paper => [paper.arxiv_id, paper]))
  for (const { arxivId, readings } of read) {
    const paper = known.get(arxivId)
    if (paper) add(candidates, paper, readings, now)
  }
  return [...candidates.values()]
}

async function findNewcomers(now: Date): Promise<Map<number, Candidate>> {
  const { prisma } = await database()
  const young = new Date(now.getTime() - (NEWCOMER_DAYS + 1) * DAY_MS).toISOString().slice(0, 10)
  // Where only the month is known, all of that month.
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT pk, published, first_seen_at + 0 AS seenAt FROM paper WHERE published >= ${young.slice(0, 7)} AND withdrawn_at IS NULL`
  const candidates = new Map<number, Candidate>()
  for (const row of rows) add(candidates, row, [], now)
  return candidates
}

type Row = { pk: number | bigint; published: string | null; seenAt: number | bigint }

function add(candidates: Map<number, Candidate>, { pk, published, seenAt }: Row, readings: Reading[], now: Date): void {
  // Seen at that time at the latest, also where one ranks for a time before it came.
  const seen = new Date(Math.min(Number(seenAt), now.getTime()))
  const publishedAt = published === null ? null : newSince(published, seen).getTime()
  candidates.set(Number(pk), { pk: Number(pk), published, publishedAt, readings })
}
