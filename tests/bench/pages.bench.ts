// How fast pages are served with the bundled papers and with 100,000, against a hello-world page of the same Next version that is
// rendered for each request as ours are. One request at a time, the sites in turn, so that a slow moment of the machine hits all alike.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort, makeFolder } from '#tests/support/started-site'
import { findCorpus } from './corpus.ts'

const ROUNDS = 200
const WARM_UP = 30
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NEXT = createRequire(import.meta.url).resolve('next/dist/bin/next')
const PAGES = {
  home: '/',
  'home, page 3': '/?page=3',
  newest: '/?sort=new',
  topic: '/topics/vision-transformer',
  paper: '/papers/2307.07982',
  'search (rare)': '/?q=optimal+transport+fusion',
  'search (common)': '/?q=transformer',
  'search + topic': '/?q=attention&topic=video',
  topics: '/topics',
  'feed.xml': '/feed.xml',
  'api papers': '/api/v1/papers',
}

const children: ChildProcess[] = []
const { folder, remove } = makeFolder()
const hello = join(ROOT, '.next', 'bench-hello')
try {
  const base = await serve(makeHello(), folder)
  const small = await serve(ROOT, fill('small'))
  const corpus = findCorpus()
  const sites = corpus
    ? { '119 papers': small, '100,000 papers': await serve(ROOT, fill('large', corpus)) }
    : { '119 papers': small }
  console.log(
    `page${' '.repeat(14)}${Object.keys(sites)
      .map(name => name.padStart(38))
      .join('')}\n${' '.repeat(18)}${Object.keys(sites)
      .map(() => 'p50            p95'.padStart(38))
      .join('')}`,
  )
  for (const [name, path] of Object.entries(PAGES)) {
    const times = await measure({
      base,
      ...Object.fromEntries(Object.entries(sites).map(([key, url]) => [key, url + path])),
    })
    const [p50, p95] = [percentile(times.base!, 0.5), percentile(times.base!, 0.95)]
    const cells = Object.keys(sites).map(key => {
      const of = (share: number, baseline: number) => {
        const value = percentile(times[key]!, share)
        return `${(value / baseline).toFixed(2)} × (${value.toFixed(1)} ms)`
      }
      return `${of(0.5, p50)}  ${of(0.95, p95)}`.padStart(38)
    })
    console.log(`${name.padEnd(18)}${cells.join('')}`)
  }
} finally {
  for (const child of children) child.kill('SIGKILL')
  rmSync(hello, { recursive: true, force: true })
  remove()
}

/** A database with the bundled listing and, if given, a file of papers. Returns its folder. */
function fill(name: string, corpus?: string): string {
  const data = join(folder, name)
  const env = { ...process.env, DATA_DIR: data }
  execFileSync(process.execPath, ['--import', 'tsx', 'jobs/prepare.ts'], { cwd: ROOT, env, stdio: 'ignore' })
  if (corpus) execFileSync(process.execPath, ['jobs/attn.mjs', 'import', corpus], { cwd: ROOT, env, stdio: 'ignore' })
  return data
}

function makeHello(): string {
  mkdirSync(join(hello, 'app'), { recursive: true })
  const write = (name: string, content: string) => writeFileSync(join(hello, name), content)
  write('package.json', '{ "type": "module" }')
  write('next.config.mjs', `export default { turbopack: { root: ${JSON.stringify(ROOT)} }, poweredByHeader: false }`)
  write(
    'app/layout.jsx',
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
  )
  write(
    'app/page.jsx',
    `import { connection } from 'next/server'\nexport default async function Page() { await connection(); return <h1>Hello</h1> }`,
  )
  execFileSync(process.execPath, [NEXT, 'build', hello], {
    stdio: 'ignore',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  return hello
}

async function serve(project: string, data: string): Promise<string> {
  const port = await findFreePort()
  const child = spawn(process.execPath, [NEXT, 'start', project, '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: data, PORT: String(port) },
  })
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url).then(
        answer => answer.ok,
        () => false,
      )
    )
      return url
    await sleep(100)
  }
  throw new Error(`${project} did not start`)
}

async function measure(urls: Record<string, string>): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(urls).map(name => [name, []]))
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, url] of Object.entries(urls)) {
      const began = performance.now()
      const answer = await fetch(url)
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
      if (round >= 0) times[name]!.push(performance.now() - began)
    }
  }
  return times
}

function percentile(times: number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(share * (times.length - 1))]!
}
