import { primary } from '#lib/db'
import { nextUntaken } from '#lib/domain/schedule/plan'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { hashEmail } from './email-hash.ts'
import { findTaken } from './subscribers.ts'
import { choiceValues, SET_CHOICE } from './subscription-row.ts'

/**
 * Takes a leaving back: the address and the choice come from the reader, since nothing of them is kept here. True when the reader is active
 * again; false where the address is not the one that left, nothing is sent there any more, or somebody asked for it anew meanwhile. Mail goes on with the next date that
 * had none.
 */
export async function restoreSubscription(
  id: string,
  was: { email: string; preferences: Preferences },
  { now, secret }: { now: Date; secret: string },
): Promise<boolean> {
  const { transact } = await primary()
  const { email, preferences } = was
  const { dueAt } = nextUntaken(preferences, await findTaken(id, now), now)
  const consent = JSON.stringify({ at: now.toISOString(), form: 'undo of leaving', choice: preferences })
  const isLeft = `id = ? AND email_hash = ? AND status = 'left' AND confirmed_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.email_hash = subscriber.email_hash)`
  const emailHash = hashEmail(email, secret)
  const [restored] = await transact([
    {
      sql: `UPDATE subscriber SET status = 'active', email = ?, left_at = NULL, next_due_at = ?, consent = ?, ${SET_CHOICE} WHERE ${isLeft}`,
      args: [email, dueAt.getTime(), consent, ...choiceValues(preferences), id, emailHash],
    },
    {
      sql: `INSERT INTO subscriber_topic SELECT s.id, t.value FROM subscriber s, json_each(?) t
            WHERE s.id = ? AND s.email_hash = ? AND s.status = 'active' AND s.consent = ? ON CONFLICT DO NOTHING`,
      args: [JSON.stringify(preferences.topics), id, emailHash, consent],
    },
  ])
  return restored!.rowsAffected === 1
}

/**
 * Erases a reader, on their request: all that is left is the HMAC of the address, so that an import does not mail them again. What was sent,
 * and when, goes too. Safe to repeat.
 */
export async function eraseSubscription(id: string, now: Date): Promise<void> {
  const { transact } = await primary()
  const at = now.getTime()
  const tables = ['subscriber_topic', 'delivery', 'delivered_paper', 'letter']
  await transact([
    {
      // Who confirmed once is remembered as having left; who did not is forgotten as any request is.
      sql: `UPDATE subscriber SET status = 'left', email = NULL, next_due_at = NULL, consent = '{}', frequency = 'daily', weekday = 1,
              hour = 7, zone = 'UTC', searches = '[]', excluded = '[]', count = NULL, quiet = 'skip', paused_until = NULL,
              created_at = ?1, left_at = ?1, confirmed_at = iif(confirmed_at IS NULL, NULL, ?1)
            WHERE id = ?2`,
      args: [at, id],
    },
    ...tables.map(table => ({ sql: `DELETE FROM ${table} WHERE subscriber_id = ?`, args: [id] })),
  ])
}
