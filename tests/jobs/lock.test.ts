import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFolder } from '#tests/support/started-site'
import { readHolder, takeLock } from '../../jobs/launch/lock.mjs'

let folder: string
let remove: () => void
let lock: string

beforeEach(() => {
  ;({ folder, remove } = makeFolder())
  lock = join(folder, 'lock')
})

afterEach(() => remove())

/** A lock file as a process left it. */
function leave(number: number, text: string): void {
  mkdirSync(lock, { recursive: true })
  writeFileSync(join(lock, String(number)), text)
}

/** The number of a process that is no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid!
}

it('is one process’s at a time, however many want it and die holding it', async () => {
  leave(1, String(await deadPid()))
  const notes = join(folder, 'notes')
  const takers = Array.from({ length: 16 }, (_, i) =>
    spawn(process.execPath, ['tests/support/lock-taker.mjs', lock, notes, '6', i % 2 ? 'lives' : 'dies'], {
      stdio: 'inherit',
    }),
  )
  const ends = await Promise.all(takers.map(taker => once(taker, 'exit')))
  expect(ends.map(([code, signal]) => code ?? signal)).toEqual(takers.map((_, i) => (i % 2 ? 0 : 'SIGKILL')))
  const lines = readFileSync(notes, 'utf8').trim().split('\n')
  expect(lines).toHaveLength(16 * 6 * 2)
  const overlaps = lines.filter((line, i) => line !== (i % 2 ? lines[i - 1]!.replace('in', 'out') : line))
  expect(overlaps).toEqual([])
  expect(readdirSync(lock).length).toBeLessThan(5)
}, 120_000)

it('is lost by whoever was slow to take what was stale', async () => {
  leave(5, String(await deadPid()))
  const release = await takeLock(lock)
  expect(readHolder(lock)).toBe(process.pid)
  release()
  expect(readHolder(lock)).toBeNull()
  // A slow one creates a number that was the next when it looked.
  leave(3, String(process.ppid))
  ;(await takeLock(lock))()
  expect(readdirSync(lock)).toEqual(['7'])
})

it('is taken at once from the dead, from a process of our own number, and after it was given back', async () => {
  for (const text of [String(await deadPid()), String(process.pid), 'free']) {
    leave(9, text)
    // The clock went back a year since, or ahead.
    for (const year of [2020, 2040]) utimesSync(join(lock, '9'), new Date(year, 0), new Date(year, 0))
    let waited = false
    const release = await takeLock(lock, {
      onWait: () => {
        waited = true
      },
    })
    release()
    expect(waited).toBe(false)
  }
})

it('names a holder that shows signs of life, whatever its clock says', async () => {
  leave(1, String(process.ppid))
  const beating = setInterval(() => utimesSync(join(lock, '1'), new Date(2020, 0), Math.random() * 1e9), 50)
  const held = new Promise((_, reject) => {
    const onHeld = (pid: number) => {
      throw new Error(`held by ${pid}`)
    }
    takeLock(lock, { onHeld }).catch(reject)
  })
  await expect(held).rejects.toThrow(`held by ${process.ppid}`)
  clearInterval(beating)
})

it('passes on from a holder whose number a stranger got, after a while', async () => {
  leave(1, String(process.ppid))
  const began = Date.now()
  const waits: number[] = []
  const release = await takeLock(lock, { onWait: () => waits.push(Date.now()) })
  expect(Date.now() - began).toBeGreaterThan(14_000)
  expect(waits).toHaveLength(1)
  release()
}, 40_000)
