import { database, primary } from '#lib/db'

/** What does not happen by itself for now: `mail`, or a job. */
export type Pause = { what: string; since: Date; who: string; why: string | null }

/** The name under which all sending is paused. */
export const MAIL = 'mail'

/** What is paused, longest first. */
export async function findPauses(): Promise<Pause[]> {
  // Whoever reads how things are reads on while the server is away.
  const { prisma } = await database()
  return prisma.pause.findMany({ orderBy: { since: 'asc' } })
}

/** Whether no mail may leave, as an operator said. */
export async function isMailPaused(): Promise<boolean> {
  const { prisma } = await database()
  return (await prisma.pause.count({ where: { what: MAIL } })) > 0
}

/** The condition that no mail may leave, in a statement. */
export const MAIL_IS_PAUSED = `EXISTS (SELECT 1 FROM pause WHERE what = '${MAIL}')`

/** Pauses something. Answers false where it was paused already. */
export async function savePause({ what, who, why }: Omit<Pause, 'since'>, now: Date): Promise<boolean> {
  const { transact } = await primary()
  const [added] = await transact([
    {
      sql: 'INSERT INTO pause (what, since, who, why) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      args: [what, now.getTime(), who, why],
    },
  ])
  return added!.rowsAffected === 1
}

/** Ends a pause. Answers false where there was none. */
export async function endPause(what: string): Promise<boolean> {
  const { prisma } = await primary()
  return (await prisma.pause.deleteMany({ where: { what } })).count === 1
}
