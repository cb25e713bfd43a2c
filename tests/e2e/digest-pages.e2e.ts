import { expect, test } from '@playwright/test'
import { keepPicture, scanInBothLights } from './scan.ts'

// The worker of the site makes the issue of the day once it has ranked; nobody has to be subscribed.

const today = () => new Date().toISOString().slice(0, 10)

test('the issue of the day is a page, and stays in its list and feed', async ({ page, request }) => {
  test.setTimeout(120_000)
  await expect
    .poll(async () => (await request.get(`/digest/${today()}`)).status(), { timeout: 90_000, intervals: [1_000] })
    .toBe(200)
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Digest' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The digest')
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').click()
  await expect(page).toHaveURL(`/digest/${today()}`)
  await scanInBothLights(page, 'the issue of a day')
  await keepPicture(page, 'desktop-light-day')
  const titles = await page.getByRole('article').getByRole('heading').allTextContents()
  expect(titles.length).toBeGreaterThan(0)
  const feed = await (await request.get('/digest/feed.json')).json()
  expect(feed.items[0].url).toMatch(new RegExp(`/digest/${today()}$`))
  for (const title of titles.filter(title => !/[<&>"']/.test(title)))
    expect(feed.items[0].content_html).toContain(title)
  await page.getByRole('navigation', { name: 'The same day by topic' }).getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`/digest/${today()}/[a-z0-9-]+$`))
  const href = await page.locator('link[type="application/rss+xml"]').getAttribute('href')
  const rss = await request.get(href!)
  expect(rss.headers()['content-type']).toContain('application/rss+xml')
  const broken = await page.evaluate(
    text => new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror')?.textContent ?? null,
    await rss.text(),
  )
  expect(broken).toBeNull()
})

for (const [path, heading] of [
  ['/digest/2026-01-01', 'There is no issue of Thursday, 1 January 2026'],
  ['/digest/2099-01-01', 'There is no issue of Thursday, 1 January 2099'],
  ['/digest/2026-02-30', 'There is nothing at this address.'],
  ['/digest/yesterday', 'There is nothing at this address.'],
  ['/digest/2026-01-01/astrology', 'There is no such topic.'],
] as const) {
  test(`${path} says what is not there`, async ({ page }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  })
}
