import { database } from '#lib/db'
import type { RankingName } from '#lib/domain/rank/rankings'
import type { Window } from '#lib/domain/rank/signals'
import { DAY_MS, HOUR_MS } from '#lib/domain/rank/window'
import type { Statement } from './statement.ts'

/** Places are noted so often. */
const EVERY_MS = 3 * HOUR_MS

/** "The day before" is what was noted nearest to 24 hours ago, within these. */
const NEAREST_MS = 20 * HOUR_MS
const FARTHEST_MS = 36 * HOUR_MS

/** The places of the day before, by paper, 1 is the first; and whether it is time to note those of now. */
export type PastPlaces = { places: Map<number, number> | null; isDue: boolean }

/** What is known of the places of a ranking the day before `now`. `places` is null where nothing is. */
export async function findPastPlaces(ranking: RankingName, window: Window, now: Date): Promise<PastPlaces> {
  const { prisma } = await database()
  const time = now.getTime()
  const rows = await prisma.$queryRaw<{ papers: string }[]>`
    SELECT papers FROM past_places WHERE ranking = ${ranking} AND "window" = ${window}
      AND taken_at BETWEEN ${time - FARTHEST_MS} AND ${time - NEAREST_MS}
    ORDER BY abs(taken_at - ${time - DAY_MS}) LIMIT 1`
  const recent = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM past_places WHERE ranking = ${ranking} AND "window" = ${window}
      AND taken_at > ${time - EVERY_MS} AND taken_at <= ${time} LIMIT 1`
  const papers: number[] | null = rows[0] ? JSON.parse(rows[0].papers) : null
  return { places: papers && new Map(papers.map((pk, index) => [pk, index + 1])), isDue: recent.length === 0 }
}

/** Notes the places of now, best first, and forgets those that no day before will ask for. */
export function pastPlacesStatements(ranking: RankingName, window: Window, papers: number[], now: Date): Statement[] {
  return [
    {
      sql: `INSERT INTO past_places (ranking, "window", taken_at, papers) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET papers = excluded.papers`,
      args: [ranking, window, now.getTime(), JSON.stringify(papers)],
    },
    {
      sql: 'DELETE FROM past_places WHERE ranking = ?1 AND "window" = ?2 AND taken_at < ?3',
      args: [ranking, window, now.getTime() - FARTHEST_MS],
    },
  ]
}
