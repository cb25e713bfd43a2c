import { database } from '#lib/db'
import type { Statement } from './statement.ts'

/** A visit of a source: of what is new (`days` empty), or of a range of days, `2026-11-01/2026-11-07`. `holder` visits it. */
export type VisitKey = { source: string; days: string; holder: string }

/** How long a source stays taken after a sign of life of who visits it. */
export const VISIT_LEASE_MS = 20_000

/**
 * Takes a source for a visit, in one statement: of any number of processes exactly one gets it, with the cursor that the last visit left.
 * Null while another has it. A lease that ends too far ahead comes from a clock that was wrong.
 */
export async function claimVisit(
  { source, days, holder }: VisitKey,
  now: Date,
): Promise<{ cursor: string | null } | null> {
  const { prisma } = await database()
  const leaseUntil = new Date(now.getTime() + VISIT_LEASE_MS)
  const claimed = await prisma.$queryRaw<{ cursor: string | null }[]>`
    INSERT INTO visit (source, days, leased_by, lease_until) VALUES (${source}, ${days}, ${holder}, ${leaseUntil})
    ON CONFLICT (source, days) DO UPDATE SET leased_by = excluded.leased_by, lease_until = excluded.lease_until
    WHERE lease_until IS NULL OR lease_until <= ${now} OR lease_until > ${leaseUntil}
    RETURNING cursor`
  return claimed[0] ?? null
}

/** Until which day a range goes that was begun at a day and not visited to its end; null where there is none, or somebody visits it. */
export async function findBegunUntil(source: string, from: string): Promise<string | null> {
  const { prisma } = await database()
  const begun = await prisma.visit.findFirst({
    where: { source, days: { startsWith: `${from}/` }, cursor: { not: null } },
    orderBy: { days: 'asc' },
  })
  return begun?.days.split('/')[1] ?? null
}

/** Shows that whoever visits still lives; false when the visit is no longer theirs. */
export async function renewVisit({ source, days, holder }: VisitKey, now: Date): Promise<boolean> {
  const { prisma } = await database()
  const leaseUntil = new Date(now.getTime() + VISIT_LEASE_MS)
  const { count } = await prisma.visit.updateMany({ where: { source, days, leasedBy: holder }, data: { leaseUntil } })
  return count === 1
}

/** Gives a source back. A range that was visited to its end is forgotten, so that it can be gone over again. */
export async function leaveVisit({ source, days, holder }: VisitKey, finished: boolean): Promise<void> {
  const { prisma } = await database()
  const where = { source, days, leasedBy: holder }
  if (finished && days !== '') await prisma.visit.deleteMany({ where })
  else await prisma.visit.updateMany({ where, data: { leasedBy: null, leaseUntil: null } })
}

/** The name by which a batch is refused whose visit is no longer its holder's. */
export const LOST_VISIT = /NOT NULL constraint failed: visit\.source/

/**
 * What a stored batch leaves behind: the cursor, and how many papers were new to us. Old papers of a range are no sign of life. It fails, and all that is written with it, when
 * the visit was taken over meanwhile.
 */
export function progressStatements(
  { source, days, holder }: VisitKey,
  cursor: string,
  added: number,
  now: Date,
): Statement[] {
  return [
    {
      sql: `UPDATE visit SET source = CASE WHEN leased_by = ?3 THEN source END, cursor = ?4 WHERE source = ?1 AND days = ?2`,
      args: [source, days, holder, cursor],
    },
    {
      sql: `INSERT INTO source_state (name, papers, last_paper_at) VALUES (?1, ?2, iif(?2 > 0 AND ?4 = '', ?3, NULL))
        ON CONFLICT (name) DO UPDATE SET papers = papers + ?2, last_paper_at = coalesce(excluded.last_paper_at, last_paper_at)`,
      args: [source, added, now.getTime(), days],
    },
  ]
}
