import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadBundledListing } from '#jobs/bundled-listing'
import { urlOfFile } from '#lib/database-file'
import { database, openDatabase } from '#lib/db'
import { parseFeedUrl } from '#lib/domain/query/feed-url'

import { secret } from '#lib/secret'
import { countContents, findDamage, takeStamp } from '#lib/store/backup'
import { findFeed } from '#lib/store/feed'
import { checkIndex } from '#lib/store/search/check-index'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase } from '#tests/support/database'
import { ADA, saveReader } from '#tests/support/readers'
import { makeFolder } from '#tests/support/started-site'

// kill -9 at random moments of real processes on a real file, which this process has open and writes to as a site would.

const NOW = new Date('2026-11-26T08:00:00Z')
const COPIES = 25
const KILLS = 2

let elsewhere: ReturnType<typeof makeFolder>
let papers: number
let found: string[]
let writes = 0

beforeAll(async () => {
  elsewhere = makeFolder()
  const db = await openTestDatabase({ SECRET: undefined })
  await loadBundledListing(NOW)
  await saveReader(ADA, NOW)
  await db.script(`INSERT INTO paper (id, title_key, title, abstract, authors, categories, published, first_seen_at, changed_at)
    SELECT p.id || '-' || n.value, p.title_key || n.value, p.title || ' ' || n.value, p.abstract, p.authors, p.categories, p.published, 0, 0
    FROM paper p, json_each('${JSON.stringify(Array.from({ length: COPIES }, (_, i) => i))}') n`)
  papers = await db.prisma.paper.count()
  await runCommand(['reindex'])
  found = await search()
  expect(Number(found[0])).toBeGreaterThan(COPIES)
})
afterAll(() => elsewhere.remove())

/**
 * Starts a verb in a process of its own, and kills it at a random moment of the `mostMs` after it `began`. True when it had not ended by
 * then.
 */
async function kill(args: string[], began: () => Promise<boolean> | boolean, mostMs: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/cli.ts', ...args], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  while (child.exitCode === null && !(await began())) await sleep(1)
  await sleep(Math.random() * mostMs)
  child.kill('SIGKILL')
  const [, signal] = await ended
  return signal === 'SIGKILL'
}

/** What a search gives: how many papers, and the first of them. */
async function search(): Promise<string[]> {
  const { total, papers } = await findFeed(parseFeedUrl([['q', 'masked attention of images']]).query, 40, NOW)
  return [String(total), ...papers.map(({ id }) => id)]
}

/** The file is sound and takes changes, and a search gives what it gave. */
async function expectUnharmed(): Promise<void> {
  expect(await findDamage(await database())).toBeNull()
  const { prisma } = await database()
  const observation = { arxivId: '1706.03762', signal: 'upvotes', observedAt: new Date(++writes), value: writes }
  await prisma.observation.create({ data: observation })
  expect(await prisma.observation.count()).toBe(writes)
  expect(await search()).toEqual(found)
}

it('in the middle of a backup leaves nothing that could be taken for one, and the next clears up', async () => {
  const folder = join(elsewhere.folder, 'backups')
  mkdirSync(folder)
  const names = (end: string) => readdirSync(folder).filter(name => name.endsWith(end))
  // Until all of them met one that had not its name yet: on a machine that is busy it may be done before anybody looks.
  for (let unfinished = 0; unfinished < KILLS; ) {
    const before = new Set(names(''))
    const began = () => names('.part').some(name => !before.has(name))
    const isKilled = await kill(['backup', '--out', folder], began, 200 * unfinished)
    if (isKilled && names('.db').every(name => before.has(name))) unfinished++
    await expectUnharmed()
    for (const part of names('.part')) {
      // Whoever takes it for a backup all the same is told, or gets all of it.
      const place = { DATABASE_URL: urlOfFile(join(elsewhere.folder, `${part}-taken.db`)) }
      const { code, out } = await runCommand(['restore', join(folder, part)], place)
      if (code === 0) expect(out).toContain(`${papers} papers, 1 readers`)
    }
  }
  expect(names('.part')).not.toEqual([])
  expect(await runCommand(['backup', '--out', folder])).toMatchObject({ code: 0 })
  expect(names('')).toEqual(names('.db'))
  for (const name of names('')) {
    const copy = await openDatabase(urlOfFile(join(folder, name)))
    expect([await findDamage(copy), await countContents(copy)]).toEqual([null, { papers, readers: 1, sent: 0 }])
    expect((await takeStamp(copy))?.secret).toBe(secret())
    await copy.close()
  }
})

it('in the middle of building the index anew leaves the old one, and the next clears up', async () => {
  const count = async (what: string) =>
    Number((await (await database()).read(`SELECT count(*) AS n FROM ${what}`, [])).rows[0]!.n)
  const isBuilt = async () => (await count('search_index WHERE builder IS NOT NULL AND lease_until > 0')) > 0
  const blocks = await count('search_block')
  for (let unfinished = 0; unfinished < KILLS; ) {
    if (await kill(['reindex'], isBuilt, 800 * unfinished)) unfinished++
    await expectUnharmed()
    // Nobody can know that it is dead before its lease ends.
    if (await isBuilt())
      expect((await runCommand(['reindex'])).out).toMatch(/^Another process .* again in a minute\.$/m)
    await (await database()).script('UPDATE search_index SET lease_until = 0')
  }
  expect(await runCommand(['reindex'])).toMatchObject({ code: 0, out: `Indexed ${papers} papers.\n` })
  await expectUnharmed()
  expect(await checkIndex(Math.random)).toEqual({ papers, missing: 0, extra: 0, stale: 0, texts: 0 })
  expect([await count('search_segment WHERE NOT live'), await count('search_block')]).toEqual([0, blocks])
})
