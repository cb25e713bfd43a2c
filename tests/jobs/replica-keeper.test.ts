import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepCopy } from '#jobs/replica-keeper'
import { replicaFiles } from '#lib/replica-files'
import { makeFolder } from '#tests/support/started-site'
import { mountTinyDisk } from '#tests/support/tiny-disk'

// A server that answers, and a copy of it that cannot follow.

const made = vi.hoisted(() => ({ copies: 0 }))

vi.mock('#lib/database-server', () => ({ openServer: () => ({ execute: async () => null, close: () => {} }) }))
vi.mock('#lib/replica', () => ({
  openCopy({ database }: { database: string }) {
    if (!existsSync(database)) made.copies++
    writeFileSync(database, 'a copy')
    return { sync: () => Promise.reject(new Error('Replication error')), close: () => {} }
  },
}))

let place: { folder: string; remove(): void }

beforeEach(() => {
  place = makeFolder()
  made.copies = 0
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})

afterEach(() => place.remove())

/** Lets the keeper try so often. */
async function keepFor(rounds: number): Promise<void> {
  const stop = new AbortController()
  const settings = { DATA_DIR: place.folder, DATABASE_URL: 'http://localhost:1', DATABASE_AUTH_TOKEN: undefined }
  let round = 0
  const onRound = () => ++round === rounds && stop.abort()
  await keepCopy(settings, { signal: stop.signal, onRound, pauseMs: 5 })
}

it('makes a copy anew less and less often while that does not help', async () => {
  await keepFor(150)
  expect(made.copies).toBeGreaterThan(2)
  expect(made.copies).toBeLessThan(12)
})

it('is not ended while a first copy grows, but when nothing moves any more', async () => {
  const keeper = `
    const { appendFileSync } = require('node:fs')
    const { Worker } = require('node:worker_threads')
    const beat = new Int32Array(new SharedArrayBuffer(4))
    const database = '${place.folder}/replica.db'
    const workerData = { lock: '${place.folder}/lock', database, beat, hungMs: 400 }
    const watch = new Worker('./jobs/replica-watch.mjs', { workerData })
    watch.once('message', said => {
      process.stdout.write(said)
      // As the driver does, without a pause.
      for (let i = 0; i < 10; i++) {
        appendFileSync(database + '-wal', 'more')
        Atomics.wait(beat, 0, 0, 100)
      }
      process.stdout.write(', grown')
      Atomics.wait(beat, 0, 0, 20_000)
    })`
  const child = spawn(process.execPath, ['-e', keeper], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
  expect(said).toBe('held, grown')
})

const disk = mountTinyDisk(6)

it.skipIf(!disk)('leaves a copy alone that only lacks space (needs root on Linux)', async () => {
  place.remove()
  place = disk!
  await keepFor(20)
  expect(made.copies).toBe(1)
  expect(existsSync(replicaFiles(place.folder).database)).toBe(true)
})
