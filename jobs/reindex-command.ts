import { reindex } from './indexing.ts'
import { startBar } from './progress.ts'
import type { Answer, Call } from './verb.ts'

/** `reindex`: the search index is built anew; the old one serves until then. */
export function planReindex({ signal, values }: Call): () => Promise<Answer> {
  return async () => {
    const bar = startBar(values.json !== true, 'papers')
    const startedAt = performance.now()
    const report = await reindex({ signal, onProgress: ({ done, of }) => bar.show(done, of, done) }).finally(bar.end)
    const json = { ...report, seconds: Math.round(performance.now() - startedAt) / 1000 }
    if (report.busy)
      return { line: 'Another process builds the index at present; try again in a minute.', json, failed: true }
    if (report.stopped) return { line: 'Stopped before the end; the index is as it was.', json, failed: true }
    return { line: `Indexed ${report.papers} papers.`, json }
  }
}
