/** What one reader would get, or why nothing. */
export type Preview = {
  email: string
  localDate: string
  papers: { id: string; title: string; why: string }[]
  nothing: string | null
}

/**
 * What a run over the digests did, in numbers and in one line (null when there was nothing to do). `late`: recorded as too old to be sent;
 * `skipped`: nothing new, or the reader left at the last moment; `stopped`: why nobody sends any more, heard in this run. `preview` is filled
 * by a dry run alone.
 */
export type DigestReport = {
  summary: string | null
  sent: number
  skipped: number
  retry: number
  failed: number
  uncertain: number
  late: number
  stopped: string | null
  preview: Preview[]
}

export type Counts = Omit<DigestReport, 'summary' | 'stopped' | 'preview'>

export const noCounts = (): Counts => ({ sent: 0, skipped: 0, retry: 0, failed: 0, uncertain: 0, late: 0 })

/** The report of a run that was for real. `stopped`: why it had to stop, or null. */
export function reportRun(counts: Counts, stopped: string | null): DigestReport {
  const parts = [
    counts.sent && `sent ${digests(counts.sent)}`,
    counts.skipped && `skipped ${counts.skipped} without anything new`,
    counts.retry && `${counts.retry} to be tried again`,
    counts.failed && `${counts.failed} refused for good`,
    counts.uncertain && `${counts.uncertain} held as uncertain`,
    counts.late && `${counts.late} too late to be sent`,
  ].filter(part => typeof part === 'string')
  const line = parts.join(', ')
  const told = line ? `${line.charAt(0).toUpperCase()}${line.slice(1)}.` : ''
  const summary = [told, stopped && `Nobody sends for now. ${stopped}`].filter(Boolean).join(' ')
  return { ...counts, summary: summary || null, stopped, preview: [] }
}

/** The report of a dry run. */
export function reportPreview(preview: Preview[]): DigestReport {
  const issues = preview.filter(({ nothing }) => nothing === null)
  const readers = preview
    .slice(0, 5)
    .map(({ email, papers, nothing }) => `${email} ${nothing ?? `${papers.length} papers`}`)
  const more = preview.length > readers.length ? `; and ${preview.length - readers.length} more readers` : ''
  const summary = preview.length ? `Would send ${digests(issues.length)}: ${readers.join('; ')}${more}.` : null
  return { ...noCounts(), summary, stopped: null, preview }
}

/** Who would get what and why, a line each, for a terminal. */
export function describePreview(preview: Preview[]): string[] {
  return preview.flatMap(({ email, localDate, papers, nothing }) => [
    '',
    `${email}, ${localDate}: ${nothing ?? `${papers.length} paper${papers.length === 1 ? '' : 's'}`}`,
    ...papers.map(({ id, title, why }) => `  ${id.padEnd(14)}${title}\n  ${' '.repeat(14)}${why}`),
  ])
}

const digests = (count: number) => `${count} digest${count === 1 ? '' : 's'}`
