import { isDatabaseOut } from '#lib/database-fault'
import { log } from '#lib/log'

/** What a change came to, or that the database does not answer; in that case it is not known whether it was made. */
export async function unlessAway<T>(change: () => Promise<T>): Promise<T | 'away'> {
  try {
    return await change()
  } catch (error) {
    if (!isDatabaseOut(error)) throw error
    log.error('a change has to wait', error)
    return 'away'
  }
}
