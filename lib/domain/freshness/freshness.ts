import { describeDate } from '../paper/date.ts'

/** How a source does: as expected · nothing to expect · something is overdue · long overdue · its last attempt failed. */
export const FRESHNESS = ['fresh', 'quiet', 'late', 'stale', 'failing'] as const
export type Freshness = (typeof FRESHNESS)[number]

/** What is known of a source. Times are those of this installation's clock. */
export type SourceFacts = {
  name: string
  papers: number
  lastSuccessAt: Date | null
  lastPaperAt: Date | null
  lastError: string | null
}

/**
 * The state of a source and one sentence that says why. The bundled listing and files that were imported never change by themselves:
 * they are quiet, and say since when.
 */
export function judgeSource({ papers, lastPaperAt, lastError }: SourceFacts): { state: Freshness; says: string } {
  if (lastError) return { state: 'failing', says: lastError }
  const count = `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`
  const when = lastPaperAt ? ` on ${describeDate(lastPaperAt.toISOString())}` : ''
  return { state: 'quiet', says: `${count}, loaded${when}; it does not change by itself.` }
}

/** All sources in one sentence, the worst first; the same words on the page, in the mail and in the API. */
export function describeFreshness(sources: { name: string; state: Freshness; says: string }[]): string {
  if (sources.length === 0) return 'No source has been loaded yet.'
  const worst = [...sources].sort((a, b) => FRESHNESS.indexOf(b.state) - FRESHNESS.indexOf(a.state))
  return worst.map(({ name, state, says }) => `Source ${name} (${state}): ${says}`).join(' ')
}
