import { expect, type Page, test } from '@playwright/test'

// What is to be read comes first: on pages for all, scripts start after the first paint.

const PAGES = ['/', '/topics/medical', '/papers/2307.07982', '/subscribe']
const isScript = (url: string) => /\/_next\/static\/.*\.js$/.test(url)

/** Lets no script come until it is told to. `asked`: the scripts that were asked for. */
async function holdScripts(page: Page) {
  const asked: string[] = []
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  await page.route(
    url => isScript(url.pathname),
    async route => {
      asked.push(route.request().url())
      await held
      await route.continue()
    },
  )
  return { asked, release }
}

for (const path of PAGES)
  test(`${path} is there before its scripts are asked for`, async ({ page }) => {
    const { asked, release } = await holdScripts(page)
    await page.goto(path, { waitUntil: 'domcontentloaded' })
    await expect.poll(() => asked.length).toBeGreaterThan(4)
    const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime)
    release()
    await expect.poll(() => page.evaluate(countScripts)).toBeGreaterThan(4)
    const starts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/_next/static/') && name.endsWith('.js'))
        .map(({ startTime }) => startTime),
    )
    for (const start of starts) expect(start).toBeGreaterThanOrEqual(painted)
    await expect(page.locator('script[data-late]')).toHaveCount(0)
  })

const countScripts = () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length

test('what is chosen before the scripts come is not lost', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/subscribe', { waitUntil: 'domcontentloaded' })
  await page.getByLabel('Your email address').fill('ada@example.org')
  await page.getByLabel('Medicine & Health').check()
  release()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await expect(page.getByLabel('Your email address')).toHaveValue('ada@example.org')
})

test('what is asked for before the scripts come is done', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/subscribe', { waitUntil: 'domcontentloaded' })
  await page.getByLabel('Medicine & Health').check()
  await page.getByRole('button', { name: 'Preview' }).click()
  release()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The mail you would get now' })).toBeFocused()
  await expect(page.getByLabel('Medicine & Health')).toBeChecked()
})

test('the focus stays where something is typed when what was asked for comes', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/subscribe', { waitUntil: 'domcontentloaded' })
  await page.getByRole('button', { name: 'Preview' }).click()
  const email = page.getByLabel('Your email address')
  await expect(email).toBeVisible()
  await email.pressSequentially('ni')
  release()
  await expect.poll(() => email.evaluate(field => Object.keys(field).some(key => key.startsWith('__react')))).toBe(true)
  await page.waitForTimeout(300)
  await page.keyboard.type('ghtingale@example.org')
  await expect(email).toHaveValue('nightingale@example.org')
  await expect(page).toHaveURL('/subscribe')
})

test('what is pressed before the scripts come is done when they have', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/', { waitUntil: 'domcontentloaded' })
  await page.getByText('Hide what I have seen').click()
  await page.getByRole('group', { name: 'Colours' }).getByText('Dark').click()
  await page.getByRole('button', { name: 'Keyboard' }).click()
  release()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByLabel('Hide what I have seen')).toBeChecked()
  expect(await page.evaluate(() => localStorage.getItem('attn.reader'))).toContain('"hidesSeen":true')
})

test('a paper that is saved before the scripts come is saved, once', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/papers/2307.07982', { waitUntil: 'domcontentloaded' })
  const save = page.locator('[data-tool=save]')
  await save.click()
  release()
  await expect(save).toHaveAttribute('aria-pressed', 'true')
  await save.click()
  await expect(save).toHaveAttribute('aria-pressed', 'false')
})

test('a key that is pressed before the scripts come is obeyed when they have', async ({ page }) => {
  const { release } = await holdScripts(page)
  await page.goto('/', { waitUntil: 'domcontentloaded' })
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  release()
  await expect(page).toHaveURL('/topics')
})

test('a page that opens where nobody sees it is ready when somebody does', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Document.prototype, 'hidden', { get: () => true }))
  const started = page.waitForRequest(request => isScript(request.url()), { timeout: 5000 })
  await page.goto('/', { waitUntil: 'commit' })
  await started
  await expect(page.locator('[data-tools] [aria-pressed]').first()).toBeAttached()
})

test('where no paint is told of the scripts come all the same', async ({ page }) => {
  await page.addInitScript(() => {
    window.PerformanceObserver = class {
      observe() {}
      disconnect() {}
    } as unknown as typeof PerformanceObserver
  })
  await page.goto('/')
  await expect(page.locator('[data-tools] [aria-pressed]').first()).toBeAttached({ timeout: 15_000 })
})

test('scripts say that they are called at once, and pages for all come without a policy of openers', async ({
  request,
}) => {
  const text = await (await request.get('/')).text()
  for (const [, src] of text.matchAll(/data-late="([^"]+)"/g))
    expect(await (await request.get(src!)).text()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n/)
  const opener = async (path: string) => (await request.get(path)).headers()['cross-origin-opener-policy']
  for (const path of PAGES) expect(await opener(path)).toBeUndefined()
  for (const path of ['/subscribe?topic=medical', '/subscription/x', '/u/x/leave', '/outbox', '/admin'])
    expect(await opener(path), path).toBe('same-origin')
})
