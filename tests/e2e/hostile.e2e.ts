import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { SaxesParser } from 'saxes'
import { makePublicIssues } from '#jobs/public-issue'
import { closeDatabase } from '#lib/db'
import { parseEml } from '#lib/domain/mail/eml'
import { HOSTILE, hostileFile, hostileLines } from '../fixtures/hostile-papers.ts'
import { runCommand, runProgram } from '../support/command-line.ts'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { expectUnharmed, findHarmInHtml, watchHarm } from '../support/unharmed.ts'
import { BLANK } from '../support/variables.mjs'

// What anybody may write into a title, seen from where readers are: it is text there, and nothing else.

const { folder, remove } = makeFolder()
const NAMES = Object.keys(HOSTILE)
const PATHS = NAMES.map((_, i) => `/papers/2611.9000${i + 1}`)
const today = new Date().toISOString().slice(0, 10)
let url = ''

const variables = { ...BLANK, DATA_DIR: folder }
const attn = (...args: string[]) => runCommand(args, variables)

test.describe.configure({ timeout: 120_000 })
test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })

// Papers are there before the site: nothing else is then.
test.beforeAll(async () => {
  test.setTimeout(120_000)
  mkdirSync(folder, { recursive: true })
  const { taken, refused } = hostileLines(new Date())
  const file = join(folder, 'hostile.jsonl')
  writeFileSync(file, [...taken, ...refused].join('\n'))
  const said = await attn('import', file)
  expect(said.out).toContain(`Took ${taken.length} new papers, 0 changed, 0 known; refused ${refused.length} lines.`)
  expect(said.err).not.toMatch(/[\u0000\u202a-\u202e]/)
  for (const path of PATHS) await attn('tag', path.replace('/papers/', ''), '--add', 'gan')
  await attn('rank')
  await attn('digest', '--to', 'ada@example.org')
  await runProgram(async () => {
    await makePublicIssues(new Date())
    // The next file of tests that this process runs has another.
    await closeDatabase()
    return 0
  }, variables)
  url = startSite({ ...variables, PORT: String(await findFreePort()), JOBS: 'off' }).url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

/** Opens a page and waits until its scripts have nothing to do. */
async function open(page: Page, path: string): Promise<void> {
  const answer = await page.goto(url + path)
  expect(answer!.status(), path).toBe(200)
  await page.evaluate(() => new Promise(resolve => requestIdleCallback(resolve)))
}

const read = async (request: APIRequestContext, path: string) => {
  const answer = await request.get(url + path)
  expect(answer.status(), path).toBe(200)
  return answer
}

test('lists show hostile titles as the text that they are', async ({ page }) => {
  const told = await watchHarm(page)
  for (const path of ['/?sort=new', '/topics/gan', `/digest/${today}`, '/?q=quokka']) {
    await open(page, path)
    for (const name of NAMES)
      await expect(
        page.getByRole('heading', { level: 2, name: new RegExp(`^Quokka ${name === 'turned' ? 'des' : name}`) }),
      ).toBeVisible()
    await expectUnharmed(page, told)
  }
  await expect(page.locator('mark').first()).toBeVisible()
  for (const summary of await page.getByText('Whole abstract').all()) await summary.tap()
  await expect(page.getByText('<script>window.ran=2</script>').first()).toBeVisible()
  await expectUnharmed(page, told)
  await page.getByRole('combobox', { name: 'Search papers' }).pressSequentially(' m')
  await page.getByRole('combobox', { name: 'Search papers' }).fill('quokka')
  await expect(page.getByRole('option').nth(3)).toBeVisible()
  await expectUnharmed(page, told)
  await open(page, '/digest')
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('Quokka')
  await expectUnharmed(page, told)
})

test('the page of each paper shows it whole, and machines can read it', async ({ page }) => {
  const told = await watchHarm(page)
  for (const path of PATHS) {
    await open(page, path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Quokka /)
    await expect(page).toHaveTitle(/^Quokka .* · Attn\.$/)
    await page.getByText('BibTeX', { exact: true }).tap()
    await expect(page.getByText('@misc{')).toBeVisible()
    await expectUnharmed(page, told)
    const data = await page.locator('script[type="application/ld+json"]').allTextContents()
    expect(data.map(text => JSON.parse(text)['@type'])).toContain('ScholarlyArticle')
    await expect(page.locator('meta[name=citation_title]')).toHaveAttribute('content', /^Quokka /)
    const picture = await page.locator('meta[property="og:image"]').getAttribute('content')
    const card = await (await read(page.request, new URL(picture!).pathname)).body()
    expect([card.toString('latin1', 1, 4), card.readUInt32BE(16), card.readUInt32BE(20)]).toEqual(['PNG', 1200, 630])
  }
  await open(page, PATHS[0]!)
  const code = await page.getByRole('link', { name: 'Code', exact: true }).getAttribute('href')
  expect(code).toMatch(/^https:\/\/github\.com\/eve\/x%22onmouseover=%22/)
})

test('what a browser keeps of them is text too, and so is a file that somebody else made', async ({ page }) => {
  const told = await watchHarm(page)
  await open(page, '/?q=quokka')
  for (const card of await page.getByRole('article').all()) await card.getByRole('button', { name: /^Saved?: / }).tap()
  await open(page, '/saved')
  await expect(page.getByRole('article')).toHaveCount(NAMES.length)
  await expectUnharmed(page, told)
  const file = hostileFile(new Date())
  await page.getByLabel('Import a file').setInputFiles({
    name: 'hostile.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  })
  await expect(page.getByRole('article')).toHaveCount(2 * NAMES.length)
  await expectUnharmed(page, told)
  // And when nobody looked at what the browser holds.
  await page.evaluate(
    kept => localStorage.setItem('attn.reader', kept),
    JSON.stringify({ ...file, settings: { hidesSeen: '<' } }),
  )
  await open(page, '/saved')
  await expect(page.getByRole('article')).toHaveCount(NAMES.length)
  await expectUnharmed(page, told)
  await open(page, '/')
  await expectUnharmed(page, told)
})

test('feeds and mails carry them as text', async ({ page, request }) => {
  const told = await watchHarm(page)
  const rss = await (await read(request, '/feed.xml?q=quokka&window=all')).text()
  const html = readDescriptions(rss)
  expect(html.length).toBe(NAMES.length)
  const feed = await (await read(request, '/feed.json?q=quokka&window=all')).json()
  expect(feed.items.length).toBe(NAMES.length)
  const api = await (await read(request, '/api/v1/papers?q=quokka&window=all')).json()
  for (const text of [rss, JSON.stringify(feed), JSON.stringify(api)])
    expect(text).not.toMatch(/[\u0000\u200B-\u200F\u202A-\u202E\u2066-\u2069]|\\u(0000|d[89a-f]|202e)/i)
  for (const path of ['/feed.xml', '/feed.json', '/digest/feed.xml', '/api/v1/papers']) {
    await open(page, path)
    expect(await page.evaluate(() => (window as { ran?: number }).ran), path).toBeUndefined()
  }

  await open(page, '/subscribe')
  await page.getByRole('heading', { name: 'The mail you would get now' }).scrollIntoViewIfNeeded()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 2 }).first()).toContainText('Quokka')
  for (const text of html) expect(await findHarmInHtml(page, text)).toEqual([])
  const preview = page.frameLocator('iframe[title="The mail you would get now"]')
  await expect(preview.getByRole('heading', { level: 2 }).first()).toContainText('Quokka')
  await page.getByLabel('Searches to follow').fill('quokka <script>window.ran=40</script>')
  await expectUnharmed(page, told)

  const [name] = readdirSync(join(folder, 'outbox'))
  const mail = parseEml(readFileSync(join(folder, 'outbox', name!), 'latin1'))
  expect(mail.html).toContain('Quokka')
  expect(await findHarmInHtml(page, mail.html!)).toEqual([])
  expect(mail.html! + mail.text).not.toMatch(/[\u0000\u202A-\u202E\u2066-\u2069]/)
  await open(page, '/outbox')
  await page.getByRole('main').getByRole('link').first().tap()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 2 }).first()).toContainText('Quokka')
  await expectUnharmed(page, told)
})

/** The descriptions of a feed, which has to be well-formed. */
function readDescriptions(rss: string): string[] {
  const parser = new SaxesParser()
  const texts: string[] = []
  const path: string[] = []
  parser.on('opentag', ({ name }) => {
    path.push(name)
    if (path.slice(-2).join() === 'item,description') texts.push('')
  })
  parser.on('closetag', () => path.pop())
  parser.on('text', text => {
    if (path.slice(-2).join() === 'item,description') texts.push(texts.pop() + text)
  })
  parser.on('error', error => {
    throw error
  })
  parser.write(rss).close()
  return texts
}
