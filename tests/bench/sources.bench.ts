// How fast answers of arXiv are read, against the XML library alone on the same bytes; what a harvest of 100,000 records takes, from
// loopback into a database; how close two requests of four processes ever come; and how many faults were tried and survived.

import { execFile, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SaxesParser } from 'saxes'
import { prepareDatabase } from '#jobs/prepare-database'
import { closeDatabase } from '#lib/db'
import { env, forgetEnv } from '#lib/env'
import { ARXIV_POLITENESS, parseArxiv } from '#lib/sources/arxiv'
import { parseOai } from '#lib/sources/arxiv-oai'
import { addDays } from '#lib/sources/days'
import { atomPage, type MadeRecord, oaiPage } from '#tests/support/arxiv-answers'
import { answerAsOai } from '#tests/support/fake-arxiv'
import { HAS_RECORDED, readRecorded } from '#tests/support/recorded'
import { startSourceServer } from '#tests/support/source-server'
import { makeFolder } from '#tests/support/started-site'

const run = promisify(execFile)
const say = (what: string, figure: string) => console.log(`${what.padEnd(34)}${figure}`)

const RECORDS = 100_000
const PAGE = 1300
const FIRST_DAY = '2026-01-01'
/** As many a day as the set cs has. */
const A_DAY = 1300

function makeRecord(i: number): MadeRecord {
  const day = addDays(FIRST_DAY, Math.floor(i / A_DAY))
  const words = Array.from({ length: 150 }, (_, n) => WORDS[(i * 31 + n * n * 7) % WORDS.length])
  return {
    id: `${day.slice(2, 4)}${day.slice(5, 7)}.${String(i % 100_000).padStart(5, '0')}`,
    stamp: day,
    created: day,
    title: `Attention in case ${i}: ${words.slice(0, 8).join(' ')}`,
    abstract: `We train a transformer. ${words.join(' ')}.`,
    authors: ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Emmy Noether'],
  }
}

const WORDS = (
  'attention model language vision training scale data layer head token sequence memory gradient loss sparse dense routing expert prompt ' +
  'context window retrieval benchmark accuracy latency inference decoder encoder embedding position rotary kernel linear state space & <5% "quoted"'
).split(' ')

measureParsing()
await measureHarvest()
await measureGap()
countFaults()

function measureParsing(): void {
  const records = Array.from({ length: PAGE }, (_, i) => makeRecord(i))
  const pages: [name: string, text: string, parse: (text: string) => number][] = [
    ['OAI-PMH, 1,300 records', oaiPage(records), text => countOf(parseOai(text), 'records')],
    ['query API, 200 entries', atomPage(records.slice(0, 200)), text => countOf(parseArxiv(text), 'papers')],
  ]
  const recorded = 'arxiv-api/arxivpy__q_testing_s0_m100_cfe7536492ca.200.xml'
  if (HAS_RECORDED)
    pages.push(['query API, 100 as recorded', readRecorded(recorded), text => countOf(parseArxiv(text), 'papers')])
  for (const [name, text, parse] of pages) {
    const count = parse(text)
    const [alone, whole] = [timePer(() => readAlone(text)), timePer(() => parse(text))]
    say(name, `${Math.round(count / whole)} papers/s = ${(whole / alone).toFixed(2)} × the time of saxes alone`)
  }
}

function countOf<K extends string>(parsed: { ok: boolean } & Partial<Record<K, unknown[]>>, of: K): number {
  return parsed[of]?.length ?? 0
}

function readAlone(text: string): void {
  new SaxesParser().write(text).close()
}

/** Seconds for one, the median of rounds that take turns with nothing. */
function timePer(work: () => void): number {
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now()
    work()
    return (performance.now() - began) / 1000
  })
  return times.sort((a, b) => a - b)[4]!
}

async function measureHarvest(): Promise<void> {
  const records = Array.from({ length: RECORDS }, (_, i) => makeRecord(i))
  const server = await startSourceServer(url => ({ body: answerAsOai(records, url.searchParams, PAGE) }))
  const { folder, remove } = makeFolder()
  try {
    const began = performance.now()
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', 'tests/bench/harvest-process.ts', FIRST_DAY, records.at(-1)!.stamp!],
      {
        env: {
          ...process.env,
          DATA_DIR: folder,
          ARXIV_OAI_URL: server.url,
          ARXIV_QUERY: 'abs:transformer AND cat:cs.*',
        },
      },
    )
    const seconds = (performance.now() - began) / 1000
    const { outcome, papers, requests, startKb, peakKb } = JSON.parse(stdout)
    const size = statSync(join(folder, 'attn.db')).size
    say('a harvest of 100,000 records', `${outcome}, ${papers.added} papers, ${requests} requests`)
    say('  at', `${Math.round(RECORDS / seconds)} records/s on loopback; arXiv's own pace is ${Math.round(PAGE / 3)}/s`)
    say(
      '  peak memory',
      `${Math.round(peakKb / 1024)} MB, of which ${Math.round(startKb / 1024)} MB before the first request`,
    )
    say('  database', `${Math.round(size / 1024 / 1024)} MB`)
  } finally {
    await server.stop()
    remove()
  }
}

async function measureGap(): Promise<void> {
  const { gapMs } = ARXIV_POLITENESS
  const { folder, remove } = makeFolder()
  const server = await startSourceServer(() => ({ body: 'ok' }))
  try {
    process.env.DATA_DIR = folder
    forgetEnv()
    await prepareDatabase(env())
    const url = env().DATABASE_URL
    const ask = (name: string) =>
      run(process.execPath, [
        '--import',
        'tsx',
        'tests/support/asking-process.ts',
        url,
        server.url,
        String(gapMs),
        '5',
        name,
      ])
    await Promise.all(['ada', 'bob', 'cleo', 'dan'].map(ask))
    say(
      'shortest gap of four processes',
      `${server.shortestGapMs().toFixed(1)} ms of ${gapMs} ms due, ${server.seen.length} requests`,
    )
    say('  in flight at once, at most', String(server.mostAtOnce()))
  } finally {
    await server.stop()
    await closeDatabase()
    remove()
  }
}

function countFaults(): void {
  const files = [
    'tests/jobs/faults.test.ts',
    'tests/jobs/sources.test.ts',
    'tests/unit/xml.test.ts',
    'tests/unit/arxiv-fetch.test.ts',
  ]
  const { stdout } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '-c', 'tests/vitest.config.ts', '--reporter=json', ...files],
    { encoding: 'utf8', maxBuffer: 1e9 },
  )
  const { numTotalTests, numPassedTests, testResults } = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as {
    numTotalTests: number
    numPassedTests: number
    testResults: { assertionResults: { status: string; fullName: string }[] }[]
  }
  say(
    'faults tried and survived',
    `${numPassedTests} of ${numTotalTests} (${files.map(file => file.slice(6)).join(', ')})`,
  )
  for (const { status, fullName } of testResults.flatMap(({ assertionResults }) => assertionResults))
    if (status === 'failed') say('  not', fullName)
}
