import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepCopy } from '#jobs/replica-keeper'
import { replicaFiles } from '#lib/replica-files'
import { makeFolder } from '#tests/support/started-site'

// A server that answers, and a copy of it that cannot follow.

const fault = vi.hoisted(() => ({ message: '', copies: 0 }))

vi.mock('#lib/database-server', () => ({ openServer: () => ({ execute: async () => null, close: () => {} }) }))
vi.mock('#lib/replica', () => ({
  openCopy({ database }: { database: string }) {
    if (!existsSync(database)) fault.copies++
    writeFileSync(database, 'a copy')
    return { sync: () => Promise.reject(new Error(fault.message)), close: () => {} }
  },
}))

let place: ReturnType<typeof makeFolder>

beforeEach(() => {
  place = makeFolder()
  fault.copies = 0
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})

afterEach(() => place.remove())

async function keepFor(ms: number): Promise<void> {
  const stop = new AbortController()
  const settings = { DATA_DIR: place.folder, DATABASE_URL: 'http://localhost:1', DATABASE_AUTH_TOKEN: undefined }
  const kept = keepCopy(settings, { signal: stop.signal, pauseMs: 5 })
  await sleep(ms)
  stop.abort()
  await kept
}

it('makes a copy anew less and less often while that does not help', async () => {
  fault.message = 'Replication error'
  await keepFor(1_500)
  expect(fault.copies).toBeGreaterThan(2)
  expect(fault.copies).toBeLessThan(7)
})

it('leaves a copy alone that only lacks space', async () => {
  fault.message = 'SQLITE_FULL: database or disk is full'
  await keepFor(300)
  expect(fault.copies).toBe(1)
  expect(existsSync(replicaFiles(place.folder).database)).toBe(true)
})
