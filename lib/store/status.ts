import { database } from '#lib/db'
import { describeFreshness as describeSources, type Freshness, judgeSource } from '#lib/domain/freshness/freshness'
import { hidePrivate } from '#lib/domain/status/hide-private'
import { countDeliveries } from './deliveries.ts'
import { findLastRun, findRecentRuns, type JobRun } from './jobs.ts'

const DAY_MS = 86_400_000

/** Whether the site has papers, how fresh they are, and when a worker last looked for work. Cheap at any size. */
export type Pulse = {
  papers: number
  sources: { name: string; state: Freshness; says: string; lastSuccessAt: Date | null; lastError: string | null }[]
  workerSeenAt: Date | null
}

/** Everything an operator asks first, fit for everybody to read. `deliveries` are those due within the last 24 hours, by state. */
export type Status = Pulse & {
  rankedAt: Date | null
  jobs: { name: string; lastStartedAt: Date | null; lastOk: boolean | null; lastSummary: string | null }[]
  runs: JobRun[]
  deliveries: Record<string, number>
  oldestWaiting: Date | null
}

export async function findPulse(): Promise<Pulse> {
  const { prisma } = await database()
  const total = await prisma.paperYear.aggregate({ _sum: { paperCount: true } })
  const sources = await prisma.sourceState.findMany({ orderBy: { name: 'asc' } })
  const seen = await prisma.job.aggregate({ _max: { lastCheckedAt: true } })
  return {
    papers: total._sum.paperCount ?? 0,
    sources: sources.map(source => {
      const { name, lastSuccessAt } = source
      const lastError = source.lastError && hidePrivate(source.lastError)
      return { name, lastSuccessAt, lastError, ...judgeSource({ ...source, lastError }) }
    }),
    workerSeenAt: seen._max.lastCheckedAt,
  }
}

export async function findStatus(now: Date): Promise<Status> {
  const { prisma } = await database()
  const ranked = await prisma.jobRun.findFirst({ where: { job: 'rank', ok: true }, orderBy: { startedAt: 'desc' } })
  const waiting = await prisma.delivery.findFirst({
    where: { state: { in: ['queued', 'retry'] } },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  })
  return {
    ...(await findPulse()),
    rankedAt: ranked?.finishedAt ?? null,
    jobs: await findJobs(),
    runs: await findRecentRuns(20),
    deliveries: await countDeliveries(new Date(now.getTime() - DAY_MS)),
    oldestWaiting: waiting?.dueAt ?? null,
  }
}

async function findJobs(): Promise<Status['jobs']> {
  const { prisma } = await database()
  const jobs = await prisma.job.findMany({ orderBy: { name: 'asc' } })
  const last = await Promise.all(jobs.map(({ name }) => findLastRun(name)))
  return jobs.map(({ name, lastStartedAt }, i) => ({
    name,
    lastStartedAt,
    lastOk: last[i]?.ok ?? null,
    lastSummary: last[i]?.error ?? last[i]?.summary ?? null,
  }))
}

/** How fresh the papers are, in one sentence. */
export const describeFreshness = ({ sources }: Pick<Pulse, 'sources'>): string => describeSources(sources)
