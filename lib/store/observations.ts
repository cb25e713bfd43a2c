import { database } from '#lib/db'
import type { Signal } from '#lib/domain/rank/signals'
import type { Statement } from './statement.ts'

const DAY_MS = 86_400_000

/** What a source said of one arXiv id at one time. */
export type Observation = { arxivId: string; signal: Signal; observedAt: Date; value: number }

/** Stores observations and says how many were new, and how many ids among them belong to no paper yet (they wait for it). */
export async function saveObservations(observations: Observation[]): Promise<{ added: number; strangers: number }> {
  if (observations.length === 0) return { added: 0, strangers: 0 }
  const { prisma, transact } = await database()
  const [inserted] = await transact(observationStatements(observations))
  const ids = JSON.stringify([...new Set(observations.map(({ arxivId }) => arxivId))])
  const strangers = await prisma.$queryRaw<{ n: bigint | number }[]>`
    SELECT count(*) AS n FROM json_each(${ids}) WHERE NOT EXISTS (SELECT 1 FROM paper WHERE arxiv_id = value)`
  return { added: inserted?.rowsAffected ?? 0, strangers: Number(strangers[0]?.n ?? 0) }
}

/** Stores observations; the first statement's count is how many were new. */
export function observationStatements(observations: Observation[]): Statement[] {
  if (observations.length === 0) return []
  return [
    {
      sql: `INSERT INTO observation (arxiv_id, signal, observed_at, value)
        SELECT value->>'arxivId', value->>'signal', value->>'observedAt', value->>'value' FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
      args: [payloadOf(observations)],
    },
  ]
}

/**
 * Of readings that say the same again and again, keeps one a day, and the last: it tells "still so" from "not asked since". For each new
 * reading the one before it goes, when the one before that is less than a day older than the new one and all three say the same.
 */
export function thinStatements(observations: Observation[]): Statement[] {
  if (observations.length === 0) return []
  return [
    {
      sql: `DELETE FROM observation WHERE (arxiv_id, signal, observed_at) IN (
          SELECT middle.arxiv_id, middle.signal, middle.observed_at FROM json_each(?) new
          JOIN observation middle ON middle.arxiv_id = new.value->>'arxivId' AND middle.signal = new.value->>'signal'
            AND middle.observed_at = (${before('middle', "new.value->>'observedAt'")})
          JOIN observation first ON first.arxiv_id = middle.arxiv_id AND first.signal = middle.signal
            AND first.observed_at = (${before('middle', 'middle.observed_at')})
          WHERE middle.value = new.value->>'value' AND first.value = middle.value
            AND new.value->>'observedAt' - first.observed_at < ${DAY_MS})`,
      args: [payloadOf(observations)],
    },
  ]
}

const before = (of: string, at: string) =>
  `SELECT max(x.observed_at) FROM observation x WHERE x.arxiv_id = ${of}.arxiv_id AND x.signal = ${of}.signal AND x.observed_at < ${at}`

const payloadOf = (observations: Observation[]) =>
  JSON.stringify(observations.map(one => ({ ...one, observedAt: one.observedAt.getTime() })))
