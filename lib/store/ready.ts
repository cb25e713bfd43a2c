import { statfs } from 'node:fs/promises'
import { database } from '#lib/db'
import { openIndex } from './search/open-index.ts'

/** One thing that has to be so for an installation to be of use: whether it is, and a sentence that everybody may read. */
export type Check = { ok: boolean; says: string }

/** The checks, by name. */
export const CHECKS = ['database', 'writes', 'migrations', 'index', 'worker', 'disk'] as const
export type CheckName = (typeof CHECKS)[number]

/** What a check may take before it counts as failed, in milliseconds. */
const PATIENCE_MS = 5_000
/** How long it counts that the database could be written to, or not, in milliseconds. */
const WRITES_MS = 1_000
/** A worker looks for work every minute. */
const WORKER_LATE_MS = 5 * 60_000
/** Less room than this fills up within one import, in megabytes. */
const LEAST_MB = 100

/** Looks at all of them. `migrations`: the ids that this program knows; `awaySince`: since when the copy
 * that is read does not follow its server. Nothing is written. */
export async function checkReadiness(around: {
  now: Date
  dataDir: string
  migrations: string[]
  awaySince: Date | null
}): Promise<Record<CheckName, Check>> {
  const checks: Record<CheckName, () => Promise<Check>> = {
    database: async () => {
      if (around.awaySince) return { ok: false, says: renderAway(around.awaySince) }
      const { read } = await database()
      await read('SELECT 1', [])
      return { ok: true, says: 'It answers.' }
    },
    writes: checkWrites,
    migrations: () => checkMigrations(around.migrations),
    index: async () => {
      const { papers } = await openIndex()
      return { ok: true, says: `It is open and has ${papers} papers.` }
    },
    worker: () => checkWorker(around.now),
    disk: () => checkDisk(around.dataDir),
  }
  const seen = await Promise.all(CHECKS.map(async name => [name, await inTime(checks[name])] as const))
  return Object.fromEntries(seen) as Record<CheckName, Check>
}

const renderAway = (since: Date) =>
  `Pages are read from a copy that does not follow its server since ${since.toISOString()}: that does not answer and changes have to wait, or nobody keeps the copy; the check "writes" tells which.`

let writing: Promise<Check> | null = null

/** Anybody may ask, and a try takes the lock that all writes need: one at a time in this process, and what it said is said for a second. */
function checkWrites(): Promise<Check> {
  writing ??= tryToWrite().finally(() => {
    setTimeout(() => {
      writing = null
    }, WRITES_MS).unref()
  })
  return writing
}

/** Takes the lock of whoever writes and gives it back: a write that changes nothing. */
async function tryToWrite(): Promise<Check> {
  const { transact } = await database()
  await transact([{ sql: 'UPDATE job SET name = name WHERE name IS NULL', args: [] }])
  return { ok: true, says: 'It can be written to.' }
}

async function checkMigrations(known: string[]): Promise<Check> {
  const { read } = await database()
  const { rows } = await read('SELECT id FROM _migration', [])
  const applied = new Set(rows.map(({ id }) => String(id)))
  const missing = known.filter(id => !applied.has(id)).length
  const foreign = [...applied].filter(id => !known.includes(id)).length
  if (missing > 0) return { ok: false, says: `${missing} migrations are not applied: start the site or a worker anew.` }
  if (foreign > 0) return { ok: false, says: `It has ${foreign} migrations of a newer program: update this one.` }
  return { ok: true, says: `All ${applied.size} are applied.` }
}

async function checkWorker(now: Date): Promise<Check> {
  const { prisma } = await database()
  const { _max: seen } = await prisma.job.aggregate({ _max: { lastCheckedAt: true } })
  if (!seen.lastCheckedAt) return { ok: false, says: 'No worker was ever seen.' }
  const ageMs = now.getTime() - seen.lastCheckedAt.getTime()
  return { ok: ageMs < WORKER_LATE_MS, says: `One was seen ${Math.max(0, Math.round(ageMs / 1000))} s ago.` }
}

async function checkDisk(folder: string): Promise<Check> {
  try {
    const { bavail, bsize } = await statfs(folder)
    const free = Math.floor((bavail * bsize) / 2 ** 20)
    return { ok: free >= LEAST_MB, says: `${free} MB are free.` }
  } catch (error) {
    // With a database elsewhere nothing has to be kept here.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ok: true, says: 'This process keeps no files.' }
    throw error
  }
}

/** What a check says, or that it failed: no words of the system, which may hold a path. */
async function inTime(check: () => Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Check>(resolve => {
    timer = setTimeout(resolve, PATIENCE_MS, { ok: false, says: `No answer within ${PATIENCE_MS / 1000} s.` })
  })
  try {
    return await Promise.race([check(), late])
  } catch {
    return { ok: false, says: 'It does not answer; the log of the site has more.' }
  } finally {
    clearTimeout(timer)
  }
}
