import { primary } from '#lib/db'
import { hidePrivate } from '#lib/domain/status/hide-private'
import { hashEmail } from './email-hash.ts'
import type { Statement } from './statement.ts'

/** Why nothing is sent to an address any more: it was refused for good, a bounce said so, or its reader complained. */
export type SuppressionReason = 'refused' | 'bounced' | 'complained'

/**
 * Sends nothing to a reader's address any more, whoever asks for it: of the address its HMAC is kept, with the reason and what was said
 * (without any address). What waits for them in the ledger is skipped. Safe to repeat; the first reason stays.
 */
export async function suppressReader(
  id: string,
  { reason, detail }: { reason: SuppressionReason; detail: string },
  now: Date,
): Promise<boolean> {
  const { transact } = await primary()
  const [added] = await transact(suppressStatements([{ id, detail }], reason, now))
  return added!.rowsAffected === 1
}

/** Sends to an address again: its reader goes on where they were. Answers whether there was anything to lift. */
export async function liftSuppression(address: string, secret: string, now: Date): Promise<boolean> {
  const { transact } = await primary()
  const hash = hashEmail(address, secret)
  const [lifted] = await transact([
    { sql: 'DELETE FROM suppression WHERE email_hash = ?', args: [hash] },
    {
      sql: `UPDATE subscriber SET status = 'active', next_due_at = ? WHERE email_hash = ? AND status = 'suppressed' AND email IS NOT NULL
              AND confirmed_at IS NOT NULL`,
      args: [now.getTime(), hash],
    },
  ])
  return lifted!.rowsAffected === 1
}

/** Whether nothing is to be sent to an address any more. */
export async function isSuppressed(address: string, secret: string): Promise<boolean> {
  const { prisma } = await primary()
  return (await prisma.suppression.count({ where: { emailHash: hashEmail(address, secret) } })) > 0
}

/** Why nothing is sent to an address any more, and since when; null where that is not so. */
export async function findSuppression(
  address: string,
  secret: string,
): Promise<{ reason: string; detail: string | null; at: Date } | null> {
  const { prisma } = await primary()
  return prisma.suppression.findUnique({
    where: { emailHash: hashEmail(address, secret) },
    select: { reason: true, detail: true, at: true },
  })
}

/** How many addresses are suppressed, by reason. */
export async function countSuppressions(): Promise<Record<string, number>> {
  const { prisma } = await primary()
  const groups = await prisma.suppression.groupBy({ by: ['reason'], _count: true })
  return Object.fromEntries(groups.map(group => [group.reason, group._count]))
}

/** The statements for results of the wire: those rows of the payload whose `badAddress` stands in the ledger as failed. */
export function suppressRefused(payload: string, now: Date): Statement[] {
  const bad = (JSON.parse(payload) as { id: string; badAddress: boolean; reply: string | null }[])
    .filter(row => row.badAddress)
    .map(({ id, reply }) => ({ id, detail: reply ?? '' }))
  return bad.length > 0 ? suppressStatements(bad, 'refused', now) : []
}

/** The statements that suppress the addresses of readers, by the readers' ids. */
export function suppressStatements(
  suppressed: { id: string; detail: string }[],
  reason: SuppressionReason,
  now: Date,
): Statement[] {
  const at = now.getTime()
  const readers = JSON.stringify(suppressed.map(({ id, detail }) => ({ id, detail: hidePrivate(detail) })))
  const ids = `(SELECT value ->> 'id' FROM json_each(?1))`
  return [
    {
      sql: `INSERT INTO suppression (email_hash, reason, detail, at)
            SELECT s.email_hash, ?2, r.value ->> 'detail', ?3 FROM json_each(?1) r JOIN subscriber s ON s.id = r.value ->> 'id'
            WHERE true ON CONFLICT DO NOTHING`,
      args: [readers, reason, at],
    },
    {
      sql: `UPDATE subscriber SET status = 'suppressed', next_due_at = NULL WHERE id IN ${ids} AND status = 'active'`,
      args: [readers],
    },
    {
      sql: `UPDATE delivery SET state = 'skipped', reason = 'suppressed', lease_until = NULL, updated_at = ?2
            WHERE subscriber_id IN ${ids} AND state IN ('queued', 'retry', 'claimed')`,
      args: [readers, at],
    },
  ]
}
