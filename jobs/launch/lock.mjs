// A lock between processes that outlives the death of its holder and trusts no clock.
//
// A lock is a folder of numbered files, and the holder of the highest number has it. To take it is to create the next number, which only
// one can; nobody ever removes the highest, so that whoever was slow and creates a lower one sees that he lost. With a single file it
// could not be right: between seeing that a file is stale and removing it, it may have become the fresh file of somebody else.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './checkout.mjs'
import { isAlive } from './processes.mjs'

const POLL_MS = 250
const BEAT_MS = 2_000
/** After how many looks without a sign of life a holder is gone, although a process of its number lives: 15 s. */
const STALE_LOOKS = 60
const FREE = 'free'

/** The locks of this process. */
const held = new Set()

/** Does work that only one process at a time may do in this checkout; others wait. `onWait` is called once when it has to. */
export async function alone(work, onWait) {
  const key = createHash('sha256').update(`${ROOT}\0${process.getuid?.()}`).digest('hex').slice(0, 16)
  const release = await takeLock(join(tmpdir(), `attn-${key}`), { onWait })
  try {
    return await work()
  } finally {
    release()
  }
}

/**
 * Takes a lock, and returns what gives it back. While another process has it this waits, and calls `onWait` once.
 * @throws what `onHeld` throws; it gets the other's process number as soon as that one is seen to be alive
 * @param {string} folder
 * @param {{ onWait?: () => void, onHeld?: (pid: number) => void }} [watch]
 */
export async function takeLock(folder, { onWait = () => {}, onHeld = () => {} } = {}) {
  const look = watchHolder(folder)
  for (let waited = false; ; ) {
    const { number, state } = look()
    if (state === 'gone') {
      if (create(folder, number + 1)) return hold(folder, number + 1)
      continue
    }
    if (state === 'alive') onHeld(readHolder(folder))
    if (!waited) onWait()
    waited = true
    await sleep(POLL_MS)
  }
}

/** The process that holds a lock, or held it when it was killed; null when it was given back, or never taken. */
export function readHolder(folder) {
  return Number(read(folder, highest(folder))) || null
}

// A holder's number may have passed to a stranger, so what counts is the beat of its file: alive once it moved while we looked, gone
// when it rested for many looks. Not for a time: the clock of the machine may jump, and the machine may sleep.
function watchHolder(folder) {
  let seen = ''
  let looks = 0
  return () => {
    const number = highest(folder)
    const text = read(folder, number)
    if (number === 0 || text === FREE) return { number, state: 'gone' }
    // In a container every start has the same number.
    if (Number(text) === process.pid && !held.has(folder)) return { number, state: 'gone' }
    // Without a text it is being written at this moment, or was removed because there is a higher one.
    if (text !== '' && !isAlive(Number(text))) return { number, state: 'gone' }
    const sign = `${number} ${beatOf(folder, number)}`
    if (sign === seen) return { number, state: ++looks > STALE_LOOKS ? 'gone' : 'unknown' }
    const moved = seen.startsWith(`${number} `)
    seen = sign
    looks = 0
    return { number, state: moved ? 'alive' : 'unknown' }
  }
}

function create(folder, number) {
  const file = join(folder, String(number))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  if (highest(folder) === number) return true
  rmSync(file, { force: true })
  return false
}

function hold(folder, number) {
  const file = join(folder, String(number))
  for (const lower of numbersIn(folder)) if (lower < number) rmSync(join(folder, String(lower)), { force: true })
  held.add(folder)
  const beat = setInterval(() => quietly(() => utimesSync(file, new Date(), new Date())), BEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    held.delete(folder)
    quietly(() => writeFileSync(file, FREE))
  }
}

const numbersIn = folder => (quietly(() => readdirSync(folder)) ?? []).map(Number).filter(Number.isInteger)
const highest = folder => Math.max(0, ...numbersIn(folder))
const beatOf = (folder, number) => quietly(() => statSync(join(folder, String(number))).mtimeMs)
const read = (folder, number) => quietly(() => readFileSync(join(folder, String(number)), 'utf8')) ?? ''

// Somebody cleaned the temporary folder, or the disk is full: whoever waits then goes by the beat.
function quietly(work) {
  try {
    return work()
  } catch {
    return undefined
  }
}
