import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type Database, openDatabase } from '#lib/db'
import { readSecret } from '#lib/secret'
import { hashEmail } from '#lib/store/email-hash'
import { signToken } from '#lib/token'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'

// What a reader sees where there is less than usual: one site that goes through all of it, one after the other, and is well again each time.
// Its pages are kept as long as they are for readers. A source that fails is seen in freshness, no network in hands.

test.describe.configure({ mode: 'serial' })

const { folder, remove } = makeFolder()
const FILES = ['', '-wal', '-shm'].map(end => join(folder, `attn.db${end}`))
let url = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const variables = { ...BLANK, CACHE_SECONDS: '', DATA_DIR: folder, JOBS: 'off' }
  url = startSite({ ...variables, PORT: String(await findFreePort()) }).url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 170_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const PAPER = '/papers/2307.07982'

async function inDatabase(work: (database: Database) => Promise<unknown>) {
  const database = await openDatabase(`file:${folder}/attn.db`)
  await work(database).finally(() => database.close())
}

/** Opens a page until it has a status: one may be shown for a second without a look whether it changed. */
async function openAs(page: Page, path: string, status: number) {
  await expect(async () => expect((await page.goto(url + path))?.status()).toBe(status)).toPass({ timeout: 10_000 })
}

test('a first run has the listing, shows the newest, and says why and where to look', async ({ page }) => {
  await page.goto(url)
  await expect(page.getByRole('article')).toHaveCount(20)
  await expect(page.getByText('These are the newest papers: nothing is known yet')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'status page' }).click()
  await expect(heading(page)).toHaveText('Status')
  await expect(page.getByText('No source was asked yet.').or(page.getByText('listing', { exact: true }))).toBeVisible()
  await page.goto(`${url}/digest`)
  await expect(page.getByText('There is no issue yet')).toBeVisible()
})

test('one waits for a preview and for an answer, is told so, and a second press sends nothing', async ({ page }) => {
  const held: (() => void)[] = []
  const hold = () => new Promise<void>(resolve => held.push(resolve))
  const release = () => {
    for (const resolve of held.splice(0)) resolve()
  }
  await page.route('**/subscribe/preview?**', async route => {
    await hold()
    await route.continue()
  })
  let posts = 0
  await page.route('**/subscribe', async route => {
    if (route.request().method() !== 'POST') return route.continue()
    posts++
    await hold()
    await route.continue()
  })
  await page.goto(`${url}/subscribe`, { waitUntil: 'networkidle' })
  await page.getByLabel('Medicine & Health').check()
  await expect(page.getByText('Making the preview…')).toBeVisible()
  release()
  await expect(page.getByText(/papers? now in Medicine & Health/)).toBeVisible()
  await page.getByLabel('Your email address').fill('ada@example.org')
  await page.getByRole('button', { name: 'Subscribe' }).focus()
  await page.keyboard.press('Enter')
  const waiting = page.getByRole('button', { name: 'Asking for your mail…' })
  await expect(waiting).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByLabel('Your email address').press('Enter')
  release()
  await expect(page.getByRole('status').filter({ hasText: 'Look in your inbox' })).toBeFocused()
  expect(posts).toBe(1)
})

for (const [path, says] of [
  ['/nope', 'There is nothing at this address.'],
  ['/papers/2401.99999', 'This paper is not here.'],
  ['/topics/astrology', 'There is no such topic.'],
  ['/digest/2020-01-01', 'There is no issue of Wednesday, 1 January 2020'],
] as const)
  test(`${path} is not there, says so and leads on`, async ({ page }) => {
    await openAs(page, path, 404)
    await expect(heading(page)).toHaveText(says)
    await page.getByRole('main').getByRole('link').last().click()
    await expect(page).toHaveURL(/\/(topics|digest)$/)
  })

for (const [what, takeAway] of [
  ['gone', () => {}],
  ['broken', () => writeFileSync(FILES[0]!, 'this is no database '.repeat(1000))],
] as const)
  test(`a database that is ${what} is told so with 503, also where a page was kept, and is back by itself`, async ({
    page,
    request,
  }) => {
    for (const path of ['/', PAPER]) await openAs(page, path, 200)
    const title = (await heading(page).textContent())!
    await inDatabase(database => database.script('PRAGMA wal_checkpoint(TRUNCATE)'))
    for (const file of FILES) renameSync(file, `${file}.kept`)
    takeAway()
    for (const path of ['/', '/status', '/subscribe', PAPER]) {
      await openAs(page, path, 503)
      await expect(heading(page)).toHaveText('The papers are out of reach.')
    }
    const answer = await request.get(`${url}/api/v1/papers`)
    expect([answer.status(), answer.headers()['retry-after']]).toEqual([503, '30'])
    expect((await request.get(`${url}${PAPER}`)).headers()['cache-control']).toMatch(/no-store/)
    await expect(page.getByRole('main').getByRole('link', { name: 'arXiv' })).toBeVisible()
    for (const file of FILES) renameSync(`${file}.kept`, file)
    await expect(async () => {
      const again = page.getByRole('link', { name: 'Try again' })
      if (await again.isVisible()) await again.click()
      await expect(heading(page)).toHaveText(title, { timeout: 1000 })
    }).toPass({ timeout: 15_000 })
    await openAs(page, '/', 200)
    await expect(page.getByRole('article')).toHaveCount(20)
  })

test('a preview that cannot be made says so, and the last one stays', async ({ page }) => {
  await openAs(page, '/subscribe', 200)
  await page.getByRole('heading', { name: 'The mail you would get now' }).scrollIntoViewIfNeeded()
  const mail = page.frameLocator('iframe').getByRole('heading', { level: 1 })
  await expect(mail).toBeVisible()
  await inDatabase(database => database.script('ALTER TABLE paper RENAME TO away'))
  try {
    await page.getByLabel('Medicine & Health').check()
    await expect(page.getByText('The preview could not be made just now.')).toBeVisible()
    await expect(mail).toBeVisible()
  } finally {
    await inDatabase(database => database.script('ALTER TABLE away RENAME TO paper'))
  }
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(/now in Medicine & Health/)).toBeVisible()
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('what broke on our side says so, and the page is there again once it is mended', async ({ page }) => {
    await openAs(page, PAPER, 200)
    const title = (await heading(page).textContent())!
    await inDatabase(database => database.script('ALTER TABLE paper RENAME TO away'))
    await openAs(page, PAPER, 500)
    await expect(heading(page)).toHaveText('Something broke on our side.')
    await expect(page.getByRole('main').getByRole('link', { name: 'status page' })).toBeVisible()
    await inDatabase(database => database.script('ALTER TABLE away RENAME TO paper'))
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(heading(page)).toHaveText(title)
  })
})

for (const javaScriptEnabled of [true, false])
  test.describe(`while the disk is full, ${javaScriptEnabled ? 'with' : 'without'} a script`, () => {
    test.use({ javaScriptEnabled })

    test('confirming, leaving, coming back and erasing say that they wait, and are done after', async ({ page }) => {
      const id = `ada-${javaScriptEnabled}`
      const email = `${id}@example.org`
      const key = readSecret(folder)!
      await inDatabase(({ prisma }) =>
        prisma.subscriber.create({
          data: {
            ...{ id, email, emailHash: hashEmail(email, key), status: 'pending', weekday: 1, hour: 7, zone: 'UTC' },
            ...{ consent: 'Yes.', createdAt: new Date() },
          },
        }),
      )
      const token = signToken('manage', id, key)
      const press = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()
      /** Presses while nothing can be written, and again after. */
      async function pressTwice(name: string, outcome: string) {
        await inDatabase(database =>
          database.script(
            `CREATE TRIGGER full BEFORE UPDATE ON subscriber BEGIN SELECT RAISE(ABORT, 'disk is full'); END`,
          ),
        )
        await press(name)
        await expect(page.getByRole('alert').filter({ hasText: 'Changes have to wait' })).toBeVisible()
        await inDatabase(database => database.script('DROP TRIGGER full'))
        await press(name)
        await expect(heading(page)).toHaveText(outcome)
      }

      await page.goto(`${url}/subscription/${token}`)
      await pressTwice('Yes, subscribe', 'You are subscribed')
      await page.getByRole('main').getByRole('link', { name: 'Leave', exact: true }).click()
      await pressTwice('Leave', 'You have left.')
      await pressTwice('Undo', 'You are back')
      await page.goto(`${url}/subscription/${token}`)
      await page.getByText('Erase everything').click()
      await pressTwice('Erase it all', 'You have left.')
    })
  })

test('a place without papers says when the first come, on each page that would show some', async ({ page }) => {
  await inDatabase(database => database.script('DELETE FROM paper'))
  await expect(async () => {
    await page.goto(url)
    await expect(page.getByText('There are no papers here yet.')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await expect(page.getByText('These are the newest papers')).toBeHidden()
  await page.goto(`${url}/topics/medical`)
  await expect(page.getByText('No paper fits all of this.')).toBeVisible()
  await page.goto(`${url}/?q=mamba`)
  await expect(page.getByText('No paper fits all of this.')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Begin again' }).click()
  await page.getByRole('main').getByRole('link', { name: 'status page' }).click()
  await expect(heading(page)).toHaveText('Status')
})
