// A thread beside the one that keeps the copy, which the driver blocks for as long as the server says nothing. It holds the lock on the
// copy, for a lock whose holder gives no sign of life is lost, and ends the process when that hangs.

import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { readHolder, takeLock } from './launch/lock.mjs'

/** How often we look within the time after which it hangs. */
const LOOKS = 30

/** `beat` moves with each round of the keeper. */
const { lock, database, beat, hungMs } = workerData

const release = await takeLock(lock, { onWait: () => parentPort.postMessage('waits') })
parentPort.once('message', () => {
  release()
  process.exit()
})
parentPort.postMessage('held')

let seen = ''
let seenAt = 0
setInterval(() => {
  const signs = [Atomics.load(beat, 0), ...['', '-wal'].map(end => signOf(database + end))].join(' ')
  if (signs !== seen) seenAt = performance.now()
  seen = signs
  if (performance.now() - seenAt > hungMs || isLost()) process.kill(process.pid, 'SIGKILL')
}, hungMs / LOOKS)

/** A first copy of much takes one round, which may be long: then its files grow. */
function signOf(file) {
  const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {}
  return `${size} ${mtimeMs}`
}

/** The machine slept, or we were stopped for so long that another took our place. */
function isLost() {
  const holder = readHolder(lock)
  return holder !== null && holder !== process.pid
}
