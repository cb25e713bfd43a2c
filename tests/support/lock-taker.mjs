// A process that takes a lock some times and notes each time in a file when it is in and when it is out again; in the end it may
// die while it holds the lock: node tests/support/lock-taker.mjs LOCK NOTES TIMES (lives | dies)

import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { takeLock } from '../../jobs/launch/lock.mjs'

const [lock, notes, times, end] = process.argv.slice(2)
const note = word => appendFileSync(notes, `${process.pid} ${word}\n`)

for (let left = Number(times); left > 0; left--) {
  const release = await takeLock(lock)
  note('in')
  await sleep(Math.random() * 5)
  note('out')
  if (left === 1 && end === 'dies') process.kill(process.pid, 'SIGKILL')
  release()
}
