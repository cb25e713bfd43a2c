import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetEnv } from '#lib/env'
import { standInFront } from '#lib/front'
import { isLocalPeer, watchRequests } from '#lib/requests'

// A server that puts whatever it is told into its pages, as no page should.
let server: Server
let rendered = 0
type Given = { status?: number; headers?: Record<string, string | string[]> }
let answerWith: Given = {}

beforeAll(async () => {
  process.env.SITE_URL = 'https://papers.example.org'
  process.env.DATABASE_URL = 'libsql://db.example.org'
  process.env.CACHE_SECONDS = '30'
  forgetEnv()
  watchRequests()
  standInFront(['theme()'])
  server = createServer((asked, answer) => {
    rendered++
    const { connection, ...headers } = asked.headers
    const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
    const isLocal = isLocalPeer(new Headers(asked.headers as Record<string, string>))
    const { status = 200, headers: extra = {} } = answerWith
    for (const [name, value] of Object.entries({ 'content-type': 'text/html; charset=utf-8', ...extra }))
      answer.setHeader(name, value)
    answer.statusCode = status
    const told = JSON.stringify([asked.method, asked.url, Object.keys(headers).length, headers])
    answer.end(
      `<head></head><script nonce="${nonce}">f()</script><pre>${told.replaceAll(nonce ?? '-', '')}${isLocal}</pre>`,
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise(resolve => server.close(resolve)))
beforeEach(() => {
  answerWith = {}
})

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers, method, agent: false }, async answer => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const body = Buffer.concat(chunks)
      resolve({ status: answer.statusCode!, headers: answer.headers, body, text: body.toString() })
    })
      .on('error', reject)
      .end()
  })
}

const HOSTILE: Record<string, string>[] = [
  { Host: 'evil.example.org' },
  { 'X-Forwarded-Host': 'evil.example.org', 'X-Forwarded-Proto': 'evil', 'X-Forwarded-For': 'evil', Via: 'evil' },
  { Accept: 'evil/json', 'Accept-Language': 'evil', 'User-Agent': 'evil', Referer: 'https://evil.example.org' },
  { Cookie: 'session=evil; __prerender_bypass=evil; __next_preview_data=evil' },
  { 'X-Nextjs-Data': 'evil', 'X-Nextjs-Html-Request-Id': 'evil', 'Next-Router-Prefetch': 'evil' },
  {
    'X-Prerender-Revalidate': 'evil',
    'X-Middleware-Rewrite': '/evil',
    'X-Invoke-Path': '/evil',
    'X-Matched-Path': 'evil',
  },
  { 'Content-Security-Policy': "script-src 'nonce-evil'", 'Content-Security-Policy-Report-Only': "'nonce-evil'" },
  { Range: 'bytes=0-3', 'If-None-Match': 'W/"evil"', 'If-Modified-Since': 'evil', 'Accept-Encoding': 'evil' },
]

describe('a page that everybody sees alike', () => {
  it.each(HOSTILE.map((headers, index) => [index, headers] as const))(
    'has nothing of the request that was first (%i: %j)',
    async (index, headers) => {
      const path = `/papers/2401.0000${index}`
      const first = await ask(path, headers)
      const second = await ask(path)
      expect(first.headers['cache-status']).toBe('Attn; fwd=miss')
      expect(second.headers['cache-status']).toBe('Attn; hit')
      for (const { text, headers } of [first, second]) {
        expect(text + JSON.stringify(headers)).not.toMatch(/evil|nonce=/i)
        expect(text).toContain(`"${path}"`)
        expect(text).toContain('"host":"papers.example.org"')
      }
      expect(second.text).toBe(first.text)
    },
  )

  it('is not one that this machine alone may see', async () => {
    expect((await ask('/papers/local', { Host: 'localhost' })).text).toContain('false</pre>')
    expect((await ask('/status', { Host: 'localhost' })).text).toContain('true</pre>')
  })

  it('runs the scripts in it that were written by the site, named by what they say', async () => {
    const { headers, text } = await ask('/topics')
    const policy = String(headers['content-security-policy'])
    // sha256 of f() and of theme(), by openssl.
    expect(policy).toContain("'sha256-GcEEE0IkDzIP5EQ6DXZaDPORqT5RTBELX8Fyzyg9yvo='")
    const [, first] = /<head><script>([^<]+)<\/script>/.exec(text)!
    expect(policy).toContain(`'sha256-${createHash('sha256').update(first!).digest('base64')}'`)
    expect(policy.match(/sha256-/g)).toHaveLength(3)
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d+$/)
  })

  it('has styles in it only where it shows a mail', async () => {
    const policyOf = async (path: string) => String((await ask(path)).headers['content-security-policy'])
    expect(await policyOf('/topics')).toContain("style-src 'self';")
    expect(await policyOf('/subscribe')).toContain("style-src 'self' 'unsafe-inline';")
  })

  it('may be kept by caches of others, so long that with its own age it is less than a minute', async () => {
    const directives = String((await ask('/')).headers['cache-control'])
    const seconds = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(directives)?.[1])
    expect(seconds('max-age')).toBe(0)
    expect(30 + seconds('s-maxage')).toBeLessThan(60)
    // A browser would do so too, and add its own to that of the cache in front.
    expect(directives).not.toContain('stale-while-revalidate')
  })

  it('comes packed as the browser takes it, without a body for HEAD, and as nothing when it is known', async () => {
    const plain = await ask('/')
    const br = await ask('/', { 'Accept-Encoding': 'gzip, deflate, br, zstd' })
    const gzip = await ask('/?', { 'Accept-Encoding': 'gzip;q=0.8, br;q=0' })
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    expect(plain.headers['content-encoding']).toBeUndefined()
    for (const { headers } of [plain, br, gzip]) {
      expect(headers.vary).toBe('accept-encoding')
      expect(headers.etag).toBe(plain.headers.etag)
    }
    const head = await ask('/', {}, 'HEAD')
    expect([head.body.length, head.headers['content-length']]).toEqual([0, String(plain.body.length)])
    const known = await ask('/', { 'If-None-Match': `"other", ${plain.headers.etag}` })
    expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, plain.headers.etag])
  })
})

describe('what is not for everybody', () => {
  it.each([
    ['/?page=2', {}, 'GET'],
    ['/?utm_source=x', {}, 'GET'],
    ['/subscription/abc', {}, 'GET'],
    ['/u/abc', {}, 'GET'],
    ['/subscribe?topic=medical', {}, 'GET'],
    ['/subscribe', {}, 'POST'],
    ['/outbox', {}, 'GET'],
    ['/papers/%2e%2e', {}, 'GET'],
    ['/papers/..', {}, 'GET'],
    ['/papers/../subscribe', {}, 'GET'],
    ['/papers/10.1101/.', {}, 'GET'],
    ['/digest/feed.xml', {}, 'GET'],
    ['/digest/feed.json', {}, 'GET'],
    ['//papers/x', {}, 'GET'],
    ['/topics/medical/', {}, 'GET'],
    ['/', { RSC: '1' }, 'GET'],
    ['/', { 'Next-Url': '/x' }, 'GET'],
    ['/', {}, 'POST'],
  ])('%s with %j by %s is answered anew each time, with a nonce of its own', async (path, headers, method) => {
    const nonces = new Set<string>()
    for (const _ of [1, 2]) {
      const before = rendered
      const answer = await ask(path, { ...headers, 'Content-Security-Policy': "script-src 'nonce-evil'" }, method)
      expect(rendered).toBe(before + 1)
      expect(answer.headers['cache-status']).toBeUndefined()
      const [, nonce] = /'nonce-([^']{22})'/.exec(String(answer.headers['content-security-policy']))!
      expect(answer.text).toContain(`<script nonce="${nonce}">`)
      nonces.add(nonce!)
    }
    expect(nonces.size).toBe(2)
  })

  it.each<[string, Given]>([
    ['a 404', { status: 404 }],
    ['a failure', { status: 500 }],
    ['a redirect', { status: 308, headers: { location: '/papers/other' } }],
    ['no page', { headers: { 'content-type': 'application/json' } }],
  ])('%s is handed on and not kept', async (name, answer) => {
    answerWith = answer
    const path = `/papers/${name.replace(' ', '-')}`
    const first = await ask(path)
    expect(first.status).toBe(answer.status ?? 200)
    expect(first.headers.location).toBe(answer.headers?.location)
    answerWith = {}
    expect((await ask(path)).headers['cache-status']).toBe('Attn; fwd=miss')
  })

  it('an answer with a cookie goes to whoever asked, and to nobody else', async () => {
    answerWith = { headers: { 'set-cookie': ['a=1'] } }
    const mine = await ask('/papers/cookie', { 'User-Agent': 'mine' })
    expect(mine.headers['set-cookie']).toEqual(['a=1'])
    expect(mine.text).toContain('"mine"')
    const other = await ask('/papers/cookie', { 'User-Agent': 'other' })
    expect(other.text).toContain('"other"')
  })
})
