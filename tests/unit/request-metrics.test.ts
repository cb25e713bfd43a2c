import { writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { timeDatabase } from '#lib/database-time'
import { figuresOf } from '#lib/domain/status/figures'
import { forgetEnv } from '#lib/env'
import { buildFigures, renderMetrics } from '#lib/metrics'
import { currentDoing } from '#lib/request-context'
import { measureRequests } from '#lib/request-metrics'
import { readRoutes } from '#lib/request-route'
import { parsePrometheus } from '#tests/support/prometheus'
import { makeFolder } from '#tests/support/started-site'

const MANIFEST = JSON.stringify({
  staticRoutes: [
    { page: '/', regex: '^/(?:/)?$' },
    { page: '/status', regex: '^/status(?:/)?$' },
  ],
  dynamicRoutes: [
    { page: '/papers/[...id]', regex: '^/papers/(.+?)(?:/)?$' },
    { page: '/u/[token]', regex: '^/u/([^/]+?)(?:/)?$' },
  ],
})

let server: Server
let lines: string[] = []
const { folder, remove } = makeFolder()

beforeAll(async () => {
  writeFileSync(`${folder}/routes.json`, MANIFEST)
  measureRequests(`${folder}/routes.json`)
  server = createServer(async (asked, answer) => {
    await timeDatabase(() => new Promise(resolve => setTimeout(resolve, 5)))
    answer.statusCode = asked.url!.startsWith('/status') ? 500 : 200
    answer.end(String(currentDoing()?.request))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise(resolve => server.close(resolve))
  remove()
})
beforeEach(() => {
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(String(text)) > 0)
})

async function ask(path: string, headers = {}, method = 'GET'): Promise<{ id: string; text: string }> {
  const { port } = server.address() as AddressInfo
  const got = await new Promise<{ id: string; text: string }>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers, agent: false }, async answer => {
      let text = ''
      for await (const chunk of answer.setEncoding('utf8')) text += chunk
      resolve({ id: String(answer.headers['x-request-id']), text })
    })
      .on('error', reject)
      .end()
  })
  await new Promise(resolve => setTimeout(resolve, 5))
  return got
}

describe('a pattern', () => {
  const routeOf = readRoutes(MANIFEST)
  it.each([
    ['/', '/'],
    ['/status/', '/status'],
    ['/papers/cs/0112017', '/papers/[...id]'],
    ['/u/secret.0.token', '/u/[token]'],
    ['/_next/static/chunks/1.js', '/_next'],
    ['/wp-login.php', 'other'],
    ['//evil.example.org', 'other'],
  ])('of %s is %s', (path, route) => expect(routeOf(path)).toBe(route))

  it('is one for all where there is no list of them', () => expect(readRoutes(null)('/status')).toBe('other'))
})

describe('a request', () => {
  it('has an id of its own, which the code that answers it knows', async () => {
    const [one, two] = [await ask('/'), await ask('/')]
    expect(one.id).toMatch(/^[\w-]{12}$/)
    expect(one.id).not.toBe(two.id)
    expect([one.text, two.text]).toEqual([one.id, two.id])
  })

  it('keeps the id that a proxy gave it, when it is one', async () => {
    expect((await ask('/', { 'X-Request-Id': 'a.B-1_2' })).id).toBe('a.B-1_2')
    for (const bad of ['', 'a b', 'x'.repeat(65), '{"a":1}', 'ada@example.org'])
      expect((await ask('/', { 'X-Request-Id': bad })).id).toMatch(/^[\w-]{12}$/)
  })

  it('is counted by its pattern, however many addresses there are', async () => {
    for (let i = 0; i < 30; i++) await ask(`/papers/2401.${i}?q=${i}`)
    for (let i = 0; i < 30; i++) await ask(`/made/up/${i}`, {}, i % 2 ? 'PURGE' : 'GET')
    const series = parsePrometheus(await renderMetrics(buildFigures()))
    expect(series.get('attn_http_requests_total{method="GET",route="/papers/[...id]",status="200"}')).toBe(30)
    expect(series.get('attn_http_requests_total{method="other",route="other",status="200"}')).toBe(15)
    expect(series.get('attn_http_request_duration_seconds_count{route="other"}')).toBe(30)
    expect(series.get('attn_database_seconds_count{kind="request",name="other"}')).toBe(30)
    expect(series.get('attn_database_seconds_sum{kind="request",name="other"}')).toBeGreaterThan(0.1)
    expect([...series.keys()].filter(key => /2401|made/.test(key))).toEqual([])
  })

  it('has a line in the log when it went wrong, or when all are wanted, without its query and its token', async () => {
    await ask('/u/the.secret.token?email=ada@example.org')
    expect(lines).toEqual([])
    await ask('/status?token=the-secret')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/request request=[\w-]+ route=\/status method=GET path=\/status status=500 ms=\d+/)
    vi.stubEnv('LOG_REQUESTS', 'on')
    forgetEnv()
    await ask('/u/the.secret.token?email=ada@example.org')
    vi.unstubAllEnvs()
    forgetEnv()
    expect(lines[1]).toContain('path=/u/[token] ')
    expect(lines.join()).not.toMatch(/secret|ada@/)
  })
})

describe('what the database says', () => {
  it('is read by Prometheus, with odd names too, and leaves out what is not known', async () => {
    const now = new Date('2026-11-23T08:00:00Z')
    const text = await renderMetrics(
      figuresOf(
        {
          ...{ papers: 3, digests: { queued: 7 }, letters: {}, oldestDigestAt: new Date(now.getTime() - 90_000) },
          ...{ oldestLetterAt: null, mails: [{ kind: 'digest', result: 'sent', count: 5 }], stoppedAt: now },
          ...{
            paused: ['mail'],
            indexChanges: 2,
            requested: 1,
            jobs: [{ name: 'a "b"\\c\n', startedAt: null, ok: 0 }],
          },
          sources: [{ name: 'arxiv', state: 'late', lastSuccessAt: null, failuresInARow: 2 }],
          workerSeenAt: null,
        },
        now,
      ),
    )
    const series = parsePrometheus(text)
    expect(series.get('attn_mail_queue{kind="digest",state="queued"}')).toBe(7)
    expect(series.get('attn_mail_oldest_waiting_seconds{kind="digest"}')).toBe(90)
    expect(series.get('attn_mails_total{kind="digest",result="sent"}')).toBe(5)
    expect(series.get('attn_source_state{source="arxiv",state="late"}')).toBe(1)
    expect(series.get('attn_source_state{source="arxiv",state="fresh"}')).toBe(0)
    expect(series.get('attn_job_last_run_ok{job="a \\"b\\"\\\\c\\n"}')).toBe(0)
    expect(text).not.toMatch(/attn_worker_seen_age_seconds|attn_source_success_age_seconds/)
  })
})
