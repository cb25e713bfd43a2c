import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { SaxesParser } from 'saxes'
import { HOSTILE, hostileLines } from '../fixtures/hostile-papers.ts'
import { runCommand } from '../support/command-line.ts'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { expectUnharmed, watchHarm } from '../support/unharmed.ts'
import { BLANK } from '../support/variables.mjs'

// What anybody may write into a title, seen from where readers are: it is text there, and nothing else.

const { folder, remove } = makeFolder()
const NAMES = Object.keys(HOSTILE)
let url = ''

const attn = (...args: string[]) => runCommand(args, { ...BLANK, DATA_DIR: folder })

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
  await attn('rank')
  const site = startSite({ ...BLANK, PORT: String(await findFreePort()), DATA_DIR: folder, JOBS: 'off' })
  url = site.url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
    .toBe(200)
})
test.afterAll(() => {
  killStartedSites()
  remove()
})

/** Opens a page and waits until its scripts have done what they do. */
async function open(page: Page, path: string): Promise<void> {
  const answer = await page.goto(url + path, { waitUntil: 'networkidle' })
  expect(answer!.status(), path).toBe(200)
}

const read = async (request: APIRequestContext, path: string) => {
  const answer = await request.get(url + path)
  expect(answer.status(), path).toBe(200)
  return answer
}

test('lists show hostile titles as the text that they are', async ({ page }) => {
  const told = await watchHarm(page)
  for (const path of ['/?sort=new', '/?q=quokka', '/?q=quokka&sort=new&window=all', '/topics', '/digest']) {
    await open(page, path)
    if (path.startsWith('/?'))
      for (const name of NAMES)
        await expect(
          page.getByRole('heading', { level: 2, name: new RegExp(`^Quokka ${name === 'turned' ? 'des' : name}`) }),
        ).toBeVisible()
    await expectUnharmed(page, told)
  }
  await open(page, '/?q=quokka')
  await expect(page.locator('mark').first()).toBeVisible()
  for (const summary of await page.getByText('Whole abstract').all()) await summary.tap()
  await expect(page.getByText('<script>window.ran=2</script>').first()).toBeVisible()
  await expectUnharmed(page, told)
  await page.getByRole('combobox', { name: 'Search papers' }).pressSequentially(' m')
  await page.getByRole('combobox', { name: 'Search papers' }).fill('quokka')
  await expect(page.getByRole('option').nth(3)).toBeVisible()
  await expectUnharmed(page, told)
})

test('feeds carry them as text', async ({ request }) => {
  const rss = await (await read(request, '/feed.xml?q=quokka&window=all')).text()
  const html = readDescriptions(rss)
  expect(html.length).toBe(NAMES.length)
  const feed = await (await read(request, '/feed.json?q=quokka&window=all')).json()
  expect(feed.items.length).toBe(NAMES.length)
  const api = await (await read(request, '/api/v1/papers?q=quokka&window=all')).json()
  for (const text of [rss, JSON.stringify(feed), JSON.stringify(api)])
    expect(text).not.toMatch(/[\u0000\u200B-\u200F\u202A-\u202E\u2066-\u2069]|\\u(0000|d[89a-f]|202e)/i)
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
