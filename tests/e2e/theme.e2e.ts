import { expect, type Page, test } from '@playwright/test'
import { THEME_COLORS } from '#lib/domain/web/theme-script'

/** The background of the page, and the colour of the browser's bars: the first meta that fits, as browsers choose it. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const bars = [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')]
    return {
      paper: getComputedStyle(document.documentElement).backgroundColor,
      bars: bars.find(({ media }) => matchMedia(media || 'all').matches)!.content,
      scheme: getComputedStyle(document.documentElement).colorScheme,
    }
  })

const DARK = { paper: 'rgb(19, 21, 24)', bars: THEME_COLORS.dark, scheme: 'dark' }
const LIGHT = { paper: 'rgb(253, 253, 251)', bars: THEME_COLORS.light, scheme: 'light' }

test('light or dark is chosen, remembered, known to other tabs, and there before anything is drawn', async ({
  page,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  expect(await seen(page)).toEqual({ ...LIGHT, scheme: 'light dark' })
  const choose = (name: string) => page.getByRole('group', { name: 'Colours' }).getByText(name).click()
  await expect(page.getByRole('radio', { name: 'As the device' })).toBeChecked()
  const other = await context.newPage()
  await other.goto('/status')
  await choose('Dark')
  expect(await seen(page)).toEqual(DARK)
  await expect(other.getByRole('radio', { name: 'Dark' })).toBeChecked()
  expect(await seen(other)).toEqual(DARK)

  // What was on <html> when the body began, before any other script ran.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return
      Object.assign(window, { themeAtFirst: document.documentElement.dataset.theme })
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/topics')
  expect(await page.evaluate(() => (window as unknown as { themeAtFirst: string }).themeAtFirst)).toBe('dark')
  expect(await seen(page)).toEqual(DARK)
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()

  await page.emulateMedia({ colorScheme: 'dark' })
  await choose('Light')
  expect(await seen(page)).toEqual(LIGHT)
  await choose('As the device')
  expect(await seen(page)).toEqual({ ...DARK, scheme: 'light dark' })
  expect(await page.evaluate(() => localStorage.getItem('theme'))).toBeNull()
  expect(await context.cookies()).toEqual([])
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false, colorScheme: 'dark' })
  test('the page follows the device, and offers no choice', async ({ page }) => {
    await page.goto('/')
    await expect(page.locator('html')).toHaveCSS('background-color', DARK.paper)
    await expect(page.getByText('As the device')).toBeHidden()
  })
})
