import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { openDatabase } from '#lib/db'
import { signToken } from '#lib/token'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'
import { attn as runVerb } from './site.ts'

const HOUR = 3_600_000
const SECRET = 'known to this test alone'

const { folder, remove } = makeFolder()
let url = ''

// A site as it is without a setting: pages are kept as long as they are for readers.
test.beforeAll(async () => {
  test.setTimeout(90_000)
  const variables = { ...BLANK, CACHE_SECONDS: '', DATA_DIR: folder, JOBS: 'off', SECRET }
  url = startSite({ ...variables, PORT: String(await findFreePort()) }).url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

const attn = (...args: string[]) => runVerb(args, { ...BLANK, DATA_DIR: folder })

async function read(request: APIRequestContext, path: string, headers: Record<string, string> = {}) {
  const answer = await request.get(url + path, { headers })
  return { status: answer.status(), headers: answer.headers(), text: await answer.text() }
}

test('is another within a minute of a new ranking, and the same until then', async ({ request }) => {
  const first = async () => /<h2[^>]*><a href="([^"]+)"/.exec((await read(request, '/')).text)![1]
  const before = await first()
  expect((await read(request, '/')).headers['cache-status']).toBe('Attn; hit')
  const rising = before === '/papers/2310.05719' ? '2307.07982' : '2310.05719'
  const lines = [HOUR * 30, HOUR].map((ago, index) =>
    JSON.stringify({ arxivId: rising, observedAt: new Date(Date.now() - ago), upvotes: 10 + 90 * index }),
  )
  writeFileSync(join(folder, 'signals.jsonl'), lines.join('\n'))
  await attn('import', '--signals', join(folder, 'signals.jsonl'))
  await attn('rank')
  const ranked = Date.now()
  await expect.poll(first, { timeout: 60_000 }).toBe(`/papers/${rising}`)
  expect(Date.now() - ranked).toBeLessThan(60_000)
})

test('a page that could not be read is told so to whoever asks, and to nobody later', async ({ request }) => {
  const database = await openDatabase(`file:${folder}/attn.db`)
  for (const path of ['/', '/topics/medical', '/papers/2307.07982'])
    expect((await read(request, path)).status).toBe(200)
  await database.script('ALTER TABLE paper RENAME TO away')
  for (const path of ['/', '/topics/medical', '/papers/2307.07982'])
    await expect.poll(async () => (await read(request, path)).status).toBe(500)
  await database.script('ALTER TABLE away RENAME TO paper')
  await database.close()
  for (const path of ['/', '/topics/medical', '/papers/2307.07982'])
    expect((await read(request, path)).status).toBe(200)
})

test("a reader's own pages are kept by nobody", async ({ page, request }) => {
  await page.goto(`${url}/subscribe`)
  await page.getByLabel('Your email address').fill('ada@example.org')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('main').getByRole('link', { name: 'outbox' })).toBeVisible()
  const database = await openDatabase(`file:${folder}/attn.db`)
  const { id } = await database.prisma.subscriber.findFirstOrThrow()
  await database.close()
  const own = `/subscription/${signToken('confirm', id, SECRET, new Date(Date.now() + HOUR))}`
  expect((await read(request, own)).text).toContain('ada@example.org')
  const leave = `/u/${signToken('leave', id, SECRET)}/leave`
  for (const path of [own, leave, `${own}/data`, '/outbox', '/outbox/x'])
    for (const { headers } of [await read(request, path), await read(request, path)]) {
      expect(headers['cache-control'], path).toMatch(/no-store/)
      expect(headers['cache-status'], path).toBeUndefined()
      expect(headers['cross-origin-resource-policy'], path).toBe('same-origin')
    }
})

test('the form to subscribe is one for all, and has nothing of who used it', async ({ page, request }) => {
  await page.goto(`${url}/subscribe`)
  await page.getByLabel('Your email address').fill('bob@example.org')
  await page.getByLabel('Papers at most').selectOption('5')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(/^5 papers now/)).toBeVisible()
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByText('A letter is on its way to bob@example.org')).toBeVisible()
  const chosen = await read(request, '/subscribe?count=5&email=bob@example.org', { Cookie: 'a=bob' })
  expect(chosen.headers['cache-control']).toMatch(/no-store/)
  // What was just asked for changed the database, and the page is made anew.
  await read(request, '/subscribe')
  const { headers, text } = await read(request, '/subscribe')
  expect(headers['cache-status']).toBe('Attn; hit')
  expect(text).not.toMatch(/bob/)
  expect(text).not.toMatch(/<option value="5" selected/)
})

test('what a request says beside its path changes nothing for others', async ({ request }) => {
  const hostile = { RSC: '1', 'Next-Url': '/evil', 'X-Forwarded-Host': 'evil.example.org', Cookie: 'a=evil' }
  const path = '/papers/2304.14571'
  const part = await read(request, path, hostile)
  expect(part.headers['content-type']).toContain('text/x-component')
  const page = await read(request, path, {
    'X-Forwarded-Host': 'evil.example.org',
    'X-Nextjs-Data': '1',
    Cookie: 'a=evil',
  })
  const again = await read(request, path)
  expect(again.headers['cache-status']).toBe('Attn; hit')
  expect(again.headers['content-type']).toContain('text/html')
  expect([again.text, page.text.includes('evil')]).toEqual([page.text, false])
})
