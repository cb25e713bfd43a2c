import type { OpenIndex } from './held.ts'
import { IndexMoved } from './look-up.ts'
import { openIndex } from './open-index.ts'

const MOST_TRIES = 4

/** Reads something from the index; all of it anew where the index was built anew meanwhile, and what it was read from is gone. */
export async function withIndex<T>(use: (index: OpenIndex) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await use(await openIndex())
    } catch (error) {
      if (!(error instanceof IndexMoved) || tries === MOST_TRIES) throw error
    }
  }
}
