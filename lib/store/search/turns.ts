import { setImmediate as breathe } from 'node:timers/promises'

/** Two, so that a long search does not keep all short ones waiting. */
const AT_ONCE = 2
/** Where nobody else is they take a tenth of a millisecond. */
const LOOP_TURNS = 25

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
      await this.#giveWay()
      return await work()
    } finally {
      // For the page that is made of the answer, too.
      void this.#giveWay().then(() => this.#pass())
    }
  }

  /** What came from outside has its turn first: the framework comes back to the loop many times before a small answer is out. */
  async #giveWay(): Promise<void> {
    for (let turn = 0; turn < LOOP_TURNS; turn++) await breathe()
  }

  /** The place goes to who waits longest, before anybody who comes now. */
  #pass(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}
