import { foldPapers } from '#lib/domain/paper/fold'
import type { Paper } from '#lib/domain/paper/paper'
import { tagPaper } from '#lib/domain/topics/tag'
import { findNamesakes, savePapers } from '#lib/store/import'

/** How many papers were new, were known and became better, or were known as they are. */
export type Taken = { added: number; changed: number; unchanged: number }

/** Takes a batch of papers in: finds the known ones, merges, tags and stores what is new about them, all or nothing. */
export async function takePapers(heard: Paper[], now: Date): Promise<Taken> {
  const { added, changed, renamed, unchanged } = foldPapers(await findNamesakes(heard), heard)
  const tagged = [...added, ...changed].map(paper => ({ ...paper, tags: tagPaper(paper) }))
  await savePapers(tagged, renamed, now)
  return { added: added.length, changed: changed.length, unchanged }
}
