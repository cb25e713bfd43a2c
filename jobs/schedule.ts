import { describeFreshness, findPulse } from '#lib/store/status'
import { expirePending } from '#lib/store/subscription-requests'
import { deleteJobRuns, saveUpkeep } from '#lib/store/tidy'
import { sendDueDigests } from './digest.ts'
import { rankAll } from './rank.ts'

/** What a job is told when it runs. On an aborted `signal` it finishes what is in flight and returns. */
export type JobContext = { now: Date; worker: string; signal: AbortSignal }

/** Work that happens by itself. `run` answers with what it did in one line, or null when there was nothing to do. */
export type Job = { name: string; everyMs: number; run(context: JobContext): Promise<string | null> }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const KEEP_RUNS_MS = 30 * DAY

/** Everything that happens by itself, except letters to single readers, for which the worker looks every other second. */
export const SCHEDULE: Job[] = [
  { name: 'rank', everyMs: 15 * MINUTE, run: rank },
  { name: 'digest', everyMs: MINUTE, run: digest },
  { name: 'tidy', everyMs: DAY, run: tidy },
]

async function rank({ now }: JobContext) {
  const { windows, scored } = await rankAll({ now })
  return `Ranked ${scored} papers over ${windows} windows.`
}

async function digest({ now, worker, signal }: JobContext) {
  const freshness = describeFreshness(await findPulse())
  return (await sendDueDigests({ now, worker, signal, freshness })).summary
}

async function tidy({ now }: JobContext) {
  const readers = await expirePending(now)
  const runs = await deleteJobRuns(new Date(now.getTime() - KEEP_RUNS_MS))
  await saveUpkeep()
  return readers + runs > 0 ? `Forgot ${readers} unconfirmed requests and ${runs} old runs.` : null
}
