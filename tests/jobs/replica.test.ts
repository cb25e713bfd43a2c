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

it('is kept by one process at a time, which ends with whoever started it', { timeout: 120_000 }, async () => {
  const server = await startServer()
  const { dir } = await openTestDatabase({ DATABASE_URL: server.url })
  const files = replicaFiles(dir)
  const both = [startKeeper(), startKeeper()]
  const those = (words: string) => both.filter(({ said }) => said().includes(words))
  await expect.poll(() => those('another process keeps the copy').length, { timeout: 60_000 }).toBe(1)
  await expect.poll(() => findSyncedAt(files), { timeout: 20_000 }).not.toBeNull()
  const [waits] = those('another process keeps the copy')
  const [keeps, ...more] = those('is being kept')
  expect(more).toEqual([])
  expect(keeps).not.toBe(waits)

  // What kill -9 of start.mjs comes to.
  keeps!.child.disconnect()
  expect(await keeps!.ended).toEqual([1, null])
  await expect.poll(waits!.said, { timeout: 20_000 }).toContain('is being kept')
  const before = findSyncedAt(files)!.getTime()
  await expect.poll(() => findSyncedAt(files)!.getTime(), { timeout: 20_000 }).toBeGreaterThan(before)
  waits!.child.kill('SIGTERM')
  expect(await waits!.ended).toEqual([143, null])
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
