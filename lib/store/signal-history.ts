import { database } from '#lib/db'
import type { SignalHistory } from '#lib/domain/rank/signal-history'
import { isSignal, SIGNALS, type Signal } from '#lib/domain/rank/signals'

/** The most points of a history: as many as a small picture can show. The first and the last reading are always among them. */
export const MOST_POINTS = 60

/**
 * How each signal of a paper went, in the order in which signals are listed. Where there are more readings than points, the span from the
 * first to the last is cut into equal parts, and the last reading of each part stands for it.
 * Nobody observes a paper without an arXiv id.
 */
export async function findSignalHistory(arxivId: string | null): Promise<SignalHistory[]> {
  if (arxivId === null) return []
  const { prisma } = await database()
  // Numbers are bound as reals, hence CAST. SQLite takes the bare columns beside max() from the row that has it:
  // https://sqlite.org/lang_select.html#bareagg
  const rows = await prisma.$queryRaw<{ signal: string; value: number | bigint; at: number | bigint }[]>`
    SELECT signal, value, max(observed_at) AS at FROM (
      SELECT o.signal, o.value, o.observed_at, ends.first,
        CAST((o.observed_at - ends.first) * ${MOST_POINTS - 1} / (ends.last - ends.first + 1) AS INTEGER) AS part
      FROM (SELECT signal, min(observed_at) AS first, max(observed_at) AS last FROM observation WHERE arxiv_id = ${arxivId} GROUP BY signal) ends
      JOIN observation o ON o.arxiv_id = ${arxivId} AND o.signal = ends.signal)
    GROUP BY signal, CASE observed_at WHEN first THEN -1 ELSE part END ORDER BY signal, at`
  const bySignal = new Map<Signal, SignalHistory['points']>()
  for (const { signal, value, at } of rows) {
    if (!isSignal(signal)) continue
    const points = bySignal.get(signal) ?? []
    bySignal.set(signal, points)
    points.push({ at: new Date(Number(at)), value: Number(value) })
  }
  return (Object.keys(SIGNALS) as Signal[]).flatMap(signal => {
    const points = bySignal.get(signal)
    return points ? [{ signal, points }] : []
  })
}
