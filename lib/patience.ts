import { setTimeout as sleep } from 'node:timers/promises'

const FIRST_PAUSE_MS = 2
const LONGEST_PAUSE_MS = 100

/**
 * Runs something until it no longer fails for a reason that passes, for `patienceMs` at most; this process goes on with other things
 * in the pauses. Only for what did nothing when it failed.
 * @throws what it fails with for another reason, or the last time
 */
export async function patiently<T>(run: () => Promise<T>, passes: (error: unknown) => boolean, patienceMs: number) {
  const began = performance.now()
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run()
    } catch (error) {
      if (!passes(error) || performance.now() - began > patienceMs) throw error
    }
    // Of any length, so that two that wait for each other do not meet again.
    await sleep(pause * (0.5 + Math.random()))
  }
}
