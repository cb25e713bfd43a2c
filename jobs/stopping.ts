import { setMaxListeners } from 'node:events'
import { constants } from 'node:os'

/** How this process is asked to end: `signal` is aborted then, and `exitCode` is what to end with. */
export type StopRequest = { signal: AbortSignal; readonly exitCode: number | undefined }

/**
 * Watches for being asked to end: by a signal, or because the process that started this one is gone, even by SIGKILL, which
 * closes the channel between them. Work that ends in order gets to hear of it; other work simply ends.
 */
export function watchStopRequests(inOrder: boolean): StopRequest {
  const controller = new AbortController()
  // Every mail in flight listens.
  setMaxListeners(0, controller.signal)
  let exitCode: number | undefined
  const stop = (code: number) => {
    if (!inOrder) process.exit(code)
    exitCode ??= code
    controller.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => stop(128 + constants.signals[name]))
  process.once('disconnect', () => stop(1))
  // It may have gone while this program was being loaded.
  if (process.connected === false) stop(1)
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
  }
}
