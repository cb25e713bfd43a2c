import { setImmediate as breathe } from 'node:timers/promises'

/** Two, so that a long search does not keep all short ones waiting. */
const AT_ONCE = 2

/**
 * Lets so many pieces of work go on at a time, in the order in which they come. The database answers within the tick, and everything is
 * worked out by one thread: no search would be answered sooner beside the others, but whoever asks for something small waits for a step of each.
 */
export class Turns {
  #running = 0
  #waiting: (() => void)[] = []

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < AT_ONCE) this.#running++
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      // What came meanwhile from outside has its turn first.
      await breathe()
      return await work()
    } finally {
      // The first pause is for the page that is made of the answer, the second for who came meanwhile.
      setImmediate(() => setImmediate(() => this.#pass()))
    }
  }

  /** The place goes to who waits longest, before anybody who comes now. */
  #pass(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}
