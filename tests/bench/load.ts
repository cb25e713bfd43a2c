import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What readers do for some time: who is asked for what, by how many at once, resting how long after each answer; and who of the sites is subscribed to how often. */
export type Load = {
  origins: string[]
  paths: string[]
  readers: number
  ms: number
  restMs: number
  subscribeAt: string[]
  subscribeEveryMs: number
}

/** What became of it: how long each request took, in milliseconds, how many were not answered with 200, and how many cores asking took. */
export type Loaded = { seconds: number; failed: number; cores: number; times: number[] }

/** Starts the process that asks. It does one load at a time. */
export function startReaders(): { pid: number; run(load: Load): Promise<Loaded>; end(): void } {
  const child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
  const run = (load: Load) =>
    new Promise<Loaded>((resolve, reject) => {
      const onEnd = (code: number | null) => reject(new Error(`the process that asks ended with ${code}`))
      child.once('exit', onEnd)
      child.once('message', (answer: Loaded | { error: string }) => {
        child.off('exit', onEnd)
        if ('error' in answer) reject(new Error(answer.error))
        else resolve(answer)
      })
      child.send(load)
    })
  return { pid: child.pid!, run, end: () => child.kill('SIGKILL') }
}
