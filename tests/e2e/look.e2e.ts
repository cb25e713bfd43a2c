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
  test('the first screen of a phone shows papers, and what changes the view is a tap away', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/')
    await expect(page.getByRole('article').first().getByRole('heading')).toBeInViewport()
    await expect(page.getByRole('navigation', { name: 'Order' })).toBeHidden()
    await page.getByText('Order and filters').click()
    await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name: 'Newest' }).click()
    await expect(page).toHaveURL('/?sort=new')
  })
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

test('an abstract opens in place, and is read out once', async ({ page }) => {
  await page.goto('/?q=transformer')
  const card = page
    .getByRole('article')
    .filter({ has: page.locator('.abstract-whole') })
    .first()
  const heights = async () => (await card.boundingBox())!.height
  const closed = await heights()
  await expect(card.locator('.abstract-whole')).toBeHidden()
  await card.getByText('Whole abstract').click()
  await expect(card.locator('.abstract-whole')).toBeVisible()
  await expect(card.locator('.abstract-start')).toBeHidden()
  expect(await heights()).toBeGreaterThan(closed)
  await card.getByText('Less').click()
  expect(await heights()).toBe(closed)
})

test('on paper there is what one reads, with the addresses of links', async ({ page }) => {
  await page.goto('/papers/2307.07982')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const role of ['banner', 'contentinfo', 'navigation', 'search'] as const)
    await expect(page.getByRole(role)).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(253, 253, 251)')
  const pdf = page.getByRole('list', { name: 'Read it' }).getByRole('link', { name: 'PDF' })
  expect(await pdf.evaluate(link => getComputedStyle(link, '::after').content)).toContain('(')
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
