import { setTimeout as sleep } from 'node:timers/promises'
import { countPrunable, findReaderIds, type Prunable, pruneSome } from '#lib/store/prune'

/** What went, or would go, of what ended `before`. `stopped`: there is more. */
export type PruneReport = Record<Prunable, number> & { before: Date; stopped: boolean }

/** `days`: how old a row has to be. `papers`: whether it is forgotten too which papers went to whom, so that they may come again. */
export type PruneOptions = { now: Date; days: number; papers: boolean; dryRun: boolean; signal?: AbortSignal }

/** How many readers are looked at in one go. */
const READERS = 20

/** How many rows are removed in one transaction. */
const BATCH = 500

/**
 * Removes from the ledger what ended long ago, or only counts it (`dryRun`). In small transactions with as long a rest after each, in which
 * others write. Nothing that could still be sent goes, whatever `days` and the clock say.
 */
export async function pruneLedger({ now, days, papers, dryRun, signal }: PruneOptions): Promise<PruneReport> {
  const before = new Date(now.getTime() - days * 86_400_000)
  const report: PruneReport = { before, deliveries: 0, letters: 0, papers: 0, stopped: false }
  const kinds: Prunable[] = ['deliveries', 'letters', ...(papers ? (['papers'] as const) : [])]
  for (let ids = await findReaderIds('', READERS); ids.length > 0; ids = await findReaderIds(ids.at(-1)!, READERS)) {
    for (const what of kinds) {
      if (dryRun && signal?.aborted) return { ...report, stopped: true }
      if (dryRun) report[what] += await countPrunable(what, ids, before)
      else
        for (;;) {
          if (signal?.aborted) return { ...report, stopped: true }
          const began = performance.now()
          const removed = await pruneSome(what, ids, before, BATCH)
          report[what] += removed
          if (removed === 0) break
          await sleep(performance.now() - began)
        }
    }
  }
  return report
}

/** What went or would go, in a sentence; null where there was nothing. */
export function describePruned(
  { deliveries, letters, papers, before, stopped }: PruneReport,
  dryRun = false,
): string | null {
  if (deliveries + letters + papers === 0 && !stopped) return null
  const notes = papers > 0 ? `, ${papers} notes of a paper that may come again` : ''
  const what = `${deliveries} deliveries, ${letters} letters${notes}, from before ${before.toISOString().slice(0, 10)}`
  if (dryRun) return `${stopped ? 'Stopped before all was counted. ' : ''}Would remove ${what}. Nothing was changed.`
  return stopped ? `Stopped, and goes on when it is called again. Removed ${what}.` : `Removed ${what}.`
}
