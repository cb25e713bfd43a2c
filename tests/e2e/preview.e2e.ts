import { expect, type Page, test } from '@playwright/test'

// The mail that a choice would bring, seen before there is an address.

const mail = (page: Page) => page.frameLocator('iframe[title="The mail you would get now"]')
/** The mail comes when the reader gets that far. */
const goToMail = (page: Page) =>
  page.getByRole('heading', { name: 'The mail you would get now' }).scrollIntoViewIfNeeded()
const titles = (page: Page) => mail(page).getByRole('heading', { level: 2 }).allTextContents()
const topicsOf = async (page: Page, title: string) => {
  const answer = await (await page.request.get(`/api/v1/papers?q=${encodeURIComponent(`"${title}"`)}`)).json()
  return answer.papers[0].topics as string[]
}

test('changes as topics and searches are typed, and says so', async ({ page }) => {
  await page.goto('/subscribe')
  await goToMail(page)
  await expect(mail(page).getByRole('heading', { level: 1 })).toBeVisible()
  const before = await titles(page)
  await page.getByLabel('Medicine & Health').check()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await expect(mail(page).getByText('You follow Medicine & Health').first()).toBeVisible()
  expect(await titles(page)).not.toEqual(before)
  await page.getByLabel('Medicine & Health').uncheck()
  await page.getByLabel('Searches to follow').fill('"state space"')
  await expect(
    mail(page)
      .getByText(/Found by "state space"/)
      .first(),
  ).toBeVisible()
  await page.getByLabel('Searches to follow').fill('before:never')
  await expect(page.getByText(/a date looks like 2024/)).toBeVisible()
  // The last one stays to be seen.
  await expect(
    mail(page)
      .getByText(/Found by/)
      .first(),
  ).toBeVisible()
})

test('is never told the address', async ({ page }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.goto('/subscribe')
  await page.getByLabel('Your email address').fill('ada@example.org')
  await page.getByLabel('Medicine & Health').check()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  expect(asked.some(url => url.includes('/subscribe/preview?'))).toBe(true)
  expect(asked.filter(url => url.includes('ada'))).toEqual([])
  await page.goto('/subscribe?topic=medical&email=ada%40example.org')
  await goToMail(page)
  expect(await page.locator('iframe').getAttribute('src')).toBe('/subscribe/mail?topics=medical')
})

test('is asked for when the reader is near, and moves nothing', async ({ page }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  await page.goto('/subscribe', { waitUntil: 'networkidle' })
  expect(asked).not.toContain('/subscribe/mail')
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await goToMail(page)
  await expect(mail(page).getByRole('heading', { level: 1 })).toBeVisible()
  expect(asked.filter(path => path === '/subscribe/mail')).toHaveLength(1)
  expect(await height()).toBe(before)
})

test('comes by keyboard, and the focus is on it', async ({ page }) => {
  await page.goto('/subscribe')
  await page.getByLabel('Papers at most').selectOption('3')
  await page.getByRole('button', { name: 'Preview' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The mail you would get now' })).toBeFocused()
  await expect(mail(page).getByRole('heading', { level: 2 })).toHaveCount(3)
  await expect(page).toHaveURL('/subscribe')
})

test('is what comes next by keyboard, wherever one has scrolled', async ({ page }) => {
  await page.goto('/subscribe')
  await page.getByRole('button', { name: 'Preview' }).focus()
  await page.evaluate(() => scrollTo(0, 0))
  await expect(mail(page).getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.locator('iframe')).toBeFocused()
})

test('is a page of its own for its frame, and says there too when there is none', async ({ request }) => {
  const read = async (query: string) => {
    const answer = await request.get(`/subscribe/mail${query}`)
    return { status: answer.status(), headers: answer.headers(), text: await answer.text() }
  }
  const { status, headers, text } = await read('?topics=medical&count=3')
  expect(status).toBe(200)
  expect(text).toMatch(/^<!doctype html>/)
  expect(text).toContain('<head><base target="_blank">')
  expect(text.match(/<h2/g)).toHaveLength(3)
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/)
  const wrong = await read('?count=<b>')
  expect([wrong.status, wrong.text.includes('from 1 to 30'), wrong.text.includes('<b>')]).toEqual([400, true, false])
  const none = await read(`?searches=${encodeURIComponent('"no such words anywhere"')}`)
  expect([none.status, none.text]).toEqual([200, expect.stringContaining('No mail now')])
})

test('leads nowhere but to new pages, and runs nothing', async ({ page }) => {
  await page.goto('/subscribe')
  await goToMail(page)
  const frame = page.locator('iframe[title="The mail you would get now"]')
  expect(await frame.getAttribute('sandbox')).not.toMatch(/scripts|same-origin|forms|top-navigation/)
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    mail(page).getByRole('heading', { level: 2 }).first().getByRole('link').click(),
  ])
  await expect(opened).toHaveURL(/\/papers\//)
  await expect(page).toHaveURL('/subscribe')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true })
  test('fits, however much was chosen', async ({ page }) => {
    const topics = ['medical', 'gan', 'video'].map(slug => `topics=${slug}`).join('&')
    await page.goto(`/subscribe?${topics}&searches=%22masked+image+modeling%22+-diffusion&excluded=code`)
    await page.getByRole('button', { name: 'Preview' }).tap()
    await expect(page.getByRole('heading', { name: 'The mail you would get now' })).toBeInViewport()
    await expect(mail(page).getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })
  test('comes by a button, and nothing that was typed is lost', async ({ page }) => {
    await page.goto('/subscribe')
    await page.getByLabel('Your email address').fill('ada@example.org')
    await page.getByLabel('Medicine & Health').check()
    await page.getByLabel('Papers at most').selectOption('3')
    await page.getByLabel('Topic to leave out, 1').selectOption('Code')
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(mail(page).getByText('You follow Medicine & Health').first()).toBeVisible()
    const shown = await titles(page)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.length).toBeLessThanOrEqual(3)
    expect(await topicsOf(page, shown[0]!)).toContain('medical')
    await expect(page.getByLabel('Your email address')).toHaveValue('ada@example.org')
    await expect(page.getByLabel('Medicine & Health')).toBeChecked()
    await expect(page.getByLabel('Topic to leave out, 1')).toHaveValue('code')
  })
  test('comes by an address that holds the choice', async ({ page }) => {
    await page.goto('/subscribe?topics=medical&count=3&searches=swin+-video')
    await expect(page.getByLabel('Searches to follow')).toHaveValue('swin -video')
    await expect(page.getByLabel('Papers at most')).toHaveValue('3')
    await expect(
      mail(page)
        .getByText(/You follow Medicine & Health|Found by/)
        .first(),
    ).toBeVisible()
    await page.goto('/subscribe?searches=-video&constructor=x&topics=medical')
    await expect(page.getByRole('alert').filter({ hasText: 'says only what to leave out' })).toBeVisible()
    await expect(page.getByLabel('Medicine & Health')).toBeChecked()
  })
})
