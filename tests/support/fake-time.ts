import type { Time } from '#jobs/gate'

/** Time that passes only while somebody sleeps; `slept` adds up how long they did. */
export function fakeTime(start: Date): Time & { slept(): number; pass(ms: number): void } {
  let at = start.getTime()
  let slept = 0
  const now = () => new Date(at)
  return {
    now,
    clock: now,
    async sleep(ms) {
      at += ms
      slept += ms
      // Others get to run, as they would.
      await new Promise(resolve => setImmediate(resolve))
    },
    slept: () => slept,
    pass(ms) {
      at += ms
    },
  }
}
