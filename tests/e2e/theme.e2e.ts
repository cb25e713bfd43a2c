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
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
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

test('all text stands out from its ground, in light and in dark', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const path of ['/', '/?q=vision+transformer&topic=medical', '/papers/2307.07982', '/subscribe', '/status']) {
      await page.goto(path)
      expect(await findFaint(page), `${path} in ${colorScheme}`).toEqual([])
    }
  }
})

/** Text with less than 4.5:1 (WCAG 1.4.3) between its colour and the nearest opaque background. */
const findFaint = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    const rgba = (color: string) => {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data]
    }
    const luminance = (color: string) => {
      const [r, g, b] = rgba(color).map(part => (part <= 10 ? part / 3294 : (part / 269 + 0.0513) ** 2.4))
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const groundOf = (element: Element | null): string => {
      const color = element ? getComputedStyle(element).backgroundColor : ''
      return !element || rgba(color)[3] === 255 ? color : groundOf(element.parentElement)
    }
    return [...document.querySelectorAll('body *')].flatMap(element => {
      const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent!.trim())
      if (!hasText || !element.checkVisibility()) return []
      const pair = [getComputedStyle(element).color, groundOf(element)].map(luminance).sort((a, b) => b - a)
      const ratio = (pair[0]! + 0.05) / (pair[1]! + 0.05)
      return ratio < 4.5 ? [`${element.textContent!.slice(0, 40)}: ${ratio.toFixed(2)}`] : []
    })
  })
