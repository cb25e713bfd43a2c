// Run by start.mjs beside the site: keeps a copy of the server's database for it to read. A process of its own, because the driver
// blocks the whole process while it waits for the server.

import { Worker } from 'node:worker_threads'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { keepCopy } from './replica-keeper.ts'

/** A server that is there and says nothing would hold us for good: after so long we begin anew. */
const HUNG_MS = 30_000

const beat = new Int32Array(new SharedArrayBuffer(4))
const watchdog = `
  const { beat, hungMs } = require('node:worker_threads').workerData
  let seen = -1
  setInterval(() => {
    if (Atomics.load(beat, 0) === seen) process.kill(process.pid, 'SIGKILL')
    seen = Atomics.load(beat, 0)
  }, hungMs)`
new Worker(watchdog, { eval: true, workerData: { beat, hungMs: HUNG_MS } }).unref()

const stop = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
log.info('the copy of the database is being kept')
await keepCopy(env(), { signal: stop.signal, onRound: () => Atomics.add(beat, 0, 1) })
process.exit(0)
