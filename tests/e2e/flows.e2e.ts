import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { parseEml } from '#lib/domain/mail/eml'
import { expectFocusSeen, expectToFit, fingerOf, type Hand, keyboardOf, mouseOf } from '../support/hands.ts'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'

// A reader's whole way by keyboard alone, with a finger on a phone, and without a script. With the mouse it is taken by browse, search,
// keeping and reader; the last also subscribes without a script.

const { folder, remove } = makeFolder()
let url = ''

test.describe.configure({ timeout: 120_000 })

test.beforeAll(async () => {
  test.setTimeout(90_000)
  url = startSite({ ...BLANK, PORT: String(await findFreePort()), DATA_DIR: folder }).url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 80_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const card = (page: Page, place: number) => page.getByRole('article').nth(place)
const titleOf = (page: Page, place: number) => card(page, place).getByRole('heading').getByRole('link')

/** From the front door to a topic, to words within it, to an abstract, to its paper, and back to where one was. */
async function readOn(page: Page, hand: Hand) {
  await page.goto(url)
  await hand.press(page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Topics' }))
  await expect(page).toHaveURL(`${url}/topics`)
  await hand.press(page.getByRole('link', { name: 'Medicine & Health', exact: true }))
  await expect(page).toHaveURL(`${url}/topics/medical`)
  await hand.type(page.getByLabel('Search papers'), 'vision transformer')
  await hand.press(page.getByRole('button', { name: 'Search' }))
  const found = `${url}/topics/medical?q=vision+transformer`
  await expect(page).toHaveURL(found)
  await expect(page.locator('mark').first()).toBeVisible()
  await hand.press(card(page, 1).getByText('Whole abstract'))
  await expect(card(page, 1).getByText('Less')).toBeVisible()
  const title = (await titleOf(page, 1).textContent())!
  await hand.press(titleOf(page, 1))
  await expect(heading(page)).toHaveText(title)
  await hand.back()
  await expect(page).toHaveURL(found)
  await expect(titleOf(page, 1)).toHaveText(title)
  await expect(titleOf(page, 1)).toBeInViewport()
}

/** Saves a paper, mutes a topic, hides what was seen, and takes what is kept out as a file, away, and in again. */
async function keep(page: Page, hand: Hand) {
  await page.goto(url)
  const title = (await titleOf(page, 0).textContent())!
  await hand.press(card(page, 0).getByRole('button', { name: /^Save: / }))
  await expect(card(page, 0).getByRole('button', { name: /^Saved: / })).toHaveAttribute('aria-pressed', 'true')
  const list = page.getByRole('status').filter({ hasText: 'hidden' })
  await hand.press(card(page, 1).getByRole('button', { name: /^Mute a topic of: / }))
  await hand.press(page.getByRole('list', { name: 'Mute a topic' }).getByRole('button').first())
  await expect(list).toContainText('hidden: muted topics')
  await hand.press(page.getByLabel('Hide what I have seen'))
  await hand.press(card(page, 0).getByRole('button', { name: /^Seen: / }))
  await expect(list).toContainText('hidden: muted or seen')
  await hand.toSaved()
  await expect(page).toHaveURL(`${url}/saved`)
  const counts = page.getByText('Saved papers: 1. Seen: 1. Muted topics: 1.')
  await expect(counts).toBeVisible()
  const download = page.waitForEvent('download')
  await hand.press(page.getByRole('button', { name: 'Export as JSON' }))
  const file = await (await download).path()
  await hand.press(page.getByRole('button', { name: 'Erase all' }))
  await hand.press(page.getByRole('button', { name: 'Yes, erase' }))
  await expect(page.getByText('Nothing is saved yet.')).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await hand.press(page.getByText('Import a file'))
  await (await chooser).setFiles(file)
  await expect(counts).toBeVisible()
  await expect(titleOf(page, 0)).toHaveText(title)
}

/** From the form to the letter, to the confirmation, to another choice, out, and in again. `settled`: after what replaces a part of a page. */
async function subscribe(page: Page, hand: Hand, address: string, settled: () => Promise<void>) {
  await page.goto(`${url}/subscribe`)
  await hand.type(page.getByLabel('Your email address'), 'not an address')
  await hand.press(page.getByRole('button', { name: 'Subscribe' }))
  await expect(page.getByRole('alert').filter({ hasText: 'One thing needs a look' })).toBeVisible()
  await settled()
  await hand.type(page.getByLabel('Your email address'), address)
  await hand.press(page.getByLabel('Image Segmentation'))
  await hand.press(page.getByRole('button', { name: 'Subscribe' }))
  await expect(page.getByRole('heading', { name: 'Look in your inbox' })).toBeVisible()
  await settled()

  await page.goto(await linkTo(address))
  await hand.press(page.getByRole('button', { name: 'Yes, subscribe' }))
  await expect(heading(page)).toHaveText('You are subscribed')
  await settled()
  await hand.press(page.getByLabel('Survey & Review'))
  await hand.press(page.getByRole('button', { name: 'Save' }))
  await expect(page.getByText('about Image Segmentation and Survey & Review')).toBeVisible()
  await settled()
  await hand.press(page.getByRole('main').getByRole('link', { name: 'Leave', exact: true }))
  await expect(heading(page)).toHaveText('Leave?')
  await hand.press(page.getByRole('button', { name: 'Leave' }))
  await expect(heading(page)).toHaveText('You have left.')
  await settled()
  await hand.press(page.getByRole('button', { name: 'Undo' }))
  await expect(heading(page)).toHaveText('You are back')
  await settled()
}

/** The address in the letter that asks somebody to confirm. */
async function linkTo(address: string): Promise<string> {
  const outbox = join(folder, 'outbox')
  let link = ''
  await expect(() => {
    const mails = readdirSync(outbox).map(name => parseEml(readFileSync(join(outbox, name), 'latin1')))
    const letter = mails.find(mail => JSON.stringify(mail).includes(address))
    link = /http\S+\/subscription\/\S+/.exec(letter!.text!)![0]
  }).toPass({ timeout: 20_000 })
  return link
}

test.describe('by keyboard alone, with the focus always in sight', () => {
  test('reads', ({ page }) => readOn(page, keyboardOf(page)))
  test('keeps', ({ page }) => keep(page, keyboardOf(page)))
  test('subscribes', ({ page }) => subscribe(page, keyboardOf(page), 'ada@example.org', () => expectFocusSeen(page)))
})

test.describe('with a finger on a phone, moving nothing sideways', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })

  test('reads', ({ page }) => readOn(page, fingerOf(page)))
  test('keeps', ({ page }) => keep(page, fingerOf(page)))
  test('subscribes', ({ page }) => subscribe(page, fingerOf(page), 'bob@example.org', () => expectToFit(page)))
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('reads', ({ page }) => readOn(page, mouseOf(page)))
})
