import { findStatus } from '#lib/store/status'
import { renderStatus } from './status-table.ts'
import type { Call } from './verb.ts'

/** `status`: the state of things as a table. */
export function planStatus({ now }: Call) {
  return async () => {
    const status = await findStatus(now)
    return { line: renderStatus(status, now), json: status }
  }
}
