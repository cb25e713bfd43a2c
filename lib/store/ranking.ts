import { database } from '#lib/db'
import { PLACES, type Ranked } from '#lib/domain/rank/rank'
import type { RankingName } from '#lib/domain/rank/rankings'
import type { Window } from '#lib/domain/rank/signals'
import { findPastPlaces, pastPlacesStatements } from './past-places.ts'
import type { Statement } from './statement.ts'

/** Which ranking, over which window, as of when and by which settings. */
export type RankingOf = { ranking: RankingName; window: Window; now: Date; settings: string }

/**
 * Replaces one ranking, best first: readers see the old one or the new one, never a half. Only what changed is written; says how many papers
 * that were. A paper that was withdrawn meanwhile gets no place.
 */
export async function saveRanking(of: RankingOf, ranked: Ranked[]): Promise<number> {
  const stored = await findStored(of)
  const past = await findPastPlaces(of.ranking, of.window, of.now)
  const rows = ranked.map((one, index) => rowOf(one, index + 1, past.places))
  const notes = past.isDue
    ? pastPlacesStatements(
        of.ranking,
        of.window,
        ranked.slice(0, PLACES).map(({ pk }) => pk),
        of.now,
      )
    : []
  const changed = rows.filter(row => stored.marks.get(row.pk) !== row.mark)
  const kept = new Set(rows.map(({ pk }) => pk))
  const gone = [...stored.marks.keys()].filter(pk => !kept.has(pk))
  const standing = standingStatement(of, ranked)
  if (await writeIfStill(stored.rankedAt, of, [...changesOf(of, changed, gone), ...notes, standing]))
    return changed.length
  // Somebody else ranked in between: what changed was found by comparing with what is no more.
  const { transact } = await database()
  const { ranking, window } = of
  const emptied: Statement = { sql: 'DELETE FROM score WHERE ranking = ? AND "window" = ?', args: [ranking, window] }
  await transact([emptied, ...changesOf(of, rows, []), ...notes, standing])
  return rows.length
}

type Row = Omit<Ranked, 'because'> & {
  because: string
  place: number | null
  previousPlace: number | null
  mark: number
}

function rowOf(ranked: Ranked, position: number, past: Map<number, number> | null): Row {
  const place = position <= PLACES ? position : null
  const previousPlace = past && place !== null ? (past.get(ranked.pk) ?? 0) : null
  const row = { ...ranked, because: JSON.stringify(ranked.because), place, previousPlace }
  const { because, score, gain, published, day } = row
  return { ...row, mark: checkSum(`${because} ${score} ${gain} ${published} ${place} ${previousPlace} ${day}`) }
}

/** FNV-1a, 32 bits. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function checkSum(text: string): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return sum | 0
}

async function findStored({
  ranking,
  window,
}: RankingOf): Promise<{ marks: Map<number, number>; rankedAt: number | null }> {
  const { prisma } = await database()
  const [row] = await prisma.$queryRaw<{ marks: string; ranked_at: number | bigint | null }[]>`
    SELECT (SELECT '[' || coalesce(group_concat(paper_pk || ',' || mark), '') || ']' FROM score
        WHERE ranking = ${ranking} AND "window" = ${window}) AS marks,
      (SELECT ranked_at + 0 FROM standing WHERE ranking = ${ranking} AND "window" = ${window}) AS ranked_at`
  const flat: number[] = JSON.parse(row!.marks)
  const marks = new Map<number, number>()
  for (let at = 0; at < flat.length; at += 2) marks.set(flat[at]!, flat[at + 1]!)
  return { marks, rankedAt: row!.ranked_at === null ? null : Number(row!.ranked_at) }
}

function changesOf({ ranking, window }: RankingOf, rows: Row[], gone: number[]): Statement[] {
  return [
    {
      sql: `DELETE FROM score WHERE ranking = ?2 AND "window" = ?3 AND paper_pk IN (SELECT value FROM json_each(?1))`,
      args: [JSON.stringify(gone), ranking, window],
    },
    {
      sql: `INSERT INTO score (ranking, "window", paper_pk, score, gain, because, published, place, previous_place, day, mark)
        SELECT ?2, ?3, p.pk, v.value->>'score', v.value->>'gain', v.value->>'because', v.value->>'published', v.value->>'place',
          v.value->>'previousPlace', v.value->>'day', v.value->>'mark'
        FROM json_each(?1) v JOIN paper p ON p.pk = v.value->>'pk' WHERE p.withdrawn_at IS NULL
        ON CONFLICT DO UPDATE SET score = excluded.score, gain = excluded.gain, because = excluded.because, published = excluded.published,
          place = excluded.place, previous_place = excluded.previous_place, day = excluded.day, mark = excluded.mark`,
      args: [JSON.stringify(rows), ranking, window],
    },
  ]
}

function standingStatement({ ranking, window, now, settings }: RankingOf, ranked: Ranked[]): Statement {
  const gained = ranked.reduce((count, { gain }) => count + (gain > 0 ? 1 : 0), 0)
  return {
    sql: `INSERT INTO standing (ranking, "window", ranked_at, settings, scored, gained) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET ranked_at = excluded.ranked_at, settings = excluded.settings, scored = excluded.scored, gained = excluded.gained`,
    args: [ranking, window, now.getTime(), settings, ranked.length, gained],
  }
}

/** Writes, unless the ranking is no longer that of `rankedAt`. Says whether it wrote. */
async function writeIfStill(
  rankedAt: number | null,
  { ranking, window }: RankingOf,
  statements: Statement[],
): Promise<boolean> {
  const { transact } = await database()
  // A statement that fails on purpose ends the batch, and nothing of it is written.
  const check: Statement = {
    sql: `SELECT CASE WHEN (SELECT ranked_at FROM standing WHERE ranking = ? AND "window" = ?) IS ? THEN 1 ELSE json('ranked meanwhile') END`,
    args: [ranking, window, rankedAt],
  }
  try {
    await transact([check, ...statements])
    return true
  } catch (error) {
    if (/malformed JSON/.test(String(error))) return false
    throw error
  }
}
