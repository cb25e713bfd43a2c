import { database } from '#lib/db'
import { planDeliveries } from './delivery-plan.ts'

/** How many mails were held. */
export type Held = { digests: number; letters: number }

/**
 * Holds as uncertain whatever is due up to `now` and not settled: of a database that was copied a while ago nobody knows what was sent
 * since (null: nobody knows since when), from the one it was copied of. What is due is planned first, so that no later tick finds it. Safe to repeat.
 */
export async function holdMissed(since: Date | null, now: Date): Promise<Held> {
  await planDeliveries(now)
  const { transact } = await database()
  const at = now.getTime()
  const copied = since
    ? `restored from a copy of ${since.toISOString()}`
    : 'held by hand, as of a database that was restored from a copy'
  const why = `${copied}: it may have been sent since`
  const [digests, letters] = await transact([
    {
      sql: `UPDATE delivery SET state = 'uncertain', reason = ?2, claimed_by = NULL, lease_until = NULL, updated_at = ?1
            WHERE state IN ('queued', 'retry', 'claimed', 'sending')`,
      args: [at, why],
    },
    {
      sql: `UPDATE letter SET state = 'uncertain', last_reply = ?2, lease_until = NULL, updated_at = ?1
            WHERE state IN ('queued', 'sending')`,
      args: [at, why],
    },
  ])
  return { digests: digests!.rowsAffected, letters: letters!.rowsAffected }
}
