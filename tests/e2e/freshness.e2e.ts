import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, expect, test } from '@playwright/test'
import { type Database, openDatabase } from '#lib/db'
import { type Announcement, announcementsUntil, lastAnnouncement } from '#lib/domain/freshness/arxiv-calendar'
import { parseEml } from '#lib/domain/mail/eml'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'
import { attn as runVerb } from './site.ts'

const HOUR = 3_600_000

const { folder, remove } = makeFolder()
let url = ''
let db: Database

// JOBS=off: nobody asks the sources, and none of them moves while it is looked at from all sides.
test.beforeAll(async () => {
  test.setTimeout(90_000)
  const site = startSite({ ...BLANK, PORT: String(await findFreePort()), DATA_DIR: folder, JOBS: 'off' })
  url = site.url
  await expect
    .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
    .toBe(200)
  db = await openDatabase(`file:${folder}/attn.db`)
})
test.afterAll(async () => {
  await db?.close()
  killStartedSites()
  remove()
})

/** Runs a verb of the command line on the data of that site. */
const attn = (...args: string[]) => runVerb(args, { ...BLANK, DATA_DIR: folder })

/** The plain text of the newest mail in the outbox, on one line. */
function readMail(): string {
  const newest = readdirSync(join(folder, 'outbox')).sort().at(-1)!
  const { text } = parseEml(readFileSync(join(folder, 'outbox', newest), 'latin1'))
  return text.replace(/\s+/g, ' ')
}

/** arXiv as it was last asked at a time, and how it answered. */
async function setArxiv(askedAt: Date, lastError: string | null = null) {
  const success = lastError === null ? askedAt : new Date(askedAt.getTime() - HOUR)
  const asked = { lastAttemptAt: askedAt, lastSuccessAt: success, lastError }
  const rule = { about: 'papers of the query', everyMs: HOUR, staleness: '{"kind":"announced"}' }
  await db.prisma.sourceState.upsert({
    where: { name: 'arxiv' },
    create: { name: 'arxiv', ...rule, ...asked },
    update: asked,
  })
}

/** Puts papers where there were none, each submitted an hour after the one before. */
async function setPapers(count: number, { from }: Announcement) {
  await db.prisma.paper.deleteMany({ where: { id: { startsWith: '2611.0000' } } })
  for (let n = 1; n <= count; n++) {
    const [id, at] = [`2611.0000${n}`, new Date(from.getTime() + n * HOUR)]
    const published = `${at.toISOString().slice(0, 19)}Z`
    const seen = { published, firstSeenAt: at, changedAt: at }
    await db.prisma.paper.create({
      data: { id, arxivId: id, titleKey: id, title: `Paper ${n}`, abstract: '…', ...seen },
    })
  }
}

/** What the home page, /status, the API, /healthz, the command line and a mail say, each in its own place. */
async function readEverywhere(browser: Browser) {
  const page = await browser.newPage()
  await page.goto(url)
  const home = (await page.locator('main a[href="/status"]').first().textContent())!
  await page.goto(`${url}/status`)
  const status = await page.locator('h1 + p').textContent()
  const arxiv = await page.getByRole('listitem').filter({ hasText: 'papers of the query' }).textContent()
  await page.close()
  const api = await (await fetch(`${url}/api/v1/status`)).json()
  const health = await fetch(`${url}/healthz`)
  const healthz = await health.json()
  const printed = await attn('status')
  await attn('digest', '--to', 'ada@example.org')
  const [source] = api.sources
  return { home, status, arxiv, api, source, health: health.status, healthz, printed, mail: readMail() }
}

test('the same words stand everywhere when all is well', async ({ browser }) => {
  const announced = lastAnnouncement(new Date())
  await setArxiv(new Date())
  await setPapers(3, announced)
  const seen = await readEverywhere(browser)
  const line = seen.home
  expect(line).toMatch(
    /^Last announcement: [A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}, 3 papers; next expected [A-Z][a-z]{2} .*20:00 ET/,
  )
  expect([seen.status, seen.api.freshness, seen.healthz.freshness, seen.source.says]).toEqual(Array(4).fill(line))
  expect(seen.arxiv).toContain(line)
  expect(seen.printed).toContain(line)
  expect(seen.mail).toContain(line)
  expect(seen.source).toMatchObject({ name: 'arxiv', lastError: null, about: 'papers of the query' })
  expect(['fresh', 'quiet']).toContain(seen.source.state)
  expect(seen.healthz.sources.arxiv).toBe(seen.source.state)
  expect(seen.arxiv).toContain(seen.source.state)
  expect(new Date(seen.source.nextExpectedAt).getTime()).toBeGreaterThan(Date.now())
})

test('and when the last attempt failed, with the error word for word', async ({ browser }) => {
  const error = 'export.arxiv.org answered 503: <b>"Rate exceeded."</b>'
  await setPapers(3, lastAnnouncement(new Date()))
  await setArxiv(new Date(), error)
  const seen = await readEverywhere(browser)
  expect(seen.home).toMatch(/3 papers; .* Failing: arxiv\.$/)
  expect([seen.status, seen.api.freshness, seen.healthz.freshness]).toEqual(Array(3).fill(seen.home))
  expect(seen.mail).toContain(seen.home)
  expect(seen.source).toMatchObject({ state: 'failing', lastError: error })
  for (const place of [seen.arxiv, seen.printed]) {
    expect(place).toContain(seen.source.says)
    expect(place).toContain(error)
    expect(place).toContain('failing')
  }
  // It is no reason to restart the site.
  expect([seen.health, seen.healthz.sources.arxiv]).toEqual([200, 'failing'])
})

test('and when nobody asks any more', async ({ browser }) => {
  const longAgo = announcementsUntil(new Date(), 6).at(-1)!
  await setPapers(1, longAgo)
  await setArxiv(new Date(longAgo.at.getTime() + HOUR))
  const seen = await readEverywhere(browser)
  expect(seen.home).toMatch(
    /^Last announcement here: .*, 1 paper; \d since are missing\. Stale: arxiv\. Nobody asks the sources: no worker ever ran\.$/,
  )
  expect([seen.status, seen.api.freshness, seen.healthz.freshness]).toEqual(Array(3).fill(seen.home))
  expect(seen.mail).toContain(seen.home)
  expect(seen.source.state).toBe('stale')
  expect(seen.source.says).toMatch(/ Nobody asked since .* ET: no worker ever ran\.$/)
  expect(seen.arxiv).toContain(seen.source.says)
  expect(seen.printed).toContain(seen.source.says)
})
