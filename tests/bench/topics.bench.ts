// How well the tagger agrees with careful readers, how fast it is, and what views by topic and related papers cost at 100,000 papers,
// against the plainest question to the same database.

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { tagPaper } from '#lib/domain/topics/tag'
import { makeFolder } from '#tests/support/started-site'
import { type Agreement, agreementOf, countAgreement, intervalOf, splitApart } from './agreement.ts'
import { findCorpus } from './corpus.ts'
import { type CorpusPaper, LABELLED_SETS, readCorpus, readCorpusLabels, readListingLabels } from './labelled.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NOW = new Date('2026-02-20T12:00:00Z')
const VIEWS = {
  'one topic': 'topic=theory',
  'two topics': 'topic=theory&topic=efficient-inference',
  'all but a topic': 'topic=-theory',
  'all but two topics': 'topic=-theory&topic=-security',
  'one without another': 'topic=theory&topic=-efficient-inference',
  'two without a third': 'topic=medical&topic=3d-vision&topic=-theory',
  'a topic and a word': 'topic=theory&q=attention',
  'a topic, newest of a year': 'topic=theory&sort=new&window=year',
  'all but a topic, newest': 'topic=-theory&sort=new',
}

const corpus = findCorpus()
const papers = corpus ? readCorpus(corpus) : []
showAgreement(papers)
if (corpus) {
  showSpeed(papers)
  await showViews(corpus)
}

function showAgreement(papers: CorpusPaper[]): void {
  console.log(`${'labelled papers'.padEnd(44)}precision  recall  micro-F1  (90 % of resamplings)`)
  const listing = readListingLabels()
  if (listing) {
    const counted = listing.map(countAgreement)
    show('60 of the listing', agreementOf(counted), intervalOf(counted))
    const { half, others } = splitApart(counted)
    console.log(
      `  halves of it, 1,000 times: ${half.f1.toFixed(3)}, nine in ten differ by less than ${others.toFixed(3)}`,
    )
  }
  if (papers.length === 0) return
  for (const name of LABELLED_SETS) {
    const counted = readCorpusLabels(name, papers).map(countAgreement)
    const about = name === 'build' ? 'that the rules were made with' : 'that they were not made with'
    show(`${counted.length} of arXiv ${about}`, agreementOf(counted), intervalOf(counted))
  }
}

function show(name: string, { precision, recall, f1 }: Agreement, [low, high]: [number, number]): void {
  const figures = [precision, recall, f1].map(figure => figure.toFixed(3).padEnd(9)).join('')
  console.log(`${name.padEnd(44)}${figures}(${low.toFixed(3)} to ${high.toFixed(3)})`)
}

function showSpeed(papers: CorpusPaper[]): void {
  const some = papers.slice(0, 12_000)
  for (const paper of some.slice(0, 2_000)) tagPaper(paper)
  const seconds = cpuSeconds(() => {
    for (const paper of some.slice(2_000)) tagPaper(paper)
  })
  console.log(`\ntagged                ${Math.round(10_000 / seconds)} papers a second of one core`)
}

async function showViews(corpus: string): Promise<void> {
  const { folder, remove } = makeFolder()
  process.env.DATA_DIR = folder
  process.env.DATABASE_URL = ''
  const { closeDatabase, database } = await import('#lib/db')
  try {
    const attn = (...args: string[]) =>
      execFileSync(process.execPath, ['--import', 'tsx', 'jobs/cli.ts', ...args], { cwd: ROOT, encoding: 'utf8' })
    attn('import', corpus)
    attn('rank', '--now', NOW.toISOString())
    const { findFeed } = await import('#lib/store/feed')
    const { findFacets } = await import('#lib/store/facets')
    const { findRelated } = await import('#lib/store/related')
    const { prisma } = await database()
    const plain = await measure(() => prisma.$queryRaw`SELECT count(*) FROM paper_year`)
    console.log(`\n${'at 100,000 papers'.padEnd(30)}page${' '.repeat(24)}counts of further topics`)
    const cell = (ms: number) => `${(ms / plain).toFixed(0)} × (${ms.toFixed(1)} ms)`.padEnd(28)
    for (const [name, parameters] of Object.entries(VIEWS)) {
      const { query } = parseFeedUrl(new URLSearchParams(parameters))
      const page = await measure(() => findFeed(query, 20, NOW))
      const counts = await measure(() => findFacets(query, NOW))
      console.log(`${name.padEnd(30)}${cell(page)}${cell(counts)}`)
    }
    const pks = Array.from({ length: 200 }, (_, i) => 1 + i * 497)
    const times: number[] = []
    for (const pk of pks) times.push(await cpuMs(() => findRelated(pk, 10)))
    times.splice(0, 50)
    times.sort((a, b) => a - b)
    console.log(`\nrelated papers        p50 ${cell(times[75]!)}p95 ${cell(times[142]!)}`)
    console.log(`× is the plainest question to the database: ${plain.toFixed(2)} ms of CPU time`)
  } finally {
    await closeDatabase()
    remove()
  }
}

/** The median of 15 in milliseconds of CPU time: others use the machine too. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 20; round++) times.push(await cpuMs(work))
  return times.slice(5).sort((a, b) => a - b)[7]!
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
