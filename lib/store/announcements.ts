import { database } from '#lib/db'
import type { Announcement } from '#lib/domain/freshness/arxiv-calendar'
import type { CountedAnnouncement } from '#lib/domain/freshness/freshness'

/**
 * Counts the papers here that were submitted for each announcement. Cross-lists and new versions, which arXiv announces as well, are not
 * among them, and a paper that a moderator held back counts for the announcement that it missed.
 */
export async function countAnnounced(announcements: Announcement[]): Promise<CountedAnnouncement[]> {
  const { prisma } = await database()
  const windows = JSON.stringify(announcements.map(({ from, until }) => [stored(from), stored(until)]))
  const rows = await prisma.$queryRaw<{ papers: number | bigint }[]>`
    SELECT (
      SELECT count(*) FROM "paper"
      WHERE "published" >= value ->> 0 AND "published" < value ->> 1 AND "arxiv_id" IS NOT NULL
    ) AS papers
    FROM json_each(${windows}) ORDER BY key`
  return announcements.map((each, i) => ({ ...each, papers: Number(rows[i]!.papers) }))
}

/** An instant as publication dates are stored: without fractions of a second. */
const stored = (at: Date) => `${at.toISOString().slice(0, 19)}Z`
