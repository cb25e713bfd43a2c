import { randomUUID } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { database } from '#lib/db'
import { stemKey } from '#lib/search/keys'
import { MOST_PAPERS, planMerge } from '#lib/search/plan-merge'
import { type BuiltSegment, type Elsewhere, SegmentBuilder } from '#lib/search/segment-builder'
import { dropBuilderLease, holdingLease, isLostLease, takeBuilderLease } from './builder-lease.ts'
import { readIndexedPapers } from './indexed-papers.ts'
import { lookUp } from './look-up.ts'
import { openIndex } from './open-index.ts'
import {
  clearLeftovers,
  countChanged,
  findAlive,
  findSizes,
  readAll,
  readChanged,
  replaceSegments,
} from './segments-log.ts'
import { mendTextTable } from './text-table.ts'
import { writeSegment } from './write-segment.ts'

/** What building did: how many papers went into new segments. `busy`: somebody else builds, nothing was done. */
export type BuildReport = { papers: number; busy: boolean; stopped: boolean }

/** `clock` for the lease. On an aborted `signal` what was begun is dropped; the index stays as it was. */
export type BuildOptions = {
  clock: () => Date
  signal?: AbortSignal
  onProgress?: (progress: { done: number; of: number }) => void
}

/** Below this many papers a segment cannot tell by itself which words are rare. */
const SMALL = 5000

/** Builds segments of what changed, where at least `least` papers did. */
export async function indexChanges(least: number, options: BuildOptions): Promise<BuildReport> {
  if ((await countChanged(least)) < least) return { papers: 0, busy: false, stopped: false }
  return building(options, async run => {
    for (;;) {
      const { pks, upTo } = await readChanged()
      if (pks.length < least) return
      const built = await build(pks, run, pks.length < SMALL)
      const live = [await writeSegment(built, run.builder, run.clock)]
      await replaceSegments({ live, dropped: [], indexed: pks, upTo }, run.builder, run.clock())
      run.papers += built.facts.pks.length
    }
  })
}

/** Makes small segments into a larger one where there are many. */
export async function mergeSegments(options: BuildOptions): Promise<BuildReport> {
  if (planMerge(await findSizes()).length === 0) return { papers: 0, busy: false, stopped: false }
  return building(options, async run => {
    const dropped = planMerge(await findSizes())
    const built = await build(await findAlive(dropped), run, false)
    const live = [await writeSegment(built, run.builder, run.clock)]
    // What changed meanwhile is in the log, and counts whatever this segment says.
    await replaceSegments({ live, dropped, indexed: [], upTo: 0 }, run.builder, run.clock())
    run.papers += built.facts.pks.length
  })
}

/** Builds the whole index anew, from the papers; the old one serves until the new one is complete. */
export async function rebuildIndex(options: BuildOptions): Promise<BuildReport> {
  return building(options, async run => {
    const { pks, upTo } = await readAll()
    const live: number[] = []
    for (let from = 0; from < pks.length; from += MOST_PAPERS) {
      const part = pks.slice(from, from + MOST_PAPERS)
      const built = await build(part, run, false, { done: from, of: pks.length })
      live.push(await writeSegment(built, run.builder, run.clock))
      run.papers += built.facts.pks.length
    }
    const dropped = (await findSizes()).map(({ id }) => id)
    await replaceSegments({ live, dropped, indexed: null, upTo }, run.builder, run.clock())
    await mendTextTable()
  })
}

type Run = BuildOptions & { builder: string; papers: number }

class Stopped extends Error {}

async function building(options: BuildOptions, work: (run: Run) => Promise<void>): Promise<BuildReport> {
  const run: Run = { ...options, builder: randomUUID(), papers: 0 }
  if (!(await takeBuilderLease(run.builder, run.clock()))) return { papers: 0, busy: true, stopped: false }
  try {
    await clearLeftovers(run.builder, run.clock)
    await work(run)
    return { papers: run.papers, busy: false, stopped: false }
  } catch (error) {
    if (isLostLease(error)) return { papers: 0, busy: true, stopped: false }
    if (error instanceof Stopped) return { papers: run.papers, busy: false, stopped: true }
    throw error
  } finally {
    await clearLeftovers(run.builder, run.clock).catch(() => null)
    await dropBuilderLease(run.builder)
  }
}

const BATCH = 500

/** @param asksOthers whether the rest of the index is to say how rare words are */
async function build(
  pks: number[],
  run: Run,
  asksOthers: boolean,
  at?: { done: number; of: number },
): Promise<BuiltSegment> {
  const { transact } = await database()
  const { done, of } = at ?? { done: 0, of: pks.length }
  const builder = new SegmentBuilder()
  for (let from = 0; from < pks.length; from += BATCH) {
    if (run.signal?.aborted) throw new Stopped()
    for (const paper of await readIndexedPapers(pks.slice(from, from + BATCH))) builder.add(paper)
    await transact([holdingLease(run.builder, run.clock())])
    run.onProgress?.({ done: done + Math.min(from + BATCH, pks.length), of })
    // The same process sends letters and renews its leases.
    await breathe()
  }
  return builder.finish(asksOthers ? await countElsewhere(builder.stems()) : undefined)
}

async function countElsewhere(stems: string[]): Promise<Elsewhere> {
  const index = await openIndex()
  // What changed is held in memory too, and is what the new segment is made of: it would count twice.
  const segments = index.segments.filter(({ blocks }) => blocks === null)
  const papers = segments.reduce((sum, { facts, gone }) => sum + facts.pks.length - gone.size, 0)
  const found = await lookUp({ ...index, segments, papers }, stems.map(stemKey))
  const countOf = (stem: string) => found.reduce((sum, entries) => sum + (entries.get(stemKey(stem))?.count ?? 0), 0)
  return { papers, countOf }
}
