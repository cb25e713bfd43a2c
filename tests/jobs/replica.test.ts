import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { closeDatabase } from '#lib/db'
import { findSyncedAt, replicaFiles } from '#lib/replica-files'
import { openTestDatabase } from '#tests/support/database'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'

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
