import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, it } from 'vitest'

// public/sw.js with the caches of a browser, as far as it asks for them.

type Listener = (event: Record<string, unknown>) => void
type Answer = { status?: number; html: string }

const ORIGIN = 'https://papers.example.org'
const SOURCE = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8')

let site: Record<string, Answer>
let now: number
let asked: string[]
let listeners: Record<string, Listener>
let caches: Map<string, FakeCache>

const pathOf = (request: string | { url: string }) =>
  (typeof request === 'string' ? request : request.url).replace(ORIGIN, '')

class FakeCache {
  entries = new Map<string, Response>()
  keys = async () => [...this.entries.keys()].map(path => ({ url: ORIGIN + path }))
  match = async (request: string) => this.entries.get(pathOf(request))?.clone()
  matchAll = async () => [...this.entries.values()].map(answer => answer.clone())
  delete = async (request: string | { url: string }) => this.entries.delete(pathOf(request))
  add = async (path: string) => void this.entries.set(path, new Response(''))
  async put(path: string, answer: Response) {
    this.entries.delete(path)
    this.entries.set(path, answer)
  }
}

async function fetchFake(request: string | { url: string }) {
  const path = pathOf(request)
  asked.push(path)
  const { status = 200, html } = site[path] ?? { status: 404, html: 'nothing' }
  return new Response(html, { status, headers: { 'content-type': 'text/html' } })
}

class FakeDate extends Date {
  constructor(...given: [] | [string]) {
    super(given[0] ?? now)
  }
  static override now = () => now
}

/** What the worker does with an event, to its end. */
async function happen(name: string, event: Record<string, unknown> = {}): Promise<Response | undefined> {
  const waiting: Promise<unknown>[] = []
  let answer: Promise<Response> | undefined
  listeners[name]!({
    ...event,
    waitUntil: (work: Promise<unknown>) => waiting.push(work),
    respondWith(given: Promise<Response>) {
      answer = given
    },
  })
  const answered = await answer
  while (waiting.length > 0) await waiting.shift()
  return answered
}

const open = (path: string) => happen('fetch', { request: { method: 'GET', mode: 'navigate', url: ORIGIN + path } })

const pageOf = (...parts: string[]) => ({
  html: `<title>Page</title>${parts.map(part => `<script src="/_next/static/${part}.js">`).join('')}`,
})

const keptPages = () => [...caches.get('attn-pages-1')!.entries.keys()]
const keptParts = () => [...caches.get('attn-parts-1')!.entries.keys()].map(path => path.slice(14, -3))

beforeEach(() => {
  site = { '/offline': pageOf('offline') }
  now = Date.UTC(2026, 10, 26)
  asked = []
  listeners = {}
  caches = new Map()
  runInNewContext(SOURCE, {
    addEventListener(name: string, listener: Listener) {
      listeners[name] = listener
    },
    skipWaiting() {},
    location: { origin: ORIGIN },
    fetch: fetchFake,
    caches: {
      keys: async () => [...caches.keys()],
      async open(name: string) {
        if (!caches.has(name)) caches.set(name, new FakeCache())
        return caches.get(name)
      },
      match: async (path: string, { cacheName }: { cacheName: string }) => caches.get(cacheName)?.match(path),
    },
    ...{ Response, Headers, URL, Date: FakeDate, Set, encodeURIComponent },
  })
})

it('is not installed with a failure for what it shows without a network', async () => {
  site['/offline'] = { status: 503, html: 'away' }
  await expect(happen('install')).rejects.toThrow('503')
  expect(caches.size).toBe(0)
})

it('looks once a day whether that page is another now', async () => {
  await happen('install')
  site['/'] = pageOf('home')
  site['/offline'] = pageOf('offline-new')
  await open('/')
  expect(keptParts()).toEqual(['offline', 'home'])
  now += 25 * 3_600_000
  await open('/')
  await open('/')
  expect(keptParts()).toEqual(['home', 'offline-new'])
  expect(asked.filter(path => path === '/offline')).toHaveLength(2)
})

it('keeps 60 pages, and the parts of each for as long as it is kept', async () => {
  await happen('install')
  for (let i = 0; i < 70; i++) {
    const path = `/papers/${i}`
    site[path] = pageOf('all', `a${i}`, `b${i}`, `c${i}`)
    await open(path)
  }
  expect(keptPages().slice(1)).toEqual(Array.from({ length: 60 }, (_, i) => `/papers/${i + 10}`))
  expect(keptParts()).toEqual(expect.arrayContaining(['offline', 'all', 'a10', 'b10', 'c69']))
  expect(keptParts()).toHaveLength(2 + 3 * 60)
})

it('keeps a page whose title is cut within a letter', async () => {
  site['/'] = { html: `<title>${'a'.repeat(299)}😀</title>` }
  await open('/')
  expect(keptPages()).toContain('/')
})
