import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type VisitOptions, visitSource } from '#jobs/visit'
import { env } from '#lib/env'
import { makeHttp } from '#lib/sources/http'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { fakeTime } from '#tests/support/fake-time'
import { FAULTS, type Fault, type SourceServer, startSourceServer } from '#tests/support/source-server'
import { answerTiny, makeTinySource, PAGES, PER_PAGE } from '#tests/support/tiny-source'

// Everything that has been seen to go wrong between here and a service, and what becomes of it: what is stored, what is said, and how
// long it waited. The requests are real, on loopback; the time between them is not.

const NOW = new Date('2026-11-25T00:10:00Z')
const ALL = PAGES * PER_PAGE
const GAP_MS = 3000
const PATIENCE_MS = 120_000
const LIMITS = {
  connectMs: 500,
  headersMs: 400,
  idleMs: 400,
  totalMs: 1800,
  wireBytes: 1_000_000,
  textBytes: 4_000_000,
}
const HTML = '<!DOCTYPE html>\n<html><head><title>Just a moment…</title></head><body>Are you a person?</body></html>'

let db: TestDatabase
let server: SourceServer
let elsewhere: SourceServer
let time: ReturnType<typeof fakeTime>
let undisturbedMs: number

beforeAll(async () => {
  server = await startSourceServer(answerTiny)
  elsewhere = await startSourceServer(answerTiny)
  await begin()
  await visit()
  undisturbedMs = time.slept()
})
beforeEach(begin)
afterAll(async () => {
  await server.stop()
  await elsewhere.stop()
})

async function begin(): Promise<void> {
  db = await openTestDatabase()
  time = fakeTime(NOW)
  server.seen.length = 0
}

const visit = (more: Partial<VisitOptions> = {}) =>
  visitSource(makeTinySource(server.url, GAP_MS), {
    settings: env(),
    http: makeHttp('Attn/test', LIMITS),
    holder: 'ada',
    signal: new AbortController().signal,
    patienceMs: PATIENCE_MS,
    time,
    random: () => 1,
    ...more,
  })

const stored = () => db.prisma.paper.count()
const findStates = () => db.prisma.sourceState.findMany({ orderBy: { name: 'asc' } })
/** What the faults cost, beside the gaps of an undisturbed visit. */
const waitedForMs = () => time.slept() - undisturbedMs

describe('a fault that passes', () => {
  const SECOND = 1000
  it.each<[name: string, fault: Fault, waitsMs: number]>([
    ['429 without Retry-After', FAULTS.status(429, {}, 'Rate exceeded.'), 5 * SECOND],
    ['429 with Retry-After in seconds', FAULTS.status(429, { 'retry-after': '17' }), 17 * SECOND],
    [
      '429 with Retry-After as a date, of a service whose clock is years behind',
      FAULTS.status(429, { date: 'Fri, 01 Jan 2016 00:00:00 GMT', 'retry-after': 'Fri, 01 Jan 2016 00:00:40 GMT' }),
      40 * SECOND,
    ],
    ...['0', '-5', '120;', '+60', 'Thu, 01 Jan 1970 00:00:00 GMT'].map((told): [string, Fault, number] => [
      `503 with a Retry-After of ${told}`,
      FAULTS.status(503, { 'retry-after': told }),
      5 * SECOND,
    ]),
    ['429 with a Retry-After that is neither', FAULTS.status(429, { 'retry-after': 'soon' }), 5 * SECOND],
    [
      '403 because nothing is left of the hour, as GitHub says it',
      FAULTS.status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }),
      30 * SECOND,
    ],
    ['503', FAULTS.status(503, {}, 'first byte timeout'), 5 * SECOND],
    ['500', FAULTS.status(500), 5 * SECOND],
    ['a connection that is reset', FAULTS.reset, 5 * SECOND],
    ['half an answer', FAULTS.halfAndReset, 5 * SECOND],
    ['silence', FAULTS.silence, 5 * SECOND],
    ['a slow drip', FAULTS.drip, 5 * SECOND],
    ['truncated gzip', FAULTS.truncatedGzip, 5 * SECOND],
    ['damaged gzip', FAULTS.damagedGzip, 5 * SECOND],
    ['less than was announced', FAULTS.announcesMore, 5 * SECOND],
    ['more than was announced', FAULTS.announcesLess, 5 * SECOND],
    ['something that is not HTTP', FAULTS.notHttp, 5 * SECOND],
    ['an encoding that nobody asked for', FAULTS.text('x', { 'content-encoding': 'zstd' }), 5 * SECOND],
    ['nothing, with 200', FAULTS.text(''), 5 * SECOND],
    ['a page for people, with 200', FAULTS.text(HTML, { 'content-type': 'text/html' }), 5 * SECOND],
    ['a page for people that says it is JSON', FAULTS.text(HTML, { 'content-type': 'application/json' }), 5 * SECOND],
    ['text in place of JSON', FAULTS.text('Rate exceeded.'), 5 * SECOND],
    ['JSON that ends in the middle', FAULTS.text('{"papers":[{"id":"2611.0'), 5 * SECOND],
  ])('%s: waits, and misses nothing', async (_, fault, waitsMs) => {
    server.misbehave(null, null, fault)
    expect(await visit()).toMatchObject({ outcome: 'done', papers: { added: ALL }, requests: PAGES + 1, error: null })
    expect(await stored()).toBe(ALL)
    expect(Math.round(waitedForMs() / 100) * 100).toBe(waitsMs)
    expect(await findStates()).toMatchObject([{ lastError: null, failuresInARow: 0, lastSuccessAt: expect.any(Date) }])
  })
})

describe('a fault that stays', () => {
  it.each<[name: string, fault: Fault, says: RegExp, requests: number]>([
    [
      '503',
      FAULTS.status(503, {}, 'first byte timeout'),
      /answered 503 \(first byte timeout\), 5 times in a row\.$/,
      5,
    ],
    [
      'a page for people',
      FAULTS.text(HTML),
      /answered with a page for people in place of JSON \(Just a moment…\), 5 times in a row\.$/,
      5,
    ],
    ['silence', FAULTS.silence, /answered nothing within 0\.4 s, 5 times in a row\.$/, 5],
    ['a slow drip', FAULTS.drip, /did not finish its answer within 1\.8 s, 5 times in a row\.$/, 5],
    ['reset', FAULTS.reset, /broke the connection off, 5 times in a row\.$/, 5],
    [
      'a reason in JSON',
      FAULTS.status(401, {}, '{"message": "Bad credentials"}'),
      /answered 401 \(Bad credentials\)\.$/,
      1,
    ],
    [
      'a reason in a feed, as arXiv gives it',
      FAULTS.status(
        400,
        {},
        '<feed><title>arXiv Query</title><entry><title>Error</title><summary>incorrect id format for abc</summary></entry></feed>',
      ),
      /answered 400 \(incorrect id format for abc\)\.$/,
      1,
    ],
    [
      'a gigabyte that is announced',
      FAULTS.announcesGigabyte,
      /has an answer of 1000 MB; at most 1 MB are taken\.$/,
      1,
    ],
    ['a gigabyte that is not', FAULTS.endless, /sent more than 1 MB\.$/, 1],
    ['a gzip bomb', FAULTS.gzipBomb, /sent more than 4 MB once decompressed\.$/, 1],
    ['a redirect in a circle', FAULTS.redirect('/tiny?page=2'), /leads in a circle \(\/tiny\)\.$/, 1],
    [
      'a redirect to another host',
      (request, response, right) => FAULTS.redirect(`${elsewhere.url}/tiny?page=2`)(request, response, right),
      /leads to another place \(http:\/\/127\.0\.0\.1:\d+\), which is not followed: if it moved, set its address anew\.$/,
      1,
    ],
    ['a redirect to another scheme', FAULTS.redirect('file:///etc/passwd'), /leads to another place \(file:\)/, 1],
    ['malformed JSON', FAULTS.text('{"papers": [}'), /^The answer of tiny is no page of papers\.$/, 1],
  ])('%s: is said, keeps what came before, and the next visit goes on from there', async (_, fault, says, requests) => {
    server.misbehave(null, null, ...Array.from({ length: requests }, () => fault))
    const failed = await visit()
    expect(failed).toMatchObject({
      outcome: 'failed',
      papers: { added: 2 * PER_PAGE },
      error: expect.stringMatching(says),
    })
    expect(failed.requests).toBe(2 + requests)
    expect(await stored()).toBe(2 * PER_PAGE)
    expect(await findStates()).toMatchObject([
      { papers: 2 * PER_PAGE, lastSuccessAt: null, lastError: failed.error, failuresInARow: 1 },
    ])

    expect(await visit()).toMatchObject({
      outcome: 'done',
      papers: { added: ALL - 2 * PER_PAGE, unchanged: 0 },
      requests: PAGES - 2,
    })
    expect(await stored()).toBe(ALL)
    expect(await findStates()).toMatchObject([{ papers: ALL, lastError: null, failuresInARow: 0 }])
    expect(elsewhere.seen).toEqual([])
  })

  it('is asked about again with doubled waits, and no more than five times', async () => {
    server.misbehave(...Array.from({ length: 5 }, () => FAULTS.status(500)))
    await visit()
    expect(Math.round(time.slept() / 1000)).toBe(5 + 10 + 20 + 40)
  })

  it('of redirects that go on and on ends after three', async () => {
    server.misbehave(...Array.from({ length: 4 }, (_, i) => FAULTS.redirect(`/on/${i}`)))
    expect(await visit()).toMatchObject({
      requests: 4,
      error: expect.stringMatching(/leads on and on \(3 times, last to \/on\/3\)\.$/),
    })
  })
})

describe('a service that asks to be left alone', () => {
  it('for longer than a visit waits, is: by all, without being asked again before', async () => {
    server.misbehave(null, FAULTS.status(503, { 'retry-after': '1800' }, 'maintenance'))
    expect(await visit()).toMatchObject({
      outcome: 'failed',
      requests: 2,
      error: expect.stringMatching(
        /answered 503 \(maintenance\), and asks to be left alone until 2026-11-25 00:41 UTC\.$/,
      ),
      retryAt: new Date(time.now().getTime() + 1_800_000),
    })
    time.pass(60_000)
    expect(await visit({ holder: 'bob' })).toMatchObject({
      requests: 0,
      error: expect.stringMatching(/^tiny asked to be left alone until 2026-11-25 00:41 UTC\.$/),
    })
    expect(server.seen).toHaveLength(2)
    time.pass(1_800_000)
    expect(await visit({ holder: 'bob' })).toMatchObject({ outcome: 'done', papers: { added: ALL - PER_PAGE } })
  })

  it('until next year is not believed for longer than six hours', async () => {
    server.misbehave(FAULTS.status(429, { 'retry-after': '31536000' }))
    expect((await visit()).retryAt).toEqual(new Date(NOW.getTime() + 6 * 3_600_000))
  })
})

describe('a redirect within the service', () => {
  it('is followed, each step in its turn', async () => {
    server.misbehave(FAULTS.redirect('/moved'), FAULTS.redirect('tiny?page=0'))
    // The second step leads back to where it began: that is a circle. One step away is not.
    expect((await visit()).error).toMatch(/leads in a circle/)
    server.misbehave(FAULTS.redirect(`${server.url}/tiny?page=0&moved=1`))
    expect(await visit()).toMatchObject({ outcome: 'done', requests: PAGES + 1, papers: { added: ALL } })
    expect(time.slept()).toBeGreaterThan((PAGES + 1) * GAP_MS)
  })
})

describe('being asked to end', () => {
  it.each([
    ['while a request is under way', FAULTS.silence],
    ['while it waits for its turn', FAULTS.status(503)],
  ])('%s, ends at once and leaves a clean state', async (_, fault) => {
    const controller = new AbortController()
    server.misbehave(null, async (...given) => {
      setTimeout(() => controller.abort(), 30)
      await fault(...given)
    })
    const slowly = {
      ...time,
      sleep: (ms: number, signal: AbortSignal) => (ms < GAP_MS + 100 ? time.sleep(ms, signal) : untilAborted(signal)),
    }
    const began = performance.now()
    const patient = makeHttp('Attn/test', { ...LIMITS, headersMs: 20_000, totalMs: 20_000 })
    const report = await visit({ signal: controller.signal, time: slowly, http: patient })
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(report).toMatchObject({ outcome: 'stopped', papers: { added: PER_PAGE } })
    expect(await db.prisma.visit.findMany()).toMatchObject([{ cursor: '1', leasedBy: null, leaseUntil: null }])
    expect(await db.prisma.service.findMany()).toMatchObject([{ heldBy: null }])
    expect(await findStates()).toMatchObject([{ lastError: null, failuresInARow: 0, lastSuccessAt: null }])
    time.pass(60_000)
    expect(await visit()).toMatchObject({ outcome: 'done', papers: { added: ALL - PER_PAGE } })
  })
})

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }))
