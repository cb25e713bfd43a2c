import { now } from '#lib/clock'
import { type BuildReport, indexChanges, mergeSegments, rebuildIndex } from '#lib/store/search/build-index'
import { checkIndex } from '#lib/store/search/check-index'

/** Fewer changes than these are kept in memory by whoever searches; more are worth a place in the index. */
export const WORTH_INDEXING = 100

/** Brings the search index up to date where enough changed, and keeps it in few pieces. Null when there was nothing to do. */
export async function keepIndexed(signal?: AbortSignal): Promise<BuildReport | null> {
  const options = { clock: now, ...(signal && { signal }) }
  const indexed = await indexChanges(WORTH_INDEXING, options)
  if (indexed.busy || indexed.stopped) return indexed
  const merged = await mergeSegments(options)
  return indexed.papers + merged.papers > 0 ? { ...merged, papers: indexed.papers } : null
}

/** Makes what was imported part of the index; where somebody else is at it, it is part of that. */
export async function indexImported(): Promise<void> {
  await indexChanges(WORTH_INDEXING, { clock: now })
}

export async function reindex(options: {
  signal: AbortSignal
  onProgress: (progress: { done: number; of: number }) => void
}): Promise<BuildReport> {
  return rebuildIndex({ clock: now, ...options })
}

/** Compares index and papers, and says in a line that they agree; null without papers. @throws when they do not, with what was wrong */
export async function checkIndexed(): Promise<string | null> {
  const { papers, missing, extra, stale, texts } = await checkIndex(Math.random)
  const wrong = [
    missing > 0 && `${missing} papers could not be found`,
    extra > 0 && `${extra} could that are not here any more`,
    stale > 0 && `${stale} were found by former words`,
  ].filter(Boolean)
  if (texts > 0)
    throw new Error(`The full-text table is wrong about ${texts} papers; "npm run attn -- reindex" makes it anew.`)
  if (wrong.length > 0) throw new Error(`The search index was wrong: ${wrong.join(', ')}. It is being put right.`)
  return papers > 0 ? `The search index has all ${papers} papers.` : null
}
