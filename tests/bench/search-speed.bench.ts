// How fast search is at 10,000 and 100,000 real abstracts, against plain FTS5 on the same text in the same run, and what it leaves of the
// site for others.

import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { forgetEnv } from '#lib/env'
import { makeFolder } from '#tests/support/started-site'
import { findCorpus } from './corpus.ts'
import { plainMatch } from './plain-match.ts'
import { QUERIES } from './search-queries.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NOW = new Date('2026-02-20T12:00:00Z')
const ROUNDS = 7

type Times = { plain: number[]; first: number[]; whole: number[] }

const corpus = findCorpus()
if (corpus) {
  const { folder, remove } = makeFolder()
  try {
    // A database of before, to look at how the figures come about: BENCH_DATA=FOLDER with `small` and `large` in it.
    const given = process.env.BENCH_DATA
    const small = given
      ? join(given, 'small')
      : await fill(join(folder, 'small'), await firstLines(corpus, 10_000, folder))
    const large = given ? join(given, 'large') : await fill(join(folder, 'large'), corpus)
    const [few, many] = [await measure(small), await measure(large)]
    show('10,000 papers', few)
    show('100,000 papers', many)
    console.log(
      `\np95 from 10,000 to 100,000 papers: first page ${ratio(many.first, few.first, 0.95)}, whole answer ${ratio(many.whole, few.whole, 0.95)}; plain FTS5 ${ratio(many.plain, few.plain, 0.95)}`,
    )
  } finally {
    remove()
  }
}

async function firstLines(file: string, count: number, folder: string): Promise<string> {
  const path = join(folder, 'some.jsonl')
  const out = createWriteStream(path)
  let lines = 0
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    if (lines++ === count) break
    out.write(`${line}\n`)
  }
  await new Promise(resolve => out.end(resolve))
  return path
}

async function fill(data: string, papers: string): Promise<string> {
  const attn = (...args: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'jobs/cli.ts', ...args, '--json'], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: data, DATABASE_URL: '' },
      encoding: 'utf8',
    })
  attn('import', papers)
  attn('rank', '--now', NOW.toISOString())
  const { papers: indexed, seconds } = JSON.parse(attn('reindex')) as { papers: number; seconds: number }
  process.env.DATA_DIR = data
  const sizes = await open(data, async ({ read }) => {
    const size = async (tables: string) =>
      Number((await read(`SELECT sum(pgsize) AS n FROM dbstat WHERE name LIKE '${tables}%'`, [])).rows[0]!.n)
    return { ours: await size('search_'), fts: await size('paper_fts') }
  })
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  console.log(
    `indexed ${indexed} papers in ${seconds.toFixed(1)} s: ${mb(sizes.ours)}, the table of FTS5 has ${mb(sizes.fts)}`,
  )
  return data
}

async function measure(data: string): Promise<Times> {
  return open(data, async db => {
    const { findFeed, findHits } = await import('#lib/store/feed')
    const { findFacets } = await import('#lib/store/facets')
    const { heldIndex } = await import('#lib/store/search/held')
    const times: Times = { plain: [], first: [], whole: [] }
    // Nothing is answered from memory of the same question: each asks the index.
    const anew = async (work: () => Promise<unknown>) => {
      ;(await heldIndex()).answers.clear()
      // Of this process alone: others use the machine too.
      const before = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    for (const text of QUERIES) {
      const { query } = parseFeedUrl([['q', text]])
      const rounds: Times = { plain: [], first: [], whole: [] }
      for (let round = 0; round < ROUNDS; round++) {
        rounds.plain.push(await anew(() => plainMatch(db, text)))
        rounds.first.push(await anew(() => findHits(query, 20, 0, NOW)))
        rounds.whole.push(await anew(async () => [await findFeed(query, 20, NOW), await findFacets(query, NOW)]))
      }
      for (const key of ['plain', 'first', 'whole'] as const) times[key].push(at(rounds[key], 0.5))
      if (process.env.BENCH_DATA)
        console.log(
          text.padEnd(50),
          ...(['plain', 'first', 'whole'] as const).map(key => at(rounds[key], 0.5).toFixed(1).padStart(8)),
        )
    }
    return times
  })
}

type Opened = Awaited<ReturnType<typeof import('#lib/db')['database']>>

async function open<Result>(data: string, work: (db: Opened) => Promise<Result>): Promise<Result> {
  process.env.DATA_DIR = data
  process.env.DATABASE_URL = ''
  forgetEnv()
  const { closeDatabase, database } = await import('#lib/db')
  try {
    return await work(await database())
  } finally {
    await closeDatabase()
  }
}

function show(name: string, { plain, first, whole }: Times): void {
  console.log(`\n${name}: ${QUERIES.length} queries, × plain FTS5 MATCH … ORDER BY bm25() LIMIT 20`)
  for (const [label, times] of [
    ['first page with the total', first],
    ['whole answer with facets and highlights', whole],
  ] as const) {
    const [p50, p95] = [0.5, 0.95].map(share => `${ratio(times, plain, share)} (${at(times, share).toFixed(1)} ms)`)
    console.log(`  ${label.padEnd(42)}p50 ${p50!.padEnd(22)}p95 ${p95}`)
  }
}

function ratio(times: number[], base: number[], share: number): string {
  return `${(at(times, share) / at(base, share)).toFixed(2)} ×`
}

function at(times: number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(share * (times.length - 1))]!
}
