// Run by start.mjs beside the site: keeps a copy of the server's database for it to read. A process of its own, because the driver
// blocks the whole process while it waits for the server.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { replicaFiles } from '#lib/replica-files'
import { keepCopy } from './replica-keeper.ts'
import { watchStopRequests } from './stopping.ts'

/** A server that is there and says nothing would hold us for good: after so long we begin anew. */
const HUNG_MS = 30_000

const stop = watchStopRequests(true)
const { database, lock } = replicaFiles(env().DATA_DIR)
const beat = new Int32Array(new SharedArrayBuffer(4))
const watch = new Worker(new URL('./replica-watch.mjs', import.meta.url), {
  execArgv: [],
  workerData: { lock, database, beat, hungMs: HUNG_MS },
})
let holds = false
stop.signal.addEventListener('abort', () => {
  // Whoever only waits has nothing to end in order.
  if (!holds) process.exit(stop.exitCode ?? 0)
})
// Two would write into one file, each without knowing of the other.
while (!holds) {
  const [said] = await once(watch, 'message')
  holds = said === 'held'
  if (!holds) log.info('another process keeps the copy of the database: this one waits for it to end')
}
log.info('the copy of the database is being kept')
await keepCopy(env(), { signal: stop.signal, onRound: () => Atomics.add(beat, 0, 1) })
const released = once(watch, 'exit')
watch.postMessage('stop')
await released
process.exit(stop.exitCode ?? 0)
