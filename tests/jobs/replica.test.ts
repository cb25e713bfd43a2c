import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepCopy } from '#jobs/replica-keeper'
import { closeDatabase, database } from '#lib/db'
import { env } from '#lib/env'
import { findSyncedAt, isDamaged, readFromReplica, replicaFiles } from '#lib/replica-files'
import { openTestDatabase } from '#tests/support/database'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'
import { ATTENTION, savePapers } from '#tests/support/papers'

// The copy of a real libSQL server that stands beside a site, and who keeps it.

beforeEach(async context => {
  const why = await whyNoServer()
  if (why) context.skip(why)
})

const keepers = new Set<ChildProcess>()

afterEach(async () => {
  for (const keeper of keepers) keeper.kill('SIGKILL')
  keepers.clear()
  await closeDatabase()
  delete (globalThis as { attnReplica?: unknown }).attnReplica
})

afterAll(endServers)

/** The process that keeps a copy, as start.mjs starts it. */
function startKeeper() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/replicate.ts'], {
    env: { ...process.env, RUST_LOG: 'off' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  keepers.add(child)
  let said = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', chunk => {
      said += chunk
    })
  return { child, said: () => said, ended: once(child, 'exit') }
}

it('is kept by one process at a time, which ends with whoever started it', { timeout: 60_000 }, async () => {
  const server = await startServer()
  const { dir } = await openTestDatabase({ DATABASE_URL: server.url })
  const files = replicaFiles(dir)
  const one = startKeeper()
  await expect.poll(() => findSyncedAt(files), { timeout: 20_000 }).not.toBeNull()
  const two = startKeeper()
  await expect.poll(two.said, { timeout: 20_000 }).toContain('another process keeps the copy')
  await sleep(500)
  expect(two.said()).not.toContain('is being kept')

  // What kill -9 of start.mjs comes to.
  one.child.disconnect()
  expect(await one.ended).toEqual([1, null])
  await expect.poll(two.said, { timeout: 5_000 }).toContain('is being kept')
  const before = findSyncedAt(files)!
  await expect.poll(() => findSyncedAt(files)!.getTime(), { timeout: 5_000 }).toBeGreaterThan(before.getTime())
  two.child.kill('SIGTERM')
  expect(await two.ended).toEqual([143, null])
})

/** Keeps the copy until `done` says that it is well. */
async function keepUntil(done: () => boolean): Promise<void> {
  const stop = new AbortController()
  const kept = keepCopy(env(), { signal: stop.signal, pauseMs: 10 })
  await expect.poll(done, { timeout: 20_000 }).toBe(true)
  stop.abort()
  await kept
}

it('is read from the server where it is damaged, and made anew', { timeout: 60_000 }, async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const server = await startServer()
  const { dir } = await openTestDatabase({ DATABASE_URL: server.url })
  await savePapers([ATTENTION])
  const files = replicaFiles(dir)
  await keepUntil(() => findSyncedAt(files) !== null)
  await closeDatabase()
  readFromReplica()
  const { read } = await database()
  await read('SELECT 1', [])
  // Open as it is, all that is in it becomes nonsense.
  const log = `${files.database}-wal`
  writeFileSync(log, Buffer.alloc(statSync(log).size, 0xff), { flag: 'r+' })

  const titles = async () => (await (await database()).prisma.paper.findMany()).map(({ title }) => title)
  expect(await titles()).toEqual([ATTENTION.title])
  expect(isDamaged(files)).toBe(true)
  await keepUntil(() => findSyncedAt(files) !== null && !isDamaged(files))
  await sleep(300)
  await server.kill()
  expect(await titles()).toEqual([ATTENTION.title])
})
