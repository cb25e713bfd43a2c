import { expect, type Page, test } from '@playwright/test'

// The keyboard alone, the way through a list, and reading without a network.

const links = (page: Page) => page.locator('article[data-paper] h2 a')
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** In a list a script makes the tools; elsewhere React finds them there. */
const alive = (page: Page) =>
  page.waitForFunction(
    () =>
      document.querySelector('[data-tools] [aria-pressed]') ||
      Object.keys(document.querySelector('[data-tool]') ?? {}).some(key => key.startsWith('__react')),
  )
const heading = (page: Page) => page.getByRole('heading', { level: 1 })

async function open(page: Page, path: string) {
  await page.goto(path)
  await alive(page)
}

test('reads a list by keyboard alone, and comes back to the same paper', async ({ page }) => {
  test.setTimeout(120_000)
  await open(page, '/?sort=new')
  const titles = await links(page).allInnerTexts()
  await press(page, 'j')
  await expect(links(page).nth(0)).toBeFocused()
  await press(page, 'j', 'j', 'j', 'k')
  await expect(links(page).nth(2)).toBeFocused()
  await expect(links(page).nth(2)).toBeInViewport()
  await press(page, 's', 'x', 't')
  await expect(page.locator('article[data-paper]').nth(2).locator('[data-tool=save]')).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(page.locator('article[data-paper]').nth(2).locator('[data-tool=seen]')).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^\/topics\//)
  await press(page, 'x', 'k', 'j', 'o')
  await expect(heading(page)).toHaveText(titles[2]!)
  await alive(page)

  // The papers before and after it are links.
  const nav = page.getByRole('navigation', { name: 'The list you came from' })
  await expect(nav.getByRole('link')).toHaveText([/previous/, 'Newest', /next/])
  await press(page, 'j')
  await expect(heading(page)).toHaveText(titles[3]!)
  await expect(nav).toBeVisible()
  await press(page, 'k')
  await expect(heading(page)).toHaveText(titles[2]!)
  await expect(nav).toBeVisible()
  await expect(page.locator('[data-tool=save]')).toHaveAttribute('aria-pressed', 'true')
  await press(page, 'j')
  await expect(heading(page)).toHaveText(titles[3]!)
  await expect(nav).toBeVisible()
  await press(page, 'b')
  await expect(page).toHaveURL('/?sort=new')
  await expect(links(page).nth(3)).toBeFocused()
  await expect(links(page).nth(3)).toBeInViewport()

  // And back as the browser goes back, where what was seen is hidden: not the one that one comes back to.
  await page.getByLabel('Hide what I have seen').check()
  await links(page).nth(5).focus()
  await press(page, 'Enter')
  await expect(heading(page)).toHaveText(titles[5]!)
  await expect(nav).toBeVisible()
  await page.goBack()
  await alive(page)
  await expect(links(page).nth(5)).toBeFocused()
  await expect(links(page).nth(3)).toBeHidden()
})

test('the sheet explains the keys, gives the focus back, and switches them off', async ({ page }) => {
  await open(page, '/')
  const sheet = page.getByRole('dialog', { name: 'Keyboard' })
  await press(page, 'j', '?')
  await expect(sheet).toBeVisible()
  await expect(sheet.getByText('next paper')).toBeVisible()
  await press(page, 'j', 'g', 't')
  await expect(page).toHaveURL('/')
  await press(page, 'Escape')
  await expect(sheet).toBeHidden()
  await expect(links(page).first()).toBeFocused()

  // Not where one types, and not with Ctrl.
  await press(page, '/')
  const field = page.getByRole('combobox', { name: 'Search papers' })
  await expect(field).toBeFocused()
  await field.pressSequentially('jog ?')
  await expect(field).toHaveValue('jog ?')
  await expect(sheet).toBeHidden()
  await links(page).first().focus()
  await press(page, 'Control+j', 'Alt+j')
  await expect(links(page).first()).toBeFocused()

  await page.getByRole('button', { name: 'Keyboard' }).click()
  await sheet.getByLabel('Use these keys').uncheck()
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('button', { name: 'Keyboard' })).toBeFocused()
  await links(page).first().focus()
  await press(page, 'j', '?')
  await expect(links(page).first()).toBeFocused()
  await open(page, '/')
  await press(page, 'j')
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
  await page.goto('/saved')
  await page.getByLabel('Use single keys').check()
  await press(page, 'g', 't')
  await expect(page).toHaveURL('/topics')
  // What is being filled in is not left by a letter.
  await page.goto('/subscribe')
  await page.locator('input[name=topics]').first().check()
  await page.waitForFunction(() =>
    Object.keys(document.querySelector('#email')!).some(key => key.startsWith('__react')),
  )
  await press(page, 'g', 't')
  // Nor the form that React makes anew after an answer.
  await page.getByLabel('Your email address').fill('nope')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('alert').first()).toBeFocused()
  await page.locator('input[name=topics]').nth(1).check()
  await press(page, 'g', 't', '/')
  await expect(page).toHaveURL('/subscribe')
  await page.getByRole('heading', { level: 1 }).click()
  await press(page, 'g', 's')
  await expect(page).not.toHaveURL(/topics|subscribe/)
})

test('who comes from elsewhere sees no neighbours', async ({ page, context }) => {
  await open(page, '/')
  const href = await links(page).nth(1).getAttribute('href')
  await page.goto('about:blank')
  await open(page, href!)
  await expect(page.getByRole('navigation', { name: 'The list you came from' })).toBeHidden()
  const other = await context.newPage()
  await open(other, href!)
  await expect(other.getByRole('navigation', { name: 'The list you came from' })).toBeHidden()
})

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' })

  test('what was read can be read, as of when it was, and what was not says so', async ({ page, context, request }) => {
    await open(page, '/')
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
    await press(page, 'Shift')
    await page.waitForFunction(async () => {
      const { active } = await navigator.serviceWorker.ready
      const cache = await caches.open('attn-pages-1')
      return active?.state === 'activated' && (await cache.match('/')) && (await cache.match('/offline'))
    })
    const titles = await links(page).allInnerTexts()
    const paths = await links(page).evaluateAll(all => all.map(link => link.getAttribute('href')!))
    await links(page).first().click()
    await expect(heading(page)).toHaveText(titles[0]!)
    await alive(page)
    await page.goto('/subscribe')
    await page.waitForFunction(async path => (await caches.open('attn-pages-1')).match(path), paths[0]!)
    const kept = () =>
      page.evaluate(async () =>
        (await (await caches.open('attn-pages-1')).keys()).map(({ url }) => new URL(url).pathname),
      )
    expect(await kept()).not.toContain('/subscribe')
    await expect(page.getByText('Offline: this page as of')).toHaveCount(0)

    await context.setOffline(true)
    await page.goto('/')
    await expect(
      page.getByRole('status').filter({ hasText: /^Offline: this page as of \d+ \w+ \d{4}, \d\d:\d\d$/ }),
    ).toBeVisible()
    expect(await links(page).allInnerTexts()).toEqual(titles)
    await alive(page)
    await page.reload()
    await expect(page.getByText('Offline: this page as of')).toBeVisible()
    await links(page).first().click()
    await expect(heading(page)).toHaveText(titles[0]!)
    await page.goto(paths[1]!)
    await expect(heading(page)).toHaveText('There is no network, and no copy of this page.')
    await expect(page.getByRole('link', { name: titles[0]! })).toBeVisible()
    await page.goto('/subscribe')
    await expect(heading(page)).toHaveText('There is no network, and no copy of this page.')

    await context.setOffline(false)
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(heading(page)).toContainText(/mail|Subscribe|inbox/i)
    await page.goto('/')
    await expect(page.getByText('Offline: this page as of')).toHaveCount(0)
    const manifest = await (await request.get('/manifest.webmanifest')).json()
    expect(manifest).toMatchObject({ start_url: '/', display: 'standalone', short_name: 'Attn.' })
  })
})
