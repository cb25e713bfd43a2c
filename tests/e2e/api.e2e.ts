import { expect, test } from '@playwright/test'
import { z } from 'zod'

type Schemas = Record<string, z.core.JSONSchema.JSONSchema>

const ANSWERS = [
  ['Papers', '/api/v1/papers?q=vision+transformer&topic=medical&limit=3&nonsense=1'],
  ['Papers', '/api/v1/papers?page=9999'],
  ['Papers', '/api/v1/papers?q=zebrafish'],
  ['Paper', '/api/v1/papers/2307.07982'],
  ['Related', '/api/v1/papers/2307.07982/related'],
  ['Topics', '/api/v1/topics'],
  ['Suggestions', '/api/v1/suggestions?q=vision'],
  ['Suggestions', '/api/v1/suggestions?q=author:"x'],
  ['Status', '/api/v1/status'],
  ['Error', '/api/v1/papers/nope'],
] as const

for (const [name, path] of ANSWERS) {
  test(`${path} answers what the OpenAPI document says`, async ({ request }) => {
    const document = await (await request.get('/api/v1/openapi.json')).json()
    const schema = z.fromJSONSchema((document.components.schemas as Schemas)[name]!)
    const answer = await request.get(path)
    expect(schema.safeParse(await answer.json()).error).toBeUndefined()
    expect(answer.headers()['access-control-allow-origin']).toBe('*')
  })
}

test('the document names every address that there is', async ({ request }) => {
  const document = await (await request.get('/api/v1/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  for (const path of Object.keys(document.paths)) {
    expect((await request.get(path.replace('{id}', '2307.07982'))).status(), path).toBe(200)
  }
})

test('leads from page to page, each paper once', async ({ request, baseURL }) => {
  const ids: string[] = []
  for (let next = `${baseURL}/api/v1/papers?sort=new&limit=50`; next; ) {
    const answer = await (await request.get(next)).json()
    expect(answer.total).toBe(119)
    ids.push(...answer.papers.map((paper: { id: string }) => paper.id))
    next = answer.next
  }
  expect(new Set(ids).size).toBe(119)
  expect(ids).toHaveLength(119)
})

test('a limit out of bounds is listed and the usual one taken', async ({ request }) => {
  for (const limit of ['0', '101', '-5', 'many', '1e2']) {
    const answer = await (await request.get(`/api/v1/papers?limit=${limit}`)).json()
    expect(answer.papers).toHaveLength(20)
    expect(answer.ignored).toEqual([{ parameter: 'limit', value: limit, why: expect.stringContaining('1 to 100') }])
  }
  expect((await (await request.get('/api/v1/papers?limit=100')).json()).papers).toHaveLength(100)
})

test('an unchanged answer is not sent twice', async ({ request }) => {
  for (const path of ['/feed.xml', '/feed.json', '/api/v1/papers']) {
    const etag = (await request.get(path)).headers().etag!
    const again = await request.get(path, { headers: { 'If-None-Match': etag } })
    expect(again.status()).toBe(304)
    expect(await again.body()).toHaveLength(0)
  }
})

test('/healthz says that all is well', async ({ request }) => {
  const answer = await request.get('/healthz')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ ok: true, papers: 119, sources: { listing: 'quiet' } })
  expect(answer.headers()['cache-control']).toContain('no-store')
})

test('a method that would change something is refused in the form that scripts expect', async ({ request }) => {
  for (const path of ['papers', 'papers/2307.07982', 'topics', 'suggestions', 'status', 'openapi.json'])
    for (const method of ['POST', 'DELETE']) {
      const answer = await request.fetch(`/api/v1/${path}`, { method })
      expect(answer.status()).toBe(405)
      expect(answer.headers().allow).toBe('GET, HEAD')
      expect((await answer.json()).error.code).toBe('method-not-allowed')
    }
})
