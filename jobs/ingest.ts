import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Env, env } from '#lib/env'
import { type Http, makeHttp } from '#lib/sources/http'
import type { RegisteredSource } from '#lib/sources/sources'
import { findBegunUntil, VISIT_LEASE_MS } from '#lib/store/visits'
import { followedSources } from './followed-sources.ts'
import { type VisitOptions, visitSource } from './visit.ts'
import { joinReports, type VisitReport } from './visit-report.ts'

/** How long a scheduled visit waits for a service, and how long somebody does who sits before the terminal. */
export const PATIENCE = { scheduleMs: 2 * 60_000, commandMs: 20 * 60_000 }

/** `range.isOpen`: its end was not named, so that it is today's. */
export type IngestOptions = Omit<VisitOptions, 'http' | 'settings' | 'followed' | 'range'> & {
  range?: { from: string; until: string; isOpen: boolean } | undefined
}

/**
 * Visits sources side by side; one that fails stops no other. Where another process holds a source it is waited for as long as it would
 * take to see that it is dead.
 */
export async function ingest(sources: RegisteredSource[], options: IngestOptions): Promise<VisitReport[]> {
  const { range, ...means } = { ...options, ...openMeans() }
  return Promise.all(
    sources.map(source =>
      range?.isOpen ? visitUntilToday(source, means, range) : visitWhenFree(source, { ...means, range }),
    ),
  )
}

/** Goes over days until today; where that was begun on an earlier day, goes on from there first. */
async function visitUntilToday(
  source: RegisteredSource,
  means: VisitOptions,
  { from, until }: { from: string; until: string },
): Promise<VisitReport> {
  const begun = await findBegunUntil(source.name, from)
  if (begun === null || begun >= until) return visitWhenFree(source, { ...means, range: { from, until } })
  const first = await visitWhenFree(source, { ...means, range: { from, until: begun } })
  if (first.outcome !== 'done') return first
  return joinReports(first, await visitWhenFree(source, { ...means, range: { from: begun, until } }))
}

async function visitWhenFree(source: RegisteredSource, options: VisitOptions): Promise<VisitReport> {
  for (let waitedMs = 0; ; waitedMs += 1000) {
    const report = await visitSource(source, options)
    const worthWaiting = report.outcome === 'taken' && report.requests === 0 && waitedMs <= VISIT_LEASE_MS
    if (!worthWaiting || options.signal.aborted) return report
    await sleep(1000, undefined, { signal: options.signal }).catch(() => null)
  }
}

let http: Http | undefined

/** How this installation asks the services of this world. */
export function openMeans(): Pick<VisitOptions, 'http' | 'settings' | 'followed'> {
  const settings = env()
  http ??= makeHttp(nameUserAgent(settings))
  return { http, settings, followed: followedSources(settings).map(({ name }) => name) }
}

/** Who asks, for those who look after the service: the program, its version, this installation and whom to write to. */
export function nameUserAgent({ SITE_URL, MAIL_FROM }: Pick<Env, 'SITE_URL' | 'MAIL_FROM'>): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const address = /[^\s<>]+@[^\s<>]+/.exec(MAIL_FROM)?.[0]
  const contact = address && !address.endsWith('@localhost') ? `; mailto:${address}` : ''
  // A header is plain ASCII.
  return `Attn/${version} (+${new URL(SITE_URL).href}${contact})`.replace(/[^\x20-\x7e]/g, '')
}
