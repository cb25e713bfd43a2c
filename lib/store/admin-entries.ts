import { randomBytes } from 'node:crypto'
import { primary } from '#lib/db'

/** Makes a way into /admin for somebody, to be used once before a time. Returns its id, which is worth nothing without a signature. */
export async function makeEntry(who: string, { now, until }: { now: Date; until: Date }): Promise<string> {
  const { prisma } = await primary()
  const id = randomBytes(18).toString('base64url')
  await prisma.adminEntry.create({ data: { id, who, madeAt: now, expiresAt: until } })
  return id
}

/** Uses an entry, in one statement: of any number at once one hears whose it is, and has a session of that id until `until`. */
export async function takeEntry(id: string, { now, until }: { now: Date; until: Date }): Promise<string | null> {
  const { transact } = await primary()
  const [taken] = await transact([
    {
      sql: `UPDATE admin_entry SET used_at = ?2, expires_at = ?3 WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2 RETURNING who`,
      args: [id, now.getTime(), until.getTime()],
    },
  ])
  const row = taken!.rows[0]
  return row ? String(row.who) : null
}

/** Whether an entry can still be used, and whose it is; null where not. */
export async function findEntry(id: string, now: Date): Promise<string | null> {
  const { prisma } = await primary()
  const entry = await prisma.adminEntry.findFirst({ where: { id, usedAt: null, expiresAt: { gt: now } } })
  return entry?.who ?? null
}

/** Whose session it is; null where there is none, or none any more. */
export async function findSession(id: string, now: Date): Promise<string | null> {
  const { prisma } = await primary()
  const where = { id, usedAt: { not: null }, endedAt: null, expiresAt: { gt: now } }
  return (await prisma.adminEntry.findFirst({ where }))?.who ?? null
}

/** Ends a session. */
export async function endSession(id: string, now: Date): Promise<void> {
  const { prisma } = await primary()
  await prisma.adminEntry.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } })
}

/** Forgets entries and sessions whose time is over. */
export async function forgetEntries(now: Date): Promise<void> {
  const { prisma } = await primary()
  await prisma.adminEntry.deleteMany({ where: { expiresAt: { lte: now } } })
}
