import type { Http } from './http.ts'
import type { Told } from './rate-limits.ts'
import { followRedirect } from './redirect.ts'
import { type Answer, type Ask, type Question, SourceError } from './source.ts'
import { type Fault, judgeReply } from './verdict.ts'

/**
 * Where one waits for the turn at a service, together with all who ask it. It comes when nobody else asks, the gap is over, and what the
 * service told anybody to wait is over.
 */
export type Gate = {
  /** @throws SourceError when the turn is further away than one waits, or the wait was stopped */
  enter(): Promise<{ leave(told: Told): Promise<void> }>
}

export type Means = {
  http: Http
  gate: Gate
  signal: AbortSignal
  /** The longest that a service may make us wait within a visit, in milliseconds. */
  patienceMs: number
  now(): Date
  /** 0 to 1. */
  random(): number
  onRequest?(): void
}

/** How often one question is asked when the fault is one that passes. */
export const TRIES = 5
const MOST_REDIRECTS = 3
const BACKOFF = { firstMs: 5_000, mostMs: 60_000 }

/** A way to ask a service, as source.ts describes it. */
export function makeAsk(means: Means): Ask {
  return async question => {
    for (let attempt = 1; ; attempt++) {
      const { found, waitMs, told } = await tryOnce(question, attempt, means)
      if (found.kind !== 'fault') return found
      if (!found.passing || attempt === TRIES || waitMs > means.patienceMs) {
        const retryAt = told && found.passing ? new Date(means.now().getTime() + waitMs) : null
        throw explain(found, question, attempt, retryAt)
      }
    }
  }
}

/** What a try came to. `waitMs`: how long the service is to be left alone after a fault; `told`: the service said so itself. */
type Tried = { found: Answer | Fault; waitMs: number; told: boolean }

/** One try, with its redirects; each request waits its turn. */
async function tryOnce(question: Question, attempt: number, means: Means): Promise<Tried> {
  const headers = headersOf(question)
  const trail = [question.url]
  for (;;) {
    const turn = await means.gate.enter()
    let told: Told = {}
    try {
      means.onRequest?.()
      const { found, ...says } = judgeReply(
        await means.http(trail.at(-1)!, headers, means.signal),
        question,
        means.now(),
      )
      told = says.told
      const toldMs = told.waitMs ?? (told.left === 0 ? told.resetMs : undefined)
      if (found.kind === 'fault' && found.passing)
        // Who says "at once" while failing is still asked at growing intervals.
        told = { ...told, waitMs: Math.max(toldMs ?? 0, backOff(attempt, means.random())) }
      if (found.kind !== 'redirect')
        return { found, waitMs: told.waitMs ?? 0, told: toldMs !== undefined && toldMs > 0 }
      const next = followRedirect(trail, found.to, MOST_REDIRECTS)
      if (!next.ok)
        return { found: { kind: 'fault', is: 'garbled', passing: false, why: next.why }, waitMs: 0, told: false }
      trail.push(next.url)
    } finally {
      await turn.leave(told)
    }
  }
}

function headersOf({ accept, authorization, unless }: Question): Record<string, string> {
  return {
    accept,
    ...(authorization && { authorization }),
    ...(unless?.etag && { 'if-none-match': unless.etag }),
    ...(unless?.lastModified && { 'if-modified-since': unless.lastModified }),
  }
}

// "Full jitter": those who failed together do not come back together.
// @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
const backOff = (attempt: number, random: number) =>
  Math.round(random * Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** (attempt - 1)))

function explain({ is, why }: Fault, { url }: Question, attempt: number, retryAt: Date | null): SourceError {
  if (is === 'stopped') return new SourceError('stopped', 'Stopped.')
  const often = attempt > 1 ? `, ${attempt} times in a row` : ''
  const later = retryAt ? `, and asks to be left alone until ${sayTime(retryAt)}` : ''
  return new SourceError(is, `${new URL(url).host} ${why}${often}${later}.`, retryAt)
}

/** `2026-11-25 12:31 UTC`, never earlier than it is. */
export const sayTime = (at: Date): string =>
  `${new Date(at.getTime() + 59_999).toISOString().slice(0, 16).replace('T', ' ')} UTC`
