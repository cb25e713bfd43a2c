import { expect, test } from '@playwright/test'

const PAGES = [
  '/',
  '/?q=vision+transformer&topic=medical',
  '/topics',
  '/topics/medical',
  '/papers/2307.07982',
  '/subscribe',
  '/digest',
  '/saved',
  '/offline',
  '/status',
  '/about/ranking',
  '/?ranking=hacker-news&window=month',
]

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 } })
  for (const path of PAGES) {
    test(`${path} fits the width`, async ({ page }) => {
      await page.goto(path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    })
  }
})

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })
  test('the page is dark', async ({ page }) => {
    await page.goto('/')
    const [background, ink] = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement)
      return [style.backgroundColor, style.color].map(color => Number(/\d+/.exec(color)![0]))
    })
    expect(background).toBeLessThan(40)
    expect(ink).toBeGreaterThan(200)
  })
})

test('nothing is fetched from elsewhere, and nothing complains', async ({ page, baseURL }) => {
  const strangers: string[] = []
  const complaints: string[] = []
  page.on('request', request => new URL(request.url()).origin !== baseURL && strangers.push(request.url()))
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !/blocked by Playwright/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  for (const path of PAGES) await page.goto(path, { waitUntil: 'networkidle' })
  expect(strangers).toEqual([])
  expect(complaints).toEqual([])
})

test('the keyboard gets to the content at once, and one sees where it is', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid')
})

for (const path of PAGES) {
  test(`${path} has one heading of the first level and its landmarks`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    for (const landmark of ['banner', 'main', 'contentinfo'] as const)
      await expect(page.getByRole(landmark)).toHaveCount(1)
    expect(await page.getAttribute('html', 'lang')).toBe('en')
  })
}
