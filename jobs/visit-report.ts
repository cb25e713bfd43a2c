import { type Batch, type RefusedRecord, SourceError, type SourceSettings } from '#lib/sources/source'
import { HourSpent } from './gate.ts'
import { sayInPublic } from './public-words.ts'
import { LostVisit, type Taken } from './take-papers.ts'

/**
 * How a visit went. `taken`: another process is at it · `spent`: as far as the hour's questions reached · `stopped`: we were asked to end.
 * Whatever it is, the next visit goes on from there.
 */
export type VisitReport = {
  source: string
  outcome: 'done' | 'failed' | 'taken' | 'spent' | 'stopped'
  papers: Taken
  observations: number
  refused: RefusedRecord[]
  refusedCount: number
  requests: number
  waitedMs: number
  error: string | null
  retryAt: Date | null
}

/** Named refusals kept for the report; further ones are only counted. */
const MAX_REFUSED = 100

export const newReport = (source: string): VisitReport => ({
  source,
  outcome: 'done',
  papers: { added: 0, changed: 0, unchanged: 0 },
  observations: 0,
  refused: [],
  refusedCount: 0,
  requests: 0,
  waitedMs: 0,
  error: null,
  retryAt: null,
})

/** Counts in what became of a batch. */
export function countBatch(report: VisitReport, { refused }: Batch, taken: Taken, observed: number): void {
  for (const how of ['added', 'changed', 'unchanged'] as const) report.papers[how] += taken[how]
  report.observations += observed
  report.refusedCount += refused.length
  report.refused.push(...refused.slice(0, MAX_REFUSED - report.refused.length))
}

/** Two visits of one source, one after the other, as one. */
export function joinReports(first: VisitReport, second: VisitReport): VisitReport {
  const sum = (of: (report: VisitReport) => number) => of(first) + of(second)
  return {
    ...second,
    papers: {
      added: sum(({ papers }) => papers.added),
      changed: sum(({ papers }) => papers.changed),
      unchanged: sum(({ papers }) => papers.unchanged),
    },
    observations: sum(({ observations }) => observations),
    refused: [...first.refused, ...second.refused].slice(0, MAX_REFUSED),
    refusedCount: sum(({ refusedCount }) => refusedCount),
    requests: sum(({ requests }) => requests),
    waitedMs: sum(({ waitedMs }) => waitedMs),
  }
}

/** Notes why a visit did not come to its end. */
export function blame(report: VisitReport, error: unknown, lost: boolean, settings: SourceSettings): void {
  report.error = sayInPublic(error, settings)
  report.outcome = 'failed'
  if (error instanceof SourceError) report.retryAt = error.retryAt
  if (error instanceof HourSpent) report.outcome = 'spent'
  else if (lost || error instanceof LostVisit) {
    report.outcome = 'taken'
    report.error = `Another process visits ${report.source} by now.`
  } else if (error instanceof SourceError && error.kind === 'stopped') report.outcome = 'stopped'
}

/** What the visits of some sources did, in one line; empty when there was nothing new and nothing went wrong. */
export function describeVisits(reports: VisitReport[]): string {
  const took = describeTaken(reports)
  const wrong = reports.filter(({ outcome }) => outcome !== 'done').map(describeEnd)
  const refused = reports.reduce((sum, { refusedCount }) => sum + refusedCount, 0)
  return [took && `Took ${took}.`, refused > 0 && `Refused ${count(refused, 'record')}.`, ...wrong]
    .filter(Boolean)
    .join(' ')
}

function describeTaken(reports: VisitReport[]): string {
  const sum = (of: (report: VisitReport) => number) => reports.reduce((total, report) => total + of(report), 0)
  const observations = sum(report => report.observations)
  const parts = [
    [sum(({ papers }) => papers.added), 'new papers'],
    [sum(({ papers }) => papers.changed), 'changed'],
    [observations, observations === 1 ? 'observation' : 'observations'],
  ] as const
  return parts
    .filter(([n]) => n > 0)
    .map(([n, what]) => `${n.toLocaleString('en')} ${n === 1 ? what.replace(/papers$/, 'paper') : what}`)
    .join(', ')
}

function describeEnd({ source, outcome, error, papers }: VisitReport): string {
  const all = papers.added + papers.changed + papers.unchanged
  if (outcome === 'stopped')
    return `${source} stopped after ${count(all, 'paper')}; the same command goes on from there.`
  return `${source}: ${error}`
}

const count = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
