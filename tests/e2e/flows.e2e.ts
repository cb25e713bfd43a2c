import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { parseEml } from '#lib/domain/mail/eml'
import { expectFocus, fingerOf, type Hand, keyboardOf, mouseOf } from '../support/hands.ts'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'

// A reader's whole way: by keyboard alone, with a finger on a phone, with JavaScript off. With the mouse it is taken by browse, search and reader.
// Pages are kept here as long as they are for readers.

const { folder, remove } = makeFolder()
let url = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  url = startSite({ ...BLANK, CACHE_SECONDS: '', PORT: String(await findFreePort()), DATA_DIR: folder }).url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 170_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const titleOf = (page: Page, place: number) =>
  page.getByRole('article').nth(place).getByRole('heading').getByRole('link')

/** From the front door to a topic, to words within it, to a paper, and back to where one was. */
async function readOn(page: Page, hand: Hand) {
  await page.goto(url)
  await hand.press(page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Topics' }))
  await hand.press(page.getByRole('link', { name: 'Medicine & Health', exact: true }))
  await expect(page).toHaveURL(`${url}/topics/medical`)
  await hand.type(page.getByLabel('Search papers'), 'vision transformer')
  await hand.press(page.getByRole('button', { name: 'Search' }))
  await expect(page).toHaveURL(`${url}/topics/medical?q=vision+transformer`)
  await expect(page.locator('mark').first()).toBeVisible()
  const title = (await titleOf(page, 1).textContent())!
  await hand.press(titleOf(page, 1))
  await expect(heading(page)).toHaveText(title)
  await hand.back()
  await expect(page).toHaveURL(`${url}/topics/medical?q=vision+transformer`)
  await expect(titleOf(page, 1)).toHaveText(title)
}

/** From the form to the letter, to the confirmation, to another choice, out, and in again. `settled`: after each of what a reader does. */
async function subscribeAndLeave(page: Page, hand: Hand, address: string, settled: (after: string) => Promise<void>) {
  await page.goto(`${url}/subscribe`)
  await hand.type(page.getByLabel('Your email address'), 'not an address')
  await hand.press(page.getByRole('button', { name: 'Subscribe' }))
  await expect(page.getByRole('alert').filter({ hasText: 'One thing needs a look' })).toBeVisible()
  await settled('a form that came back')
  await hand.type(page.getByLabel('Your email address'), address)
  await hand.turn(page.getByLabel('Image Segmentation'))
  await hand.press(page.getByRole('button', { name: 'Subscribe' }))
  await expect(page.getByRole('heading', { name: 'Look in your inbox' })).toBeVisible()
  await settled('asking')

  await page.goto(await linkTo(address))
  await hand.press(page.getByRole('button', { name: 'Yes, subscribe' }))
  await expect(heading(page)).toHaveText('You are subscribed')
  await settled('the confirmation')
  await hand.turn(page.getByLabel('Survey & Review'))
  await hand.press(page.getByRole('button', { name: 'Save' }))
  await expect(page.getByText('about Image Segmentation and Survey & Review')).toBeVisible()
  await settled('saving')
  await hand.press(page.getByRole('main').getByRole('link', { name: 'Leave', exact: true }))
  await hand.press(page.getByRole('button', { name: 'Leave' }))
  await expect(heading(page)).toHaveText('You have left.')
  await settled('leaving')
  await hand.press(page.getByRole('button', { name: 'Undo' }))
  await expect(heading(page)).toHaveText('You are back')
  await settled('coming back')
}

/** The address in the letter that asks somebody to confirm. */
async function linkTo(address: string): Promise<string> {
  let link: string | undefined
  const outbox = join(folder, 'outbox')
  await expect(() => {
    const mails = readdirSync(outbox).map(name => parseEml(readFileSync(join(outbox, name), 'latin1')))
    link = mails.map(({ text }) => /http\S+\/subscription\/\S+/.exec(text)?.[0]).at(-1)
    expect(mails.filter(mail => JSON.stringify(mail).includes(address))).toHaveLength(1)
  }).toPass({ timeout: 20_000 })
  return link!
}

test('by keyboard alone, and the focus is seen and never lost', async ({ page }) => {
  test.setTimeout(120_000)
  const hand = keyboardOf(page)
  await readOn(page, hand)
  await expect(titleOf(page, 1)).toBeFocused()
  await subscribeAndLeave(page, hand, 'ada@example.org', after => expectFocus(page, after))
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('with a finger, and nothing has to be moved sideways', async ({ page }) => {
    test.setTimeout(120_000)
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThan(361)
    await readOn(page, fingerOf(page))
    await fits()
    await subscribeAndLeave(page, fingerOf(page), 'bob@example.org', fits)
  })
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('all of it works', async ({ page }) => {
    test.setTimeout(120_000)
    await readOn(page, mouseOf(page))
    await subscribeAndLeave(page, mouseOf(page), 'cleo@example.org', async () => {})
  })
})
