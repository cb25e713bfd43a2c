import { expect, type Page, test } from '@playwright/test'
import { findSmall } from './find-small.ts'
import { keepPicture, scan, scanInBothLights } from './scan.ts'

// Every kind of page and what opens in it, as axe sees it: WCAG 2.2 AA and what is good practice. The pages that belong to one reader are
// scanned where a reader comes to them, in outbox.e2e.ts; the issue of a day once there is one, in digest-pages.e2e.ts.

type Kind = { name: string; path: string; open?: (page: Page) => Promise<unknown> }

const KINDS: Kind[] = [
  { name: 'home', path: '/' },
  { name: 'suggestions', path: '/', open: openSuggestions },
  { name: 'mute-menu', path: '/', open: openMenu },
  { name: 'help', path: '/', open: openHelp },
  { name: 'hits', path: '/?q=vision+transformer&topic=medical' },
  { name: 'nothing-found', path: '/?q=zebrafish' },
  { name: 'saved', path: '/saved' },
  { name: 'topic', path: '/topics/medical' },
  { name: 'topics', path: '/topics' },
  { name: 'paper', path: '/papers/2307.07982' },
  { name: 'subscribe', path: '/subscribe' },
  { name: 'form-error', path: '/subscribe', open: sendNonsense },
  { name: 'digest', path: '/digest' },
  { name: 'ranking', path: '/about/ranking' },
  { name: 'status', path: '/status' },
  { name: 'offline', path: '/offline' },
  { name: 'sign-in', path: '/admin' },
  { name: 'operate', path: '/admin', open: signIn },
  { name: 'missing', path: '/nowhere' },
]

test.describe.configure({ mode: 'parallel' })

test('nobody is kept out on a desktop, in light and in dark, nor where all is twice as large', async ({ page }) => {
  test.setTimeout(300_000)
  for (const { name, path, open } of KINDS) {
    await show(page, path, open)
    await scanInBothLights(page, name)
    await keepPicture(page, `desktop-light-${name}`)
    // What a window of 1280 px shows at 200 %.
    await page.setViewportSize({ width: 640, height: 450 })
    expect.soft(await widthOf(page), `${name} at 200 %`).toBeLessThanOrEqual(640)
    if (!open) await scan(page, `${name} at 200 %`)
    await page.setViewportSize({ width: 1280, height: 900 })
  }
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, colorScheme: 'dark' })
  test('nobody is kept out on a small phone: all fits, and there is room for a thumb', async ({ page }) => {
    test.setTimeout(300_000)
    for (const { name, path, open } of KINDS) {
      await show(page, path, open)
      await scan(page, `${name} on a phone`)
      expect.soft(await widthOf(page), name).toBeLessThanOrEqual(320)
      expect.soft(await findSmall(page), name).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      await keepPicture(page, `phone-dark-${name}`)
      await page.setViewportSize({ width: 320, height: 640 })
    }
  })
})

async function show(page: Page, path: string, open?: Kind['open']) {
  await page.goto(path)
  // What a script adds is a part of the page.
  if (path === '/') await page.locator('[data-tools] button').first().waitFor()
  if (path === '/saved') await page.getByRole('heading', { name: 'What this browser keeps' }).waitFor()
  await open?.(page)
}

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

async function openSuggestions(page: Page) {
  await page.getByRole('combobox', { name: 'Search papers' }).pressSequentially('segm')
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
}

/** Saved, seen, and its topics offered for muting: the saved paper stays for the pages that follow. */
async function openMenu(page: Page) {
  const card = page
    .locator('article')
    .filter({ has: page.getByRole('list', { name: 'Topics' }) })
    .first()
  for (const tool of ['save', 'seen', 'mute']) await card.locator(`[data-tool=${tool}]`).click()
  await expect(page.getByRole('list', { name: 'Mute a topic' })).toBeVisible()
}

async function openHelp(page: Page) {
  await page.getByRole('button', { name: 'Keyboard' }).click()
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
}

async function sendNonsense(page: Page) {
  await page.getByLabel('Your email address').fill('ada@@example.org')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'One thing needs a look' })).toBeFocused()
}

async function signIn(page: Page) {
  await page.getByLabel('The token').fill('a-token-for-operators')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText(/You are token/)).toBeVisible()
}
