import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { Away } from '#components/away'
import { Broken } from '#components/broken'
import { isDatabaseOut } from '#lib/database-fault'
import { log } from '#lib/log'
import { replicaInUse } from '#lib/replica-files'
import { RETRY_AFTER_S } from './answer.ts'
import { trySetStatus } from './http-status.ts'

type Page<Props> = (props: Props) => Promise<ReactNode>

/**
 * A page that says itself when it failed. Next would answer with an empty document that only a script fills (see http-status), which is
 * no help to a reader without one. Errors outside of pages still come to error.tsx.
 */
export function guarded<Props>(page: Page<Props>): Page<Props> {
  return async props => {
    try {
      return await page(props)
    } catch (error) {
      // Redirects and the like travel as errors too.
      unstable_rethrow(error)
      log.error('a page failed', error)
      if (isDatabaseOut(error) && (await trySetStatus(503, RETRY_AFTER_S)))
        return <Away reads={replicaInUse() !== null} />
      if (!(await trySetStatus(500))) throw error
      return <Broken />
    }
  }
}
