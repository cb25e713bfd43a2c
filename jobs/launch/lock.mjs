import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './checkout.mjs'

const BEAT_MS = 2_000
const STALE_MS = 15_000

/** Does work that only one process at a time may do in this checkout; others wait. `onWait` is called once when it has to. */
export async function alone(work, onWait) {
  const file = join(
    tmpdir(),
    `attn-${createHash('sha256').update(`${ROOT}\0${process.getuid?.()}`).digest('hex').slice(0, 16)}.lock`,
  )
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait()
    await sleep(250)
  }
  const beat = setInterval(() => touch(file), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isStale(file)) return false
    rmSync(file, { force: true })
    return take(file)
  }
}

// A holder that was killed leaves its file; after a restart of the machine its number may belong to somebody else.
function isStale(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > STALE_MS || !isAlive(Number(readFileSync(file, 'utf8')))
  } catch {
    return false
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // Somebody cleaned the temporary folder; the stamps still tell what was done.
  }
}

/** Whether a process of this number exists. */
export function isAlive(pid) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
