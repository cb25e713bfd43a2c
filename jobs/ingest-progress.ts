import { type GenericFormatter, SingleBar } from 'cli-progress'
import type { VisitProgress } from './visit.ts'

/** A line on the terminal while sources are visited; nothing where there is no terminal, or nobody reads along. */
export function startIngestProgress(wanted: boolean): { show(progress: VisitProgress): void; end(): void } {
  if (!wanted || !process.stderr.isTTY) return { show: () => {}, end: () => {} }
  const startedAt = performance.now()
  const latest = new Map<string, VisitProgress>()
  let bar: SingleBar | null = null
  return {
    show(progress) {
      latest.set(progress.report.source, progress)
      const sums = sumProgress([...latest.values()], performance.now() - startedAt)
      if (!bar) {
        bar = new SingleBar({ format: renderLine, clearOnComplete: true })
        bar.start(Math.max(1, sums.ofSteps), 0, sums)
      }
      bar.setTotal(Math.max(1, sums.ofSteps))
      bar.update(sums.steps, sums)
    },
    end: () => bar?.stop(),
  }
}

/** How long it takes is not known before the first batch. */
const renderLine: GenericFormatter = (_, { progress }, { papers, requests, ofSteps, left }: Sums) => {
  const bar = ofSteps > 0 ? `${drawBar(progress)} ${Math.floor(progress * 100)} %  ` : ''
  return `${bar}${papers.toLocaleString('en')} papers  ${requests.toLocaleString('en')} requests  ${left}`
}

const WIDTH = 40

function drawBar(progress: number): string {
  const full = Math.round(progress * WIDTH)
  return '='.repeat(full) + '-'.repeat(WIDTH - full)
}

type Sums = ReturnType<typeof sumProgress>

/** What visits of several sources did together, and the time that is left: at the pace so far, and never less than politeness takes. */
export function sumProgress(visits: VisitProgress[], elapsedMs: number) {
  const sums = { papers: 0, requests: 0, steps: 0, ofSteps: 0, left: '' }
  let leftMs = 0
  for (const { report, gapMs, done } of visits) {
    sums.papers += report.papers.added + report.papers.changed + report.papers.unchanged
    sums.requests += report.requests
    if (!done) continue
    sums.steps += done.steps
    sums.ofSteps += done.ofSteps
    const perStep = Math.max(gapMs, elapsedMs / Math.max(1, done.steps))
    leftMs = Math.max(leftMs, perStep * (done.ofSteps - done.steps))
  }
  if (sums.ofSteps > sums.steps) sums.left = `${sayDuration(leftMs)} left`
  return sums
}

/** `40 s`, `3 min`, `2 h 5 min`, rounded up: politeness is never quicker. */
export function sayDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
