import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DigestReport } from '#jobs/digest'

/** A worker started as a process of its own. `done` answers its report, or null when it was killed. */
export type Child = { process: ChildProcess; done: Promise<DigestReport | null> }

/** Starts a process that sends the digests due at `now`, with this process's environment. */
export function startDigestProcess(now: Date): Child {
  const script = fileURLToPath(new URL('./run-digests.ts', import.meta.url))
  const process = spawn(globalThis.process.execPath, ['--import', 'tsx', script, now.toISOString()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  process.stdout!.on('data', chunk => {
    output += chunk
  })
  const done = new Promise<DigestReport | null>((resolve, reject) => {
    process.on('close', (code, signal) => {
      if (signal) resolve(null)
      else if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`the worker ended with ${code}`))
    })
  })
  return { process, done }
}
