import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readLines } from '#lib/sources/file-lines'
import { startServer } from '#tests/support/libsql-server'
import { findFreePort, type StartedSite, startSite } from '#tests/support/started-site'
import { findCorpus } from './corpus.ts'

const NEXT = createRequire(import.meta.url).resolve('next/dist/bin/next')
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where the sites have their database: all in one file, or each in a copy of its own that follows a libSQL server. */
export type Place = 'file' | 'copy'

/** Sites with the same papers, what keeps their copies, their settings, and the file of each that is written to first. */
export type Sites = { sites: StartedSite[]; keepers: StartedSite[]; variables: Record<string, string>; logs: string[] }

/** Starts some sites without a worker, with the bundled papers and so many more. Readers name their networks themselves. */
export async function startSites(place: Place, count: number, papers: number, folder: string): Promise<Sites> {
  const server = place === 'copy' ? await startServer() : null
  const common = { JOBS: 'off', CACHE_SECONDS: '', TRUST_PROXY: '1', SECRET: 'a secret for benches only' }
  const data = (n: number) => join(folder, server ? `copy-${n}` : 'file')
  const variables = { ...common, DATA_DIR: data(0), ...(server && { DATABASE_URL: server.url }) }
  const env = { ...process.env, ...variables }
  execFileSync(process.execPath, ['--import', 'tsx', 'jobs/prepare.ts'], { cwd: ROOT, env, stdio: 'ignore' })
  const corpus = papers > 0 ? await takeCorpus(papers, folder) : null
  if (corpus) execFileSync(process.execPath, ['jobs/attn.mjs', 'import', corpus], { cwd: ROOT, env, stdio: 'ignore' })
  const sites: StartedSite[] = []
  const keepers: StartedSite[] = []
  for (let n = 0; n < count; n++) {
    const port = String(await findFreePort())
    const own = { ...variables, NODE_ENV: 'production', DATA_DIR: data(n), PORT: port }
    sites.push(startSite(own, [process.execPath, NEXT, 'start', '-p', port]))
    if (server) keepers.push(startSite(own, [process.execPath, '--import', 'tsx', 'jobs/replicate.ts']))
  }
  for (const site of sites) await answers(site.url)
  const name = server ? 'replica.db-wal' : 'attn.db-wal'
  const logs = [...new Set(sites.map((_, n) => join(data(n), name)))]
  return { sites, keepers, variables, logs }
}

/** Resolves when a site is well: on a machine that has much else to do that takes minutes. */
async function answers(url: string): Promise<void> {
  for (const began = Date.now(); ; await sleep(200)) {
    const isWell = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isWell) return
    if (Date.now() - began > 180_000) throw new Error(`The site at ${url} did not come up.`)
  }
}

/** The first lines of the corpus as a file; null where there is none. */
async function takeCorpus(papers: number, folder: string): Promise<string | null> {
  const corpus = findCorpus()
  if (!corpus) return null
  const lines: string[] = []
  for await (const { text } of readLines(corpus)) if (lines.push(text) >= papers) break
  const file = join(folder, 'papers.jsonl')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
