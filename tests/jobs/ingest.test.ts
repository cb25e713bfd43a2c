import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readArguments, WrongArguments } from '#jobs/arguments'
import { planIngest } from '#jobs/ingest-command'
import { VERBS } from '#jobs/verbs'
import { database } from '#lib/db'
import { SOURCES } from '#lib/sources/sources'
import { type Ran, runCommand } from '#tests/support/command-line'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { FAULTS, type SourceServer, startSourceServer } from '#tests/support/source-server'
import { answerTiny, makeTinySource } from '#tests/support/tiny-source'
import { BLANK } from '../support/variables.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = 40
const PER_PAGE = 5
const GAP_MS = 20
const ALL = PAGES * PER_PAGE

// Its service has no address until it is started.
SOURCES.push({ ...makeTinySource('', GAP_MS), fetch: visit => makeTinySource(server.url, GAP_MS).fetch(visit) })

let db: TestDatabase
let server: SourceServer
const children = new Set<ChildProcess>()

beforeAll(async () => {
  server = await startSourceServer(async url => {
    // As slow as a service is, so that a process can be caught in the middle of a request.
    await sleep(15)
    return answerTiny(url, PAGES, PER_PAGE)
  })
})
beforeEach(async () => {
  db = await openTestDatabase()
  server.seen.length = 0
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})
afterAll(() => server.stop())

const settings = () => ({ ...BLANK, DATA_DIR: db.dir, DATABASE_URL: db.url })

/** The command line in this process, on the test's database. */
async function attn(args: string[], stopped?: AbortSignal): Promise<Ran> {
  const ran = await runCommand(args, settings(), stopped && { signal: stopped, exitCode: 130 })
  db = { ...db, ...(await database()) }
  return ran
}

type Ended = Omit<Ran, 'code'> & { code: number | null }

/** The same in a process of its own. */
function attnProcess(...args: string[]): { process: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/ingest-process.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...settings(), TINY_URL: server.url, TINY_GAP: String(GAP_MS) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let out = ''
  let err = ''
  child.stdout!.on('data', chunk => {
    out += chunk
  })
  child.stderr!.on('data', chunk => {
    err += chunk
  })
  const ended = new Promise<Ended>(resolve => child.once('close', code => resolve({ code, out, err })))
  return { process: child, ended }
}

const findStates = () => db.prisma.sourceState.findMany({ orderBy: { name: 'asc' } })

const requestsReach = async (n: number) => {
  while (server.seen.length < n) await sleep(2)
}

/** All that an ingest leaves behind, without the times that are those of the run. */
async function everything(): Promise<unknown> {
  const select = (sql: string) => db.prisma.$queryRawUnsafe<Record<string, unknown>[]>(sql)
  return {
    papers: await select(
      'SELECT id, title_key, title, abstract, authors, categories, published FROM paper ORDER BY id',
    ),
    topics: await select(
      'SELECT p.id, t.topic_slug, t.reason FROM paper_topic t JOIN paper p ON p.pk = t.paper_pk ORDER BY 1, 2',
    ),
    counts: await select('SELECT slug, paper_count FROM topic ORDER BY slug'),
    years: await select('SELECT * FROM paper_year'),
    latest: await select(
      'SELECT arxiv_id, signal, value FROM (SELECT arxiv_id, signal, value, max(observed_at) FROM observation GROUP BY 1, 2) ORDER BY 1, 2',
    ),
    visits: await select('SELECT source, days, cursor, leased_by FROM visit'),
    sources: await select('SELECT name, papers, last_error, failures_in_a_row FROM source_state'),
    found: await select(`SELECT count(*) AS n FROM paper_fts WHERE paper_fts MATCH 'attention'`),
  }
}

describe('a run that is killed at random points', { timeout: 400_000 }, () => {
  it('and run again to its end leaves exactly what an undisturbed run leaves', async () => {
    expect(await attn(['ingest', 'tiny'])).toMatchObject({ code: 0 })
    const undisturbed = await everything()
    expect(undisturbed).toMatchObject({ sources: [{ papers: ALL }], found: [{ n: ALL }] })

    db = await openTestDatabase()
    server.seen.length = 0
    const killedAfter: number[] = []
    for (let kill = 0; kill < 6; kill++) {
      const run = attnProcess('ingest', 'tiny')
      await requestsReach(server.seen.length + 2 + Math.floor(Math.random() * 5))
      await sleep(Math.random() * 60)
      run.process.kill('SIGKILL')
      await run.ended
      killedAfter.push(await db.prisma.paper.count())
      await leasesRunOut()
    }
    expect(killedAfter.at(-1)).toBeLessThan(ALL)
    expect(await attn(['ingest', 'tiny'])).toMatchObject({ code: 0 })
    console.log(
      `killed with ${killedAfter.join(', ')} of ${ALL} papers stored; ${server.seen.length} requests where ${PAGES} are needed`,
    )
    expect(await everything()).toEqual(undisturbed)
    // What was stored is not asked for again, but for the page that was under way.
    expect(server.seen.length).toBeLessThanOrEqual(PAGES + 6)
  })
})

/** The dead show no sign of life: what they held is free when its time is over, of which this is the short form. */
const leasesRunOut = () =>
  db.transact([
    { sql: 'UPDATE visit SET lease_until = 0', args: [] },
    { sql: 'UPDATE service SET lease_until = 0', args: [] },
  ])

describe('the command line', { timeout: 180_000 }, () => {
  it('says in one line what it took', async () => {
    expect(await attn(['ingest', 'tiny'])).toMatchObject({
      code: 0,
      err: '',
      out: 'Took 200 new papers, 200 observations.\n',
    })
    const again = await attn(['ingest', 'tiny', '--json'])
    expect(JSON.parse(again.out)).toMatchObject({
      sources: [
        {
          source: 'tiny',
          outcome: 'done',
          papers: { added: 0, changed: 0, unchanged: ALL },
          requests: PAGES,
          error: null,
        },
      ],
    })
  })

  it('on Ctrl-C ends at once, and says how to go on; the same command does', async () => {
    const run = attnProcess('ingest', 'tiny')
    await requestsReach(10)
    run.process.kill('SIGINT')
    const { code, out } = await run.ended
    const [, papers] = /tiny stopped after (\d+) papers; the same command goes on from there\.\n$/.exec(out) ?? []
    expect(code).toBe(130)
    expect(Number(papers)).toBe(await db.prisma.paper.count())
    expect(await db.prisma.visit.findMany()).toMatchObject([{ leasedBy: null }])
    expect(await db.prisma.service.findMany()).toMatchObject([{ heldBy: null }])

    expect(await attn(['ingest', 'tiny'])).toMatchObject({ code: 0 })
    expect(await db.prisma.paper.count()).toBe(ALL)
    expect(server.seen.length).toBeLessThanOrEqual(PAGES + 1)
  })

  it('goes over days with a cursor of their own, which neither uses nor moves that of the daily intake', async () => {
    const days = ['--from', '2026-11-01', '--until', '2026-11-07']
    const stopping = new AbortController()
    const run = attn(['ingest', 'tiny', ...days], stopping.signal)
    await requestsReach(5)
    stopping.abort()
    expect(await run).toMatchObject({ code: 130 })
    const before = await db.prisma.visit.findMany()
    expect(before).toMatchObject([{ source: 'tiny', days: '2026-11-01/2026-11-07', leasedBy: null }])
    expect(Number(before[0]!.cursor)).toBeGreaterThan(0)
    // Not a sign that the source is fresh.
    expect(await findStates()).toMatchObject([
      { lastSuccessAt: null, lastPaperAt: null, papers: Number(before[0]!.cursor) * PER_PAGE },
    ])

    const began = server.seen.length
    expect(await attn(['ingest', 'tiny'])).toMatchObject({ code: 0 })
    expect(server.seen.length - began).toBe(PAGES)
    expect(await db.prisma.visit.findMany({ where: { days: { not: '' } } })).toEqual(before)

    expect(await attn(['ingest', 'tiny', ...days])).toMatchObject({ code: 0 })
    expect(server.seen.at(-1)!.path).toMatch(/&from=2026-11-01&until=2026-11-07$/)
    expect(server.seen.length - began - PAGES).toBe(PAGES - Number(before[0]!.cursor))
    // Visited to its end, it can be gone over again.
    expect(await db.prisma.visit.findMany()).toMatchObject([{ days: '' }])
  })

  it('tells what failed, and ends with 1', async () => {
    server.misbehave(FAULTS.status(400, {}, 'no such page'))
    const { code, out, err } = await attn(['ingest', 'tiny'])
    expect([code, err]).toEqual([1, ''])
    expect(out).toMatch(/^tiny: 127\.0\.0\.1:\d+ answered 400 \(no such page\)\.\n$/)
  })

  it('by two at once visits a source once', async () => {
    const [one, other] = await Promise.all([attnProcess('ingest', 'tiny').ended, attnProcess('ingest', 'tiny').ended])
    expect([one.code, other.code]).toEqual([0, 0])
    expect(await db.prisma.paper.count()).toBe(ALL)
    expect(server.mostAtOnce()).toBe(1)
  })

  it.each([
    [['nowhere'], `There is no source "nowhere"; there are ${SOURCES.map(({ name }) => name).join(', ')}.`],
    [
      ['--from', '2026-11-01'],
      '--from needs the name of a source; there are arxiv, arxiv-oai, hugging-face, hacker-news, biorxiv, tiny.',
    ],
    [
      ['github', '--from', '2026-11-01'],
      'github cannot be asked about days; there are arxiv, arxiv-oai, hugging-face, hacker-news, biorxiv, tiny.',
    ],
    [['biorxiv'], 'biorxiv needs the setting BIORXIV_URL, which is not set.'],
    [['arxiv', '--oai'], 'arxiv-oai has to be told which days: --from 2026-11-01 [--until 2026-11-07].'],
    [['tiny', '--from', 'monday'], '--from "monday" is no day: write 2026-11-01.'],
    [['tiny', '--from', '2026-02-30'], '--from "2026-02-30" is no day: write 2026-11-01.'],
    [['tiny', '--until', '2026-11-01'], '--until needs a --from before it.'],
    [['tiny', '--from', '2026-11-07', '--until', '2026-11-01'], '--from 2026-11-07 is later than --until 2026-11-01.'],
    [['tiny', '--from', '2999-01-01'], '--from 2999-01-01 is in the future: today is 2026-11-25 (UTC).'],
    [['tiny', '--oai'], '--oai goes with arxiv: ingest arxiv --oai --from 2026-11-01'],
  ])('refuses ingest %j in one sentence', (args, sentence) => {
    const given = readArguments(args, VERBS.ingest!.options, Number.POSITIVE_INFINITY)
    const call = { ...given, now: new Date('2026-11-25T03:00:00Z'), signal: AbortSignal.abort(), resolve: String }
    expect(() => planIngest(call)).toThrow(new WrongArguments(sentence))
  })
})
