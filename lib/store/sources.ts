import { database } from '#lib/db'

/** Notes that a source answered, how many papers it gave in all, and when the newest of them came in. */
export async function recordSourceSuccess(
  name: string,
  { papers, lastPaperAt }: { papers: number; lastPaperAt: Date | null },
  now: Date,
): Promise<void> {
  const { prisma } = await database()
  const seen = { lastAttemptAt: now, lastSuccessAt: now, lastError: null, papers, ...(lastPaperAt && { lastPaperAt }) }
  await prisma.sourceState.upsert({ where: { name }, create: { name, ...seen }, update: seen })
}
