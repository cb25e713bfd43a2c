import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { parseEml } from '#lib/domain/mail/eml'
import { RANKINGS } from '#lib/domain/rank/rankings'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'
import { attn as runVerb } from './site.ts'

const HOUR = 3_600_000
const NOW = Date.now()

// Of papers of the listing: one rose yesterday, one has gained all week and slows down, the code of one is starred.
const RISING = '2310.05719'
const STEADY = '2307.07982'
const STARRED = '2304.14571'

const { folder, remove } = makeFolder()
let url = ''

// JOBS=off: nothing is ranked but what the test asks for.
test.beforeAll(async () => {
  test.setTimeout(90_000)
  const variables = { DATA_DIR: folder, JOBS: 'off', RANKING: 'attn halfLife=36h commentsCap=80' }
  const site = startSite({ ...BLANK, ...variables, PORT: String(await findFreePort()) })
  url = site.url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
    .toBe(200)
  const seen = (arxivId: string, hoursAgo: number, signals: object) =>
    JSON.stringify({ arxivId, observedAt: new Date(NOW - hoursAgo * HOUR).toISOString(), ...signals })
  const lines = [
    ...[seen(RISING, 60, { upvotes: 4 }), seen(RISING, 30, { upvotes: 5 }), seen(RISING, 1, { upvotes: 46 })],
    ...[seen(STEADY, 166, { upvotes: 10 }), seen(STEADY, 30, { upvotes: 95 }), seen(STEADY, 1, { upvotes: 99 })],
    ...[seen(STARRED, 26, { githubStars: 1000 }), seen(STARRED, 1, { githubStars: 1050 })],
  ]
  writeFileSync(join(folder, 'signals.jsonl'), `${lines.join('\n')}\n`)
  await attn('import', '--signals', join(folder, 'signals.jsonl'))
  await attn('rank', '--now', new Date(NOW - 25 * HOUR).toISOString())
  await attn('rank')
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

// All of it is for readers without script too.
test.use({ javaScriptEnabled: false })

/** Runs a verb of the command line on the data of that site. */
const attn = (...args: string[]) =>
  runVerb(args, { ...BLANK, DATA_DIR: folder, RANKING: 'attn halfLife=36h commentsCap=80' })

const idsOf = async (page: Page) =>
  (await page.getByRole('article').getByRole('heading').getByRole('link').all()).reduce<Promise<string[]>>(
    async (ids, link) => [...(await ids), (await link.getAttribute('href'))!.replace('/papers/', '')],
    Promise.resolve([]),
  )

const read = async (request: APIRequestContext, path: string) => (await request.get(url + path)).json()

test('each place says why, for how long, and how it changed, wherever it is read', async ({ page, request }) => {
  await page.goto(url)
  expect((await idsOf(page)).slice(0, 3)).toEqual([RISING, STEADY, STARRED])
  const cards = page.getByRole('article')
  await expect(cards.nth(0)).toContainText('+42 upvotes in a week · up 1 since yesterday')
  await expect(cards.nth(1)).toContainText('+89 upvotes in a week · down 1 since yesterday')
  await expect(cards.nth(2)).toContainText('+50 GitHub stars in a week · new')

  const { papers } = await read(request, '/api/v1/papers')
  expect(papers.slice(0, 3).map(({ movement }: { movement: object }) => movement)).toEqual([
    { kind: 'up', by: 1 },
    { kind: 'down', by: 1 },
    { kind: 'new' },
  ])
  // Another order has other places.
  const [newest] = (await read(request, `/api/v1/papers?sort=new&q=id:${RISING}`)).papers
  expect(newest).toMatchObject({ id: RISING, movement: null })
  expect(papers[0].because).toEqual([{ signal: 'upvotes', value: 42, share: 1 }])
  expect((await read(request, '/feed.json')).items[0].summary).toBe('+42 upvotes in a week · up 1')
  expect(await (await request.get(`${url}/feed.xml`)).text()).toContain('+42 upvotes in a week · up 1')
})

test('the mail says the same', async () => {
  await attn('digest', '--to', 'ada@example.org')
  const newest = readdirSync(join(folder, 'outbox')).sort().at(-1)!
  const { text } = parseEml(readFileSync(join(folder, 'outbox', newest), 'latin1'))
  expect(text.replace(/\s+/g, ' ')).toMatch(/\+\d+ upvotes in 24 h · up 1/)
})

test('the page of a paper shows how each signal went, and says it to those who cannot see it', async ({ page }) => {
  await page.goto(`${url}/papers/${RISING}`)
  const row = page.getByRole('table').getByRole('row', { name: /46 upvotes/ })
  await expect(row).toContainText('+42')
  await expect(row).toContainText('100 %')
  await expect(row.getByRole('img')).toHaveAccessibleName(/^Upvotes: from 4 on .* to 46 on /)
  expect((await row.getByRole('img').locator('polyline').getAttribute('points'))!.split(' ')).toHaveLength(3)
})

test('a reader finds out how papers are ranked, and tries another way', async ({ page }) => {
  await page.goto(url)
  await page.getByRole('link', { name: 'How papers are ranked' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How papers are ranked')
  await expect(page.getByText('RANKING=attn halfLife=36h commentsCap=80')).toBeVisible()
  await expect(page.getByText(/36\s?h in a week/)).toBeVisible()
  await expect(page.getByRole('row', { name: /Upvotes/ })).toContainText('hour')
  await expect(page.getByRole('row', { name: /Comments/ })).toContainText('80')
  await expect(page.getByRole('row', { name: /Comments/ })).toContainText('never')
  expect(await page.locator('math').count()).toBeGreaterThan(2)

  await page.getByRole('list', { name: 'Papers by Count' }).getByRole('link', { name: 'week' }).click()
  await expect(page).toHaveURL(`${url}/?ranking=count`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trending this week by count')
  expect((await idsOf(page)).slice(0, 2)).toEqual([STEADY, RISING])

  // It stays while the view changes, and goes with another order.
  await page.getByRole('link', { name: 'Next →' }).click()
  await expect(page).toHaveURL(`${url}/?ranking=count&page=2`)
  await page.getByRole('navigation', { name: 'Span' }).getByRole('link', { name: 'Month' }).click()
  await expect(page).toHaveURL(`${url}/?ranking=count&window=month`)
  await page.getByLabel('Search papers').fill('transformer')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trending this month by count: transformer')
  await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name: 'Newest' }).click()
  await expect(page).toHaveURL(`${url}/?q=transformer&sort=new`)
})

test('a reader changes the ranking where the papers are', async ({ page }) => {
  await page.goto(`${url}/topics/vision-transformer`)
  await page.getByText('Ranking: Attn').click()
  await page.getByRole('list', { name: 'Rankings' }).getByRole('link', { name: 'Stars per hour' }).click()
  await expect(page).toHaveURL(`${url}/topics/vision-transformer?ranking=stars-per-hour`)
  await expect(page.getByText('Ranking: Stars per hour')).toBeVisible()
  expect((await idsOf(page))[0]).toBe(STARRED)
})

for (const ranking of RANKINGS) {
  test(`page, feeds and API rank alike by ${ranking}`, async ({ page, request }) => {
    const view = `?ranking=${ranking}&window=month`
    await page.goto(`${url}/${view}`)
    const ids = await idsOf(page)
    const answer = await read(request, `/api/v1/papers${view}`)
    expect(answer.query.ranking).toBe(ranking)
    expect(answer.papers.map(({ id }: { id: string }) => id)).toEqual(ids)
    const feed = await read(request, `/feed.json${view}`)
    expect(feed.items.map(({ _attn }: { _attn: { id: string } }) => _attn.id)).toEqual(ids)
    const guids = (await (await request.get(`${url}/feed.xml${view}`)).text()).matchAll(/\/papers\/([^<]+)<\/guid>/g)
    expect([...guids].map(([, id]) => id)).toEqual(ids)
  })
}

test('a ranking that there is not is named, and the usual one shown', async ({ page, request }) => {
  const { ignored, query } = await read(request, '/api/v1/papers?ranking=best')
  expect(ignored).toEqual([{ parameter: 'ranking', value: 'best', why: expect.stringContaining('hacker-news') }])
  expect(query.ranking).toBe('attn')
  await page.goto(`${url}/?ranking=best`)
  await expect(page.getByText('Not all of this was understood')).toContainText('ranking=best')
  expect((await idsOf(page))[0]).toBe(RISING)
})
