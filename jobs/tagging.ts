import { setImmediate as breathe } from 'node:timers/promises'
import { now } from '#lib/clock'
import { tagPaper } from '#lib/domain/topics/tag'
import { countAllPapers } from '#lib/store/papers'
import { findTagging, finishTagging, type Retagged, retagBatch, startTagging } from '#lib/store/tagging'
import { taggerVersion } from './tagger-version.ts'

/** Papers go to the database in batches of this many: one transaction each, short enough for others to come in between. */
const BATCH = 200

/** What tagging anew did. `stopped`: it was asked to end before it came to the last paper; the worker goes on from there. */
export type TaggingReport = { papers: number; stopped: boolean } & Retagged

type Options = { signal: AbortSignal; onProgress?: (progress: { done: number; of: number }) => void }

/** Gives every paper its topics anew, from the first on; readers meet each with its old topics or its new ones. */
export async function tagAll(options: Options): Promise<TaggingReport> {
  const version = taggerVersion()
  await startTagging(version)
  return tagFrom(version, 0, options)
}

/** Tags anew, where the last one left off, if the papers carry the topics of another version of the tagger; else null. */
export async function tagWhenNew(options: Options): Promise<TaggingReport | null> {
  const version = taggerVersion()
  const tagging = await findTagging()
  if (tagging.version === version && tagging.finished) return null
  if (tagging.version === version) return tagFrom(version, tagging.donePk, options)
  await startTagging(version)
  return tagFrom(version, 0, options)
}

/** What tagging did, in a line. */
export function describeTagging({ papers, added, removed, stopped }: TaggingReport): string {
  const told = `Tagged ${papers} papers: ${added} topics added, ${removed} removed.`
  return stopped ? `${told} Stopped before the end; the worker goes on from there.` : told
}

async function tagFrom(version: string, donePk: number, { signal, onProgress }: Options): Promise<TaggingReport> {
  const report: TaggingReport = { papers: 0, added: 0, removed: 0, reworded: 0, stopped: false }
  const of = onProgress ? await countAllPapers() : 0
  for (let afterPk = donePk; ; ) {
    if (signal.aborted) return { ...report, stopped: true }
    const batch = await retagBatch(version, afterPk, BATCH, tagPaper)
    if (!batch) break
    afterPk = batch.lastPk
    report.papers += batch.papers
    for (const key of ['added', 'removed', 'reworded'] as const) report[key] += batch.retagged[key]
    onProgress?.({ done: report.papers, of })
    // The same process sends letters and renews its leases.
    await breathe()
  }
  await finishTagging(version, now())
  return report
}
