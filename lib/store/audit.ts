import { primary } from '#lib/db'
import { hidePrivate } from '#lib/domain/status/hide-private'

/** Which operator did what to what, and what came of it. */
export type AuditEntry = { id: number; at: Date; who: string; action: string; target: string | null; outcome: string }

/** How long it is kept. The database itself refuses to forget what is younger than a year, and to change any of it. */
const KEEP_MS = 400 * 86_400_000

/** Adds to the audit. Addresses are not written down but for that of the operator, as `who`. */
export async function recordAudit(entry: Omit<AuditEntry, 'id' | 'at'>, now: Date): Promise<void> {
  const { prisma } = await primary()
  const { who, action, target, outcome } = entry
  await prisma.audit.create({
    data: { at: now, who, action, target: target && hidePrivate(target), outcome: hidePrivate(outcome) },
  })
}

/** The newest entries, newest first. */
export async function findAudit(limit: number): Promise<AuditEntry[]> {
  const { prisma } = await primary()
  return prisma.audit.findMany({ orderBy: { id: 'desc' }, take: limit })
}

/** Forgets what is older than 400 days. */
export async function forgetAudit(now: Date): Promise<void> {
  const { prisma } = await primary()
  await prisma.audit.deleteMany({ where: { at: { lt: new Date(now.getTime() - KEEP_MS) } } })
}
