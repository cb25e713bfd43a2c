// Many readers: pages and searches a second from 1, 2 and 4 web processes, on one database file and on copies that follow a libSQL server, asked
// in turn; then some minutes of everything at once, with what each process has of memory and handles, and how long the write-ahead log gets.
// The readers are one more process on the same processors, and it is said what part they take. Linux alone tells all of that.
// `--papers=10000 --seconds=2 --rounds=3 --soak=3 --only=file,copy,soak --on=file` (what the soak is on; `--soak=60` is an hour of it)

import { availableParallelism, loadavg } from 'node:os'
import { closeDatabase } from '#lib/db'
import { endServers, whyNoServer } from '#tests/support/libsql-server'
import { killStartedSites, makeFolder, type StartedSite } from '#tests/support/started-site'
import { percentile } from './latency.ts'
import { startReaders } from './load.ts'
import { type Place, startSites } from './load-sites.ts'
import { processorOf } from './process-facts.ts'
import { QUERIES } from './search-queries.ts'
import { soak } from './soak.ts'

const option = (name: string, otherwise: string) =>
  process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const PAPERS = Number(option('papers', '10000'))
const SECONDS = Number(option('seconds', '2'))
const ROUNDS = Number(option('rounds', '3'))
const MINUTES = Number(option('soak', '3'))
const ONLY = option('only', 'file,copy,soak').split(',')
const ON = option('on', 'file') as Place
const COUNTS = [1, 2, 4]
const READERS = 16
const VIEWS = {
  'kept page': ['/'],
  'page, anew': ['/?anew'],
  search: QUERIES.map(query => `/?q=${encodeURIComponent(query)}`),
}

const { folder, remove } = makeFolder()
try {
  if (process.platform !== 'linux') console.log(`Not measured: ${process.platform} has no /proc.`)
  else await measure()
} finally {
  await end()
  await closeDatabase()
  remove()
}

async function measure(): Promise<void> {
  const why = await whyNoServer()
  if (why) console.log(`Without copies: ${why}.`)
  const load = loadavg()[0]!.toFixed(1)
  console.log(`${availableParallelism()} cores for sites, readers and all else; ${load} processes wanted them before.`)
  for (const place of ['file', 'copy'] as const) {
    if (!ONLY.includes(place) || (why && place === 'copy')) continue
    await scale(place)
    await end()
  }
  if (!ONLY.includes('soak') || (why && ON === 'copy')) return
  const complaints = await soak(await startSites(ON, 2, PAPERS, `${folder}/soak`), MINUTES, folder)
  for (const complaint of complaints) console.log(`NOT MET: ${complaint}.`)
  if (complaints.length > 0) process.exitCode = 1
}

async function end(): Promise<void> {
  killStartedSites()
  await endServers()
}

type Measured = { rates: number[]; times: number[]; sites: number[]; readers: number[] }

async function scale(place: Place): Promise<void> {
  const { sites } = await startSites(place, Math.max(...COUNTS), PAPERS, folder)
  const readers = startReaders()
  const head = ['requests/s', '× one', 'p50 ms', 'p99 ms', '× one', 'cores: sites', 'readers']
  console.log(`\n${`${place}, ${READERS} readers`.padEnd(22)}${head.map(cell).join('')}`)
  for (const [name, paths] of Object.entries(VIEWS)) {
    const of = COUNTS.map((): Measured => ({ rates: [], times: [], sites: [], readers: [] }))
    for (let round = -1; round < ROUNDS; round++)
      for (const [n, count] of COUNTS.entries()) {
        const asked = sites.slice(0, count)
        const before = processorOfAll(asked)
        const origins = asked.map(({ port }) => `http://127.0.0.1:${port}`)
        const quiet = { restMs: 0, subscribeAt: [], subscribeEveryMs: 0 }
        const loaded = await readers.run({ origins, paths, readers: READERS, ms: SECONDS * 1000, ...quiet })
        if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${name} were not answered with 200`)
        if (round < 0) continue
        of[n]!.rates.push(loaded.times.length / loaded.seconds)
        of[n]!.times.push(...loaded.times)
        of[n]!.sites.push((processorOfAll(asked) - before) / loaded.seconds)
        of[n]!.readers.push(loaded.cores)
      }
    for (const [n, { rates, times, sites, readers }] of of.entries()) {
      const [one, p99] = [of[0]!, percentile(times, 0.99)]
      const speed = percentile(rates, 0.5)
      const ratios = [speed / percentile(one.rates, 0.5), p99 / percentile(one.times, 0.99)].map(each =>
        each.toFixed(2),
      )
      const ms = [percentile(times, 0.5), p99].map(each => each.toFixed(1))
      const cores = [percentile(sites, 0.5), percentile(readers, 0.5)].map(each => each.toFixed(2))
      const cells = [speed.toFixed(0), ratios[0]!, ...ms, ratios[1]!, ...cores]
      console.log(`${`${name}, ${COUNTS[n]} web`.padEnd(22)}${cells.map(cell).join('')}`)
    }
  }
  readers.end()
}

function processorOfAll(sites: StartedSite[]): number {
  return sites.reduce((sum, { pid }) => sum + processorOf(pid), 0)
}

function cell(text: string): string {
  return text.padStart(13)
}
