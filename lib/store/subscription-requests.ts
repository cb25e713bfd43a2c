import { primary } from '#lib/db'
import { CONFIRM_MS } from '#lib/domain/subscription/confirmation'
import { choiceOf } from '#lib/domain/subscription/preferences'
import { CONSENT_FORM, CONSENT_TEXT, type SubscriptionRequest } from '#lib/domain/subscription/subscribe-form'
import { hashEmail } from './email-hash.ts'
import { newSubscriberId } from './subscribers.ts'
import { CHOICE_COLUMNS, choiceValues } from './subscription-row.ts'

const HOUR_MS = 3_600_000
const WEEK_MS = 168 * HOUR_MS

/**
 * Records that someone asked for mail to an address, and queues the letter that fits: to whoever is new, pending or had left,
 * a confirmation; to whoever is active, the link to their subscription, which itself stays as it is; to a suppressed
 * address, none. One letter of a kind is under way at a time, at most one leaves an hour and three a week.
 *
 * Asking again does not begin a request anew, and letters are queued for it within a week only: whoever asks again and again for somebody
 * else's address cannot keep it here.
 *
 * There is no answer that could give away who reads: the statements are the same for every address, and so is the time they take.
 */
export async function requestSubscription(
  request: SubscriptionRequest,
  { now, secret }: { now: Date; secret: string },
): Promise<void> {
  if (request.trapped) return
  const { transact } = await primary()
  const { email } = request
  const choice = choiceOf(request)
  const emailHash = hashEmail(email, secret)
  const at = now.getTime()
  const consent = JSON.stringify({ at: now.toISOString(), form: CONSENT_FORM, text: CONSENT_TEXT, choice })
  await transact([
    {
      sql: `INSERT INTO subscriber AS s (id, email, email_hash, status, consent, created_at, ${CHOICE_COLUMNS})
            VALUES (?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (email_hash) DO UPDATE SET email = excluded.email, status = 'pending', consent = excluded.consent,
              (${CHOICE_COLUMNS}) = (${CHOICE_COLUMNS.replace(/\w+/g, 'excluded.$&')}), created_at = iif(s.status = 'left', excluded.created_at, s.created_at), left_at = NULL
            WHERE s.status IN ('pending', 'left')`,
      args: [newSubscriberId(), email, emailHash, consent, at, ...choiceValues(choice)],
    },
    {
      sql: `DELETE FROM subscriber_topic WHERE subscriber_id IN (SELECT id FROM subscriber WHERE email_hash = ? AND status = 'pending')`,
      args: [emailHash],
    },
    {
      sql: `INSERT INTO subscriber_topic
            SELECT s.id, t.value FROM subscriber s, json_each(?) t WHERE s.email_hash = ? AND s.status = 'pending'`,
      args: [JSON.stringify(choice.topics), emailHash],
    },
    {
      sql: `INSERT INTO letter (subscriber_id, kind, state, queued_at, next_attempt_at, updated_at)
            SELECT w.id, w.kind, 'queued', ?1, ?1, ?1
            FROM (SELECT id, CASE status WHEN 'pending' THEN 'confirm' ELSE 'manage' END AS kind, created_at
                  FROM subscriber WHERE email_hash = ?2 AND status IN ('pending', 'active')) w
            WHERE NOT EXISTS (SELECT 1 FROM letter l WHERE l.subscriber_id = w.id AND l.kind = w.kind
                AND (l.state IN ('queued', 'sending') OR abs(l.queued_at - ?1) < ?3))
              AND (SELECT count(*) FROM letter l WHERE l.subscriber_id = w.id AND l.kind = w.kind AND abs(l.queued_at - ?1) < ?4) < 3
              AND (w.kind = 'manage' OR w.created_at > ?1 - ?4)`,
      args: [at, emailHash, HOUR_MS, WEEK_MS],
    },
  ])
}

/**
 * Forgets requests that nobody answered within 72 h: of the request and of the last letter that was sent for it, and not while one waits
 * to leave, so that a worker that was down for days brings no link that is dead on arrival. Address and topics go at once, the rest a
 * week later, so that the count of letters to that address outlives the request. Of a reader who had confirmed and left once before,
 * the HMAC stays. Returns how many addresses went.
 */
export async function expirePending(now: Date): Promise<number> {
  const { transact } = await primary()
  const at = now.getTime()
  const [expired] = await transact([
    {
      sql: `UPDATE subscriber AS s SET status = 'left', email = NULL, left_at = ?1, searches = '[]', excluded = '[]', consent = '{}', count = NULL, paused_until = NULL
            WHERE s.status = 'pending' AND s.created_at <= ?2 AND NOT EXISTS (
              SELECT 1 FROM letter l WHERE l.subscriber_id = s.id AND l.kind = 'confirm'
                AND (l.state IN ('queued', 'sending') OR (l.state IN ('sent', 'uncertain') AND l.updated_at > ?2)))`,
      args: [at, at - CONFIRM_MS],
    },
    {
      sql: `DELETE FROM subscriber_topic WHERE subscriber_id IN (SELECT id FROM subscriber WHERE status = 'left' AND left_at = ?)`,
      args: [at],
    },
    {
      sql: `DELETE FROM subscriber WHERE status = 'left' AND confirmed_at IS NULL AND left_at <= ?`,
      args: [at - WEEK_MS],
    },
  ])
  return expired!.rowsAffected
}
