import { database } from '#lib/db'
import type { Staleness } from '#lib/domain/freshness/freshness'

/** What a source says of itself. */
export type SourceRule = { name: string; about: string; everyMs: number; staleness: Staleness }

/**
 * Writes down which sources are visited, and by what rule their silence is judged: the site shows them before they were ever asked, and
 * when nobody asks them. One that is visited no more keeps what it gave, like papers loaded by hand.
 */
export async function registerSources(sources: SourceRule[]): Promise<void> {
  const { prisma } = await database()
  for (const { name, about, everyMs, staleness } of sources) {
    const rule = { about, everyMs, staleness: JSON.stringify(staleness) }
    await prisma.sourceState.upsert({ where: { name }, create: { name, ...rule }, update: rule })
  }
  await prisma.sourceState.updateMany({
    where: { staleness: { not: null }, name: { notIn: sources.map(({ name }) => name) } },
    data: { staleness: null, everyMs: null, lastError: null },
  })
}

/** When a source may be asked again, as its service said; null where it said nothing. */
export async function findRetryAt(name: string): Promise<Date | null> {
  const { prisma } = await database()
  const state = await prisma.sourceState.findUnique({ where: { name }, select: { retryAt: true } })
  return state?.retryAt ?? null
}

/** Notes that a source answered, how many papers it gave in all, and when the newest of them came in. */
export async function recordSourceSuccess(
  name: string,
  { papers, lastPaperAt }: { papers: number; lastPaperAt: Date | null },
  now: Date,
): Promise<void> {
  const { prisma } = await database()
  const seen = { ...succeeded(now), papers, ...(lastPaperAt && { lastPaperAt }) }
  await prisma.sourceState.upsert({ where: { name }, create: { name, ...seen }, update: seen })
}

const succeeded = (now: Date) => ({
  lastAttemptAt: now,
  lastSuccessAt: now,
  lastError: null,
  failuresInARow: 0,
  retryAt: null,
})

/** Notes that a visit begins. */
export async function recordAttempt(name: string, now: Date): Promise<void> {
  const { prisma } = await database()
  await prisma.sourceState.upsert({
    where: { name },
    create: { name, lastAttemptAt: now },
    update: { lastAttemptAt: now },
  })
}

/** Notes that a source was asked to the end. Its papers were counted as they were stored. */
export async function recordVisit(name: string, now: Date): Promise<void> {
  const { prisma } = await database()
  const update = succeeded(now)
  await prisma.sourceState.upsert({ where: { name }, create: { name, ...update }, update })
}

/** Notes that there was nothing to ask a source: that is no silence of its, and no answer either, so that a failure stands. */
export async function recordIdleVisit(name: string, now: Date): Promise<void> {
  const { prisma } = await database()
  await prisma.sourceState.updateMany({ where: { name }, data: { idleAt: now } })
}

/** Notes why a source could not be asked to the end, word for word. */
export async function recordFailure(name: string, error: string, retryAt: Date | null, now: Date): Promise<void> {
  const { prisma } = await database()
  const failed = { lastAttemptAt: now, lastError: error, retryAt }
  await prisma.sourceState.upsert({
    where: { name },
    create: { name, ...failed, failuresInARow: 1 },
    update: { ...failed, failuresInARow: { increment: 1 } },
  })
}
