import { database } from '#lib/db'
import type { Statement } from '../statement.ts'

/** How long a builder may be silent before another one may begin, in milliseconds. It renews with every batch. */
const LEASE_MS = 60_000

/** Takes the right to build; false while somebody else has it. A lease that ends too far ahead is of a clock that was wrong. */
export async function takeBuilderLease(builder: string, now: Date): Promise<boolean> {
  const { transact } = await database()
  const at = now.getTime()
  const [taken] = await transact([
    {
      sql: `UPDATE search_index SET builder = ?1, lease_until = ?2
        WHERE builder IS NULL OR builder = ?1 OR lease_until < ?3 OR lease_until > ?2`,
      args: [builder, at + LEASE_MS, at],
    },
  ])
  return taken!.rowsAffected === 1
}

/** Statements that fail when the lease is another's by now, so that all that is written with them is not. */
export const holdingLease = (builder: string, now: Date): Statement => ({
  sql: 'UPDATE search_index SET id = CASE builder WHEN ?1 THEN 1 END, lease_until = ?2',
  args: [builder, now.getTime() + LEASE_MS],
})

/** Whether an error says that the lease was lost. */
export const isLostLease = (error: unknown): boolean =>
  /NOT NULL constraint failed: search_index\.id|datatype mismatch/.test((error as Error).message)

export async function dropBuilderLease(builder: string): Promise<void> {
  const { transact } = await database()
  await transact([
    { sql: 'UPDATE search_index SET builder = NULL, lease_until = NULL WHERE builder = ?', args: [builder] },
  ])
}
