import { closeMail } from '#lib/mail'
import type { Call } from './verb.ts'
import { runWorker } from './worker.ts'

/** `worker`: runs the schedule until it is told to stop. */
export function planWorker({ signal }: Call) {
  return async () => {
    await runWorker({ signal }).finally(closeMail)
    return { line: 'The worker stopped.', json: {}, data: true }
  }
}
