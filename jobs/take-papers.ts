import { foldPapers } from '#lib/domain/paper/fold'
import type { Paper } from '#lib/domain/paper/paper'
import { tagPaper } from '#lib/domain/topics/tag'
import { findIntakeVersion, type Intake, saveIntake } from '#lib/store/intake'
import { findNamesakes } from '#lib/store/namesakes'
import type { Observation } from '#lib/store/observations'
import type { VisitKey } from '#lib/store/visits'

/** How many papers were new, were known and became better, or were known as they are. */
export type Taken = { added: number; changed: number; unchanged: number }

/** Takes a batch of papers in: finds the known ones, merges, tags and stores what is new about them, all or nothing. */
export async function takePapers(heard: Paper[], now: Date): Promise<Taken> {
  const { taken } = await take(heard, {}, now)
  return taken
}

/** What a source gave, and where its visit goes on once that is stored. */
export type HeardBatch = { papers: Paper[]; observations: Observation[]; cursor: string; enrichOnly?: boolean }

/**
 * Takes in what a source gave, together with its cursor: however this process ends, the visit goes on with exactly the next batch.
 * @throws LostVisit when another process visits the source by now; nothing is stored then
 */
export async function takeBatch(
  { papers, observations, cursor, enrichOnly = false }: HeardBatch,
  visit: VisitKey,
  now: Date,
): Promise<{ taken: Taken; observed: number }> {
  return take(papers, { observations, enrichOnly, progress: { visit, cursor } }, now)
}

export class LostVisit extends Error {}

/** Two that merge at the same time would each write over what the other merged: the second reads again. */
const MOST_OVERTAKEN = 100

/** `enrichOnly`: papers that nobody knows are passed over. */
type Beside = {
  observations?: Observation[]
  enrichOnly?: boolean
  progress?: { visit: VisitKey; cursor: string }
}

async function take(
  heard: Paper[],
  { observations, enrichOnly = false, progress }: Beside,
  now: Date,
): Promise<{ taken: Taken; observed: number }> {
  for (let tries = 0; tries < MOST_OVERTAKEN; tries++) {
    const version = await findIntakeVersion()
    const { known, formerIds } = await findNamesakes(heard)
    const { changed, renamed, unchanged, ...folded } = foldPapers(known, heard, formerIds)
    const added = enrichOnly ? [] : folded.added
    const papers = [...added, ...changed].map(paper => ({ ...paper, tags: tagPaper(paper) }))
    const intake: Intake = { version, papers, renamed, observations }
    if (progress) intake.progress = { ...progress, added: added.length }
    const stored = await saveIntake(intake, now)
    if (stored.kind === 'lost') throw new LostVisit(`Another process visits ${progress!.visit.source} by now.`)
    if (stored.kind === 'stored') {
      return { taken: { added: added.length, changed: changed.length, unchanged }, observed: stored.observed }
    }
  }
  throw new Error(`Other processes stored papers ${MOST_OVERTAKEN} times in between.`)
}
