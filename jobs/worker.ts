import { setTimeout as sleep } from 'node:timers/promises'
import { schedule } from 'node-cron'
import { now } from '#lib/clock'
import { log, renderError } from '#lib/log'
import { metrics } from '#lib/metrics'
import { type Doing, whileDoing } from '#lib/request-context'
import { finishRequests, takeRequests } from '#lib/store/job-requests'
import { claimJob, finishJob, type Outcome, renewJob } from '#lib/store/jobs'
import { registerSources } from '#lib/store/sources'
import { followedSources } from './followed-sources.ts'
import { sendDueLetters } from './letters.ts'
import { type Job, type JobContext, planSchedule } from './schedule.ts'
import { serveWorkerMetrics } from './worker-metrics.ts'
import { newWorkerName } from './worker-name.ts'

/** How long a job stays taken after a sign of life of its worker; every tick of the minute is one. */
const LEASE_MS = 3 * 60_000
const LETTERS_MS = 2_000
const LETTERS_PAUSE_MS = 30_000
/** How long work in flight may take once the worker is told to stop. */
const GRACE_MS = 30_000

/** What this process runs at this moment, by worker and job. */
const running = new Set<string>()

/** Runs the schedule until `signal` is aborted, then finishes what is in flight, for at most 30 s. */
export async function runWorker({ signal }: { signal: AbortSignal }): Promise<void> {
  const worker = newWorkerName()
  log.info('worker started', { worker })
  const sources = followedSources()
  await registerSources(sources).catch(error => log.error('the sources could not be registered', error))
  const jobs = planSchedule(sources)
  serveWorkerMetrics(signal)
  const flights = new Set<Promise<void>>([sendLetters(worker, signal)])
  const tick = () => {
    const flight = runDueJobs(jobs, { now: now(), worker, signal }).finally(() => flights.delete(flight))
    flights.add(flight)
  }
  // Only a tick: node-cron drops one when the process is late, and the database knows what is due at the next.
  const minute = schedule('* * * * *', tick, { timezone: 'UTC' })
  tick()
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
  await minute.stop()
  await Promise.race([Promise.allSettled(flights), sleep(GRACE_MS)])
}

/** Runs the jobs that are due and that nobody runs already. Calling it often, or from several processes, changes nothing. */
export async function runDueJobs(jobs: Job[], context: JobContext): Promise<void> {
  await Promise.all(jobs.map(job => runWhenDue(job, context)))
}

async function runWhenDue(job: Job, context: JobContext): Promise<void> {
  const { worker, signal } = context
  const run = `${worker} ${job.name}`
  try {
    if (running.has(run)) return await renewJob(job.name, LEASE_MS, worker, context.now)
    if (signal.aborted || !(await claimJob(job.name, job.everyMs, LEASE_MS, worker, context.now))) return
    running.add(run)
    try {
      const requests = await takeRequests(job.name, worker, context.now)
      const outcome = await measureJob(job, context)
      // Before the job is free again, or what was asked for would be due a second time.
      await finishRequests(requests, outcome, now())
      await finishJob(job.name, worker, context.now, outcome, now())
    } finally {
      running.delete(run)
    }
  } catch (error) {
    // The database is locked, full or away: the next tick asks again.
    log.error(`${job.name} could not be looked after`, error)
  }
}

async function measureJob(job: Job, context: JobContext): Promise<Outcome> {
  const doing: Doing = { request: null, route: job.name, databaseMs: 0 }
  const began = performance.now()
  const outcome = await whileDoing(doing, () => runJob(job, context))
  const { jobSeconds, databaseSeconds } = metrics()
  jobSeconds.observe({ job: job.name, ok: String(outcome.ok) }, (performance.now() - began) / 1000)
  databaseSeconds.observe({ kind: 'job', name: job.name }, doing.databaseMs / 1000)
  return outcome
}

async function runJob(job: Job, context: JobContext): Promise<Outcome> {
  try {
    const summary = await job.run(context)
    if (summary) log.info(job.name, { did: summary })
    return { ok: true, summary }
  } catch (error) {
    log.error(`${job.name} failed`, error)
    return { ok: false, error: renderError(error) }
  }
}

// Somebody sits before a form and waits for this mail: a look every other second, not at the minute.
async function sendLetters(worker: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const rest = await sendDueLetters({ now: now(), worker, signal }).then(
      () => LETTERS_MS,
      error => {
        log.error('letters failed', error)
        return LETTERS_PAUSE_MS
      },
    )
    await sleep(rest, undefined, { signal }).catch(() => null)
  }
}
