import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StartedSite } from '#tests/support/started-site'
import { startReaders } from './load.ts'
import type { Sites } from './load-sites.ts'
import { handlesOf, memoryOf, sizeOf } from './process-facts.ts'

const WARM_UP_MS = 60_000
const READERS = 4
const REST_MS = 20
const SUBSCRIBE_EVERY_MS = 2_000
const WRITE_EVERY_MS = 3_000
const PAPERS_EACH = 20

/** What may become of a process, from the first quarter of the time to the last, and of a write-ahead log at any time. */
const MOST_MEMORY = 1.25
const MOST_HANDLES = 10
const MOST_LOG_MB = 64

const PATHS = ['/', '/topics/vision-transformer', '/papers/2307.07982', '/?page=3', '/?sort=new', '/?q=attention']
const MORE = [
  '/?q=optimal+transport',
  '/feed.xml',
  '/feed.json',
  '/api/v1/papers',
  '/topics',
  '/about/ranking',
  '/status',
]

/**
 * Readers of all kinds ask two sites while another process writes; every second it is seen what each process has. Prints it, and answers what
 * did not stay as it was.
 */
export async function soak(on: Sites, minutes: number, folder: string): Promise<string[]> {
  const { sites, variables, logs } = on
  const script = fileURLToPath(new URL('./soak-writer.ts', import.meta.url))
  const args = ['--import', 'tsx', script, folder, String(WRITE_EVERY_MS), String(PAPERS_EACH)]
  const writer = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...variables },
  })
  const readers = startReaders()
  try {
    const load = {
      origins: sites.map(({ port }) => `http://127.0.0.1:${port}`),
      paths: [...PATHS, ...MORE],
      readers: READERS,
      restMs: REST_MS,
      subscribeAt: sites.map(({ url }) => url),
      subscribeEveryMs: SUBSCRIBE_EVERY_MS,
    }
    await readers.run({ ...load, ms: WARM_UP_MS })
    const pids = { ...pidsOf(on), writer: writer.pid! }
    const seen: Sample[] = []
    const look = setInterval(() => seen.push(lookAt(pids, logs)), 1000)
    const { times, seconds, failed } = await readers
      .run({ ...load, ms: minutes * 60_000 })
      .finally(() => clearInterval(look))
    console.log(
      `\nsoak: ${minutes} min after ${WARM_UP_MS / 1000} s, ${times.length} requests (${(times.length / seconds).toFixed(0)}/s), ${failed} not answered with 200`,
    )
    return [...(failed > 0 ? [`${failed} requests were not answered with 200`] : []), ...show(seen)]
  } finally {
    writer.kill('SIGKILL')
    readers.end()
  }
}

type Sample = Record<string, number>

function pidsOf({ sites, keepers }: Sites): Record<string, number> {
  const named = (name: string, all: StartedSite[]) => all.map(({ pid }, n) => [`${name} ${n + 1}`, pid] as const)
  return Object.fromEntries([...named('web', sites), ...named('keeper', keepers)])
}

function lookAt(pids: Record<string, number>, logs: string[]): Sample {
  const sample: Sample = {}
  for (const [name, pid] of Object.entries(pids)) {
    sample[`${name}, MB`] = memoryOf(pid)
    sample[`${name}, handles`] = handlesOf(pid)
  }
  for (const [n, file] of logs.entries()) sample[`log ${n + 1}, MB`] = sizeOf(file)
  return sample
}

function show(seen: Sample[]): string[] {
  const complaints: string[] = []
  const quarter = Math.floor(seen.length / 4)
  console.log(`${''.padEnd(20)}${['first quarter', 'last quarter', 'ratio', 'most'].map(cell).join('')}`)
  for (const name of Object.keys(seen[0]!)) {
    const all = seen.map(sample => sample[name]!)
    const [first, last, most] = [median(all.slice(0, quarter)), median(all.slice(-quarter)), Math.max(...all)]
    const shown = [first.toFixed(1), last.toFixed(1), first > 0 ? (last / first).toFixed(2) : '–', most.toFixed(1)]
    console.log(`${name.padEnd(20)}${shown.map(cell).join('')}`)
    if (
      /^log/.test(name)
        ? most > MOST_LOG_MB
        : /handles$/.test(name)
          ? last > first + MOST_HANDLES
          : last > first * MOST_MEMORY
    )
      complaints.push(`${name} went from ${first.toFixed(1)} to ${last.toFixed(1)}, ${most.toFixed(1)} at most`)
  }
  return complaints
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
const cell = (text: string): string => text.padStart(15)
