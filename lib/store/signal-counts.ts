import { database } from '#lib/db'
import type { SignalCount } from '#lib/domain/rank/signal-counts'
import { SIGNALS, type Signal } from '#lib/domain/rank/signals'

/** What each signal of some papers stood at when it was last seen, in the order in which signals are listed. Papers without any are absent. */
export async function findSignalCounts(arxivIds: (string | null)[]): Promise<Map<string, SignalCount[]>> {
  const ids = arxivIds.filter(id => id !== null)
  const counts = new Map<string, SignalCount[]>()
  if (ids.length === 0) return counts
  const { read } = await database()
  // One look into the index for each paper and signal, however often a paper was observed.
  const { rows } = await read(
    `SELECT i.value AS id, s.value AS signal, (SELECT o.value FROM observation o
       WHERE o.arxiv_id = i.value AND o.signal = s.value ORDER BY o.observed_at DESC LIMIT 1) AS count
     FROM json_each(?) i CROSS JOIN json_each(?) s ORDER BY i.key, s.key`,
    [JSON.stringify([...new Set(ids)]), JSON.stringify(Object.keys(SIGNALS))],
  )
  for (const row of rows) {
    const { id, signal, count } = row as unknown as { id: string; signal: Signal; count: number | bigint | null }
    if (count === null) continue
    const ofPaper = counts.get(id) ?? []
    counts.set(id, ofPaper)
    ofPaper.push({ signal, count: Number(count) })
  }
  return counts
}
