import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'

// What a browser keeps for its reader: with the mouse, in two tabs, on a phone, and where a browser keeps nothing.

const cards = (page: Page) => page.locator('article[data-paper]')
const shown = (page: Page) => page.locator('article[data-paper]:visible')
const tool = (page: Page, name: string, place: number) => cards(page).nth(place).locator(`[data-tool=${name}]`)
const title = (page: Page, place: number) => cards(page).nth(place).getByRole('heading').textContent()
const line = (page: Page) => page.locator('[data-list]').getByRole('status')
const HOURS = 3_600_000

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const sum = { value: 0 }
    Object.assign(window, { shifts: sum })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) sum.value += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
})

/** How much of what was shown has moved by itself since the page began. */
const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: { value: number } }).shifts.value)

/** The page is alive: what needs a script has what it needs. */
const alive = (page: Page) => page.locator('[data-tools] button[aria-pressed]').first().waitFor({ state: 'attached' })

async function open(page: Page, path: string) {
  await page.goto(path)
  await alive(page)
}

test('saving, seeing and muting with the mouse, and nothing moves when the page is opened again', async ({ page }) => {
  test.setTimeout(120_000)
  await open(page, '/')
  await expect(line(page)).toHaveText('')
  const total = await cards(page).count()
  await page.evaluate(
    hours => localStorage.setItem('attn.visit', JSON.stringify({ since: null, last: Date.now() - hours })),
    3 * HOURS,
  )
  const first = (await title(page, 0))!
  await expect(tool(page, 'save', 0)).toHaveAttribute('aria-pressed', 'false')
  await tool(page, 'save', 0).click()
  await expect(tool(page, 'save', 0)).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('Saved in this browser.')).toBeVisible()
  await tool(page, 'seen', 1).click()
  await expect(tool(page, 'seen', 1)).toHaveAttribute('aria-pressed', 'true')

  await tool(page, 'mute', 2).click()
  const choice = cards(page).nth(2).getByRole('list', { name: 'Mute a topic' }).getByRole('button').first()
  const topic = (await choice.textContent())!.replace('Mute ', '')
  await page.keyboard.press('Escape')
  await expect(choice).toHaveCount(0)
  await expect(tool(page, 'mute', 2)).toBeFocused()
  await tool(page, 'mute', 2).click()
  await choice.click()
  await expect(cards(page).nth(2)).toBeHidden()
  const muted = total - (await shown(page).count())
  await expect(line(page)).toContainText(`${muted} hidden: muted topics`)
  // The focus was in what went away.
  expect(await page.evaluate(() => document.activeElement?.closest('article') !== null)).toBe(true)

  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(shown(page)).toHaveCount(total)
  await page.getByRole('button', { name: 'Hide again' }).click()
  await page.getByLabel('Hide what I have seen').check()
  await expect(cards(page).nth(1)).toBeHidden()
  const left = await shown(page).count()

  await open(page, '/')
  await expect(line(page)).toContainText(
    `${total} new since your last visit, 3 hours ago · ${total - left} hidden: muted or seen`,
  )
  await expect(shown(page)).toHaveCount(left)
  await expect(shown(page).first()).toContainText('New since your last visit.')
  expect(await shifts(page)).toBe(0)
  // Who asks for the topic gets it.
  await page.goto(`/topics`)
  await page.getByRole('link', { name: topic, exact: true }).click()
  await alive(page)
  await expect(page.getByRole('button', { name: 'Muted' })).toHaveAttribute('aria-pressed', 'true')
  expect(await shown(page).count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Muted' }).click()

  await page.goto('/saved')
  await expect(page.getByRole('article').getByRole('link', { name: first })).toBeVisible()
  await expect(page.getByText('Muted topics: 0.')).toBeVisible()
  await page.getByRole('button', { name: /^Remove: / }).click()
  await expect(page.getByText('Nothing is saved yet.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Saved papers' })).toBeFocused()
})

test('two tabs do not lose what the other kept, and know of it', async ({ page, context }) => {
  const other = await context.newPage()
  await open(page, '/')
  await open(other, '/')
  await tool(page, 'save', 0).click()
  await expect(tool(other, 'save', 0)).toHaveAttribute('aria-pressed', 'true')
  await tool(other, 'save', 1).click()
  await tool(page, 'save', 2).click()
  // What is opened in another tab stays where it is, also where seen papers are hidden.
  await page.getByLabel('Hide what I have seen').check()
  const href = await cards(other).nth(3).getByRole('heading').getByRole('link').getAttribute('href')
  await other.goto(href!)
  await expect(tool(page, 'seen', 3)).toHaveAttribute('aria-pressed', 'true')
  await expect(cards(page).nth(3)).toBeVisible()
  await open(page, '/')
  await expect(cards(page).nth(3)).toBeHidden()
  await page.goto('/saved')
  await expect(page.getByRole('article')).toHaveCount(3)
})

for (const [name, error] of [
  ['nothing', 'SecurityError'],
  ['no more', 'QuotaExceededError'],
] as const) {
  test(`a browser that keeps ${name} says so, and the page goes on`, async ({ page }) => {
    const failures: string[] = []
    page.on('pageerror', failure => failures.push(failure.message))
    await page.addInitScript(kind => {
      const refuse = () => {
        throw new DOMException('refused', kind)
      }
      Storage.prototype.setItem = refuse
      if (kind === 'SecurityError') Storage.prototype.getItem = refuse
    }, error)
    await open(page, '/')
    await tool(page, 'save', 0).click()
    await expect(tool(page, 'save', 0)).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('it is forgotten when you leave this page')).toBeVisible()
    await tool(page, 'seen', 1).click()
    await page.getByLabel('Hide what I have seen').check()
    await expect(cards(page).nth(1)).toBeHidden()
    await expect(tool(page, 'save', 0)).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('j')
    await cards(page).first().getByRole('heading').getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(failures).toEqual([])
  })
}

test('exported, erased and imported again, all is as it was; hostile files change nothing', async ({ page }) => {
  await open(page, '/')
  await tool(page, 'save', 0).click()
  await tool(page, 'save', 1).click()
  await tool(page, 'seen', 2).click()
  const first = (await title(page, 0))!
  await page.goto('/saved')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export as JSON' }).click()
  const file = await (await download).path()
  expect((await download).suggestedFilename()).toMatch(/^attn-\d{4}-\d\d-\d\d\.json$/)
  const exported = JSON.parse(readFileSync(file, 'utf8'))
  expect(exported).toMatchObject({ format: 'attn-reader', version: 1, saved: [{ title: first }, {}], seen: [{}] })

  await page.getByRole('button', { name: 'Erase all' }).click()
  await page.getByRole('button', { name: 'Yes, erase' }).click()
  await expect(page.getByText('All of it is erased')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Erase all' })).toBeFocused()
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(await page.evaluate(() => Object.keys(localStorage).filter(name => name.startsWith('attn.')))).toEqual([])
  await expect(page.getByText('Nothing is saved yet.')).toBeVisible()

  const report = page.getByRole('region', { name: 'What this browser keeps' }).getByRole('status')
  const take = (name: string, content: string | Buffer) =>
    page.getByLabel('Import a file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
  await take('export.json', readFileSync(file))
  await expect(report).toHaveText('Taken: 2 saved papers, 1 seen paper.')
  await expect(page.getByRole('article')).toHaveCount(2)

  await take('text.json', 'hello')
  await expect(report).toHaveText('Nothing was taken. This file is not JSON as Attn. exports it.')
  await take('later.json', JSON.stringify({ ...exported, version: 2 }))
  await expect(report).toContainText('has the version 2')
  await take('large.json', Buffer.alloc(10_000_000, ' '))
  await expect(report).toContainText('larger than 5 MB')
  const bad = '<img src=x onerror="document.title=1">'
  await take(
    'hostile.json',
    JSON.stringify({
      ...exported,
      saved: [{ ...exported.saved[0], id: 'x', title: bad }, { id: 'javascript:alert(1)//' }],
    }),
  )
  await expect(report).toHaveText(
    'Taken: 1 saved paper. There already: 1 seen paper. Refused, for they are not as they should be or there was no room: 1 saved paper.',
  )
  await expect(page.getByRole('article').getByRole('link', { name: bad })).toBeVisible()
  expect(await page.title()).toBe('Saved papers · Attn.')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })

  test('all fits, thumbs find it, and nothing moves', async ({ page }) => {
    await open(page, '/')
    await tool(page, 'mute', 0).tap()
    await cards(page).first().getByRole('list', { name: 'Mute a topic' }).getByRole('button').first().tap()
    await page.evaluate(
      hours => localStorage.setItem('attn.visit', JSON.stringify({ since: null, last: Date.now() - hours })),
      3 * HOURS,
    )
    await open(page, '/')
    await expect(line(page)).toContainText(/new since your last visit, 3 hours ago · \d+ hidden: muted topics Show$/)
    expect(await shifts(page)).toBe(0)
    for (const button of await page.locator('[data-tool]:visible, [data-list] button, [data-list] label').all())
      expect((await button.boundingBox())!.height, (await button.textContent())!).toBeGreaterThanOrEqual(44)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.getByRole('button', { name: 'Show', exact: true }).tap()
    await expect(cards(page).first()).toBeVisible()
  })
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('no control is shown that needs one, and the page of saved papers says why', async ({ page }) => {
    for (const path of ['/', '/topics/gan', '/papers/2307.07982']) {
      await page.goto(path)
      await expect(page.locator('[data-tool], [data-list], [data-way]').filter({ visible: true })).toHaveCount(0)
      await expect(page.getByRole('button', { name: /Mute|Keyboard|Save/ })).toHaveCount(0)
    }
    await page.goto('/saved')
    await expect(page.getByText('This page needs JavaScript')).toBeVisible()
  })
})
