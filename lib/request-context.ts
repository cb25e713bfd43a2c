import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What is going on: a request with its id, or a job. `databaseMs`: how long it waited for the database so far. `markup`: what was rendered for
 * its page once and for all, see lib/held-markup; null where no page is made of it.
 */
export type Doing = { request: string | null; route: string; databaseMs: number; markup?: string[] | null }

// On globalThis because Next bundles this module twice, for the instrumentation and for the pages, in one process.
const held = globalThis as { attnDoing?: AsyncLocalStorage<Doing> }
held.attnDoing ??= new AsyncLocalStorage<Doing>()
const storage = held.attnDoing

/** What the present code is part of, or null. */
export const currentDoing = (): Doing | null => storage.getStore() ?? null

/** From here on, and in all that follows from here, `doing` is what is going on. */
export const beginDoing = (doing: Doing): void => storage.enterWith(doing)

/** The same for what `run` does. */
export const whileDoing = <Result>(doing: Doing, run: () => Result): Result => storage.run(doing, run)
