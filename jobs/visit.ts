import { log } from '#lib/log'
import { makeAsk } from '#lib/sources/ask'
import type { Http } from '#lib/sources/http'
import { type Ask, type Batch, SourceError, type SourceSettings, type Visit } from '#lib/sources/source'
import type { RegisteredSource } from '#lib/sources/sources'
import { findHourLeft } from '#lib/store/politeness'
import { recordAttempt, recordFailure, recordIdleVisit, recordVisit } from '#lib/store/sources'
import { findSubjects, markAsked } from '#lib/store/subjects'
import { claimVisit, leaveVisit, renewVisit, VISIT_LEASE_MS, type VisitKey } from '#lib/store/visits'
import { Asked } from './asked.ts'
import { openGate, REAL_TIME, type Time } from './gate.ts'
import { takeBatch } from './take-papers.ts'
import { blame, countBatch, newReport, type VisitReport } from './visit-report.ts'

export type VisitOptions = {
  settings: SourceSettings
  http: Http
  /** Names of the sources that are visited by themselves; absent: unknown. */
  followed?: string[]
  /** A name that no other process has. */
  holder: string
  signal: AbortSignal
  range?: { from: string; until: string } | undefined
  /** The longest that a service may make us wait before the visit is given up, in milliseconds. */
  patienceMs: number
  time?: Time
  random?(): number
  onProgress?(progress: VisitProgress): void
}

/** How far a visit is. `gapMs`: what its service wants between two requests. */
export type VisitProgress = { report: VisitReport; gapMs: number; done: Batch['done'] }

/** Visits a source once: stores what it gives, batch by batch, and how it went. A source that fails is a report, not a throw. */
export async function visitSource(source: RegisteredSource, options: VisitOptions): Promise<VisitReport> {
  const { range, holder, time = REAL_TIME } = options
  const key: VisitKey = { source: source.name, days: range ? `${range.from}/${range.until}` : '', holder }
  const report = newReport(source.name)
  const claimed = await claimVisit(key, time.now())
  if (!claimed) return { ...report, outcome: 'taken', error: `Another process is visiting ${source.name}.` }
  const hold = holdVisit(key, options.signal, time)
  const asked = new Asked()
  const { gapMs } = source.politeness(options.settings)
  let done: Batch['done']
  const onRequest = () => {
    report.requests++
    options.onProgress?.({ report, gapMs, done })
  }
  let failure: unknown = null
  try {
    // What a range gives is old: it says nothing of how fresh the source is.
    if (!range) await recordAttempt(source.name, time.now())
    const visit = openVisit(source, { ...options, signal: hold.signal, onRequest }, claimed.cursor, report, asked)
    for await (const given of source.fetch(visit)) {
      const batch = withoutRepeats(given, source, options.followed)
      const { taken, observed } = await takeBatch(batch, key, time.now())
      countBatch(report, batch, taken, observed)
      done = batch.done ?? done
      options.onProgress?.({ report, gapMs, done })
      const isLast = batch.done !== undefined && batch.done.steps >= batch.done.ofSteps
      if (hold.signal.aborted && !isLast) throw new SourceError('stopped', 'Stopped.')
    }
  } catch (error) {
    failure = error
    if (!(error instanceof SourceError)) log.error(`the visit of ${source.name} failed`, error)
    blame(report, error, hold.lost(), options.settings)
  } finally {
    hold.end()
  }
  await leaveVisit(key, report.outcome === 'done')
  await markAsked(source.name, asked.done(failure === null), time.now())
  if (!range) await record(report, time.now())
  return report
}

/** What a source tells at second hand is left out where it is followed at first hand. */
function withoutRepeats(batch: Batch, { repeats }: RegisteredSource, followed: string[] = []): Batch {
  if (!repeats || !followed.includes(repeats.of)) return batch
  return { ...batch, observations: batch.observations.filter(({ signal }) => signal !== repeats.signal) }
}

/** Shows now and then that the visit is alive; its signal is aborted when we are asked to end, and when another took the visit over. */
function holdVisit(key: VisitKey, signal: AbortSignal, time: Time) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let lost = false
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  const beat = setInterval(async () => {
    try {
      lost = !(await renewVisit(key, time.now()))
      if (lost) abort()
    } catch (error) {
      log.error('a visit could not be renewed', error, { source: key.source })
    }
  }, VISIT_LEASE_MS / 4)
  return {
    signal: controller.signal,
    lost: () => lost,
    end() {
      clearInterval(beat)
      signal.removeEventListener('abort', abort)
    },
  }
}

function openVisit(
  source: RegisteredSource,
  options: VisitOptions & { onRequest(): void },
  cursor: string | null,
  report: VisitReport,
  asked: Asked,
): Visit {
  const {
    settings,
    http,
    holder,
    range,
    patienceMs,
    signal,
    onRequest,
    time = REAL_TIME,
    random = Math.random,
  } = options
  const politeness = source.politeness(settings)
  const onWait = (ms: number) => {
    report.waitedMs += ms
  }
  const gate = openGate({ politeness, holder, patienceMs, signal, time, onWait })
  const askOnce = makeAsk({ http, gate, signal, patienceMs, now: time.now, random, onRequest })
  const ask: Ask = async question => {
    const { about = [] } = question
    try {
      const answer = await askOnce(question)
      asked.note(about, null)
      return answer
    } catch (error) {
      asked.note(about, error)
      throw error
    }
  }
  const findMostWanted = async (limit: number) => {
    const left = (await findHourLeft(politeness, time.clock())) ?? limit
    const found = await findSubjects(source.name, source.asksAbout ?? 'papers', Math.min(limit, left), time.now())
    asked.handOut(found)
    return found
  }
  return { ask, settings, now: time.now(), cursor, ...(range && { range }), findSubjects: findMostWanted }
}

async function record({ source, outcome, error, retryAt, requests }: VisitReport, now: Date): Promise<void> {
  if (outcome === 'done' && requests === 0) await recordIdleVisit(source, now)
  else if (outcome === 'done' || (outcome === 'spent' && requests > 0)) await recordVisit(source, now)
  else if (outcome === 'failed') await recordFailure(source, error ?? '', retryAt, now)
}
