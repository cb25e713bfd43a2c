import { env } from '#lib/env'
import { log } from '#lib/log'
import { MOST_TOLD_MS } from '#lib/sources/rate-limits'
import type { RegisteredSource } from '#lib/sources/sources'
import { forgetEntries } from '#lib/store/admin-entries'
import { forgetAskings } from '#lib/store/askings'
import { forgetAudit } from '#lib/store/audit'
import { deleteRequests } from '#lib/store/job-requests'
import { findRetryAt } from '#lib/store/sources'
import { expirePending } from '#lib/store/subscription-requests'
import { deleteJobRuns, saveUpkeep } from '#lib/store/tidy'
import { sendDueDigests } from './digest.ts'
import { checkIndexed, keepIndexed } from './indexing.ts'
import { openMeans, PATIENCE } from './ingest.ts'
import { describePruned, pruneLedger } from './prune.ts'
import { makePublicIssues } from './public-issue.ts'
import { rankAll } from './rank.ts'
import { describeTagging, tagWhenNew } from './tagging.ts'
import { visitSource } from './visit.ts'
import { describeVisits } from './visit-report.ts'

/** What a job is told when it runs. On an aborted `signal` it finishes what is in flight and returns. */
export type JobContext = { now: Date; worker: string; signal: AbortSignal }

/** Work that happens by itself. `run` answers with what it did in one line, or null when there was nothing to do. */
export type Job = { name: string; everyMs: number; run(context: JobContext): Promise<string | null> }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const KEEP_RUNS_MS = 30 * DAY

/** Everything that happens by itself, except letters to single readers, for which the worker looks every other second. */
export const planSchedule = (sources: RegisteredSource[]): Job[] => [
  { name: 'rank', everyMs: 15 * MINUTE, run: rank },
  { name: 'digest', everyMs: MINUTE, run: digest },
  { name: 'public issue', everyMs: MINUTE, run: ({ now }) => makePublicIssues(now) },
  { name: 'tag', everyMs: MINUTE, run: tag },
  { name: 'index', everyMs: MINUTE, run: index },
  { name: 'check index', everyMs: DAY, run: checkIndexed },
  { name: 'tidy', everyMs: DAY, run: tidy },
  ...sources.map(visitOf),
]

async function rank({ now }: JobContext) {
  const { windows, scored } = await rankAll({ now })
  return `Ranked ${scored} papers over ${windows} windows.`
}

function visitOf(source: RegisteredSource): Job {
  return { name: `ingest ${source.name}`, everyMs: source.everyMs, run: context => visit(source, context) }
}

async function visit(source: RegisteredSource, { now, worker, signal }: JobContext): Promise<string | null> {
  const retryAt = await findRetryAt(source.name)
  // Further ahead than anybody is believed, it was noted by a clock that was wrong.
  if (retryAt && retryAt > now && retryAt.getTime() - now.getTime() <= MOST_TOLD_MS) return null
  const report = await visitSource(source, {
    ...openMeans(),
    holder: worker,
    signal,
    patienceMs: PATIENCE.scheduleMs,
  })
  if (report.outcome === 'failed') throw new Error(report.error ?? '')
  return report.outcome === 'done' ? describeVisits([report]) || null : null
}

async function digest({ now, worker, signal }: JobContext) {
  const { summary, stopped } = await sendDueDigests({ now, worker, signal })
  // A run that failed is what an operator looks for.
  if (stopped) throw new Error(summary ?? stopped)
  return summary
}

async function tag({ signal }: JobContext) {
  const report = await tagWhenNew({ signal })
  return report && report.papers > 0 ? describeTagging(report) : null
}

async function index({ signal }: JobContext) {
  const report = await keepIndexed(signal)
  return report && report.papers > 0 ? `Indexed ${report.papers} papers.` : null
}

async function tidy({ now, signal }: JobContext) {
  const faults: unknown[] = []
  // What fails keeps nothing else from being done.
  const step = <T>(work: Promise<T>) => work.catch((error: unknown) => void faults.push(error))
  const old = new Date(now.getTime() - KEEP_RUNS_MS)
  const readers = (await step(expirePending(now))) ?? 0
  await step(forgetAskings(now))
  await step(forgetEntries(now))
  await step(forgetAudit(now))
  await step(deleteRequests(old))
  const runs = (await step(deleteJobRuns(old))) ?? 0
  const days = env().KEEP_DELIVERIES_DAYS
  // Which papers went to whom is forgotten by hand only.
  const pruned = days && (await step(pruneLedger({ now, days, papers: false, dryRun: false, signal })))
  await step(saveUpkeep())
  for (const fault of faults.slice(1)) log.error('a step of tidy failed', fault)
  if (faults.length > 0) throw faults[0]
  const forgot = readers + runs > 0 ? `Forgot ${readers} unconfirmed requests and ${runs} old runs.` : null
  return [forgot, pruned && describePruned(pruned)].filter(Boolean).join(' ') || null
}
