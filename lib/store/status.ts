import { database } from '#lib/db'
import { hidePrivate } from '#lib/domain/status/hide-private'
import { countDeliveries } from './deliveries.ts'
import { findFreshness, type JudgedSource, type SourcesFreshness } from './freshness.ts'
import { countHeld } from './held.ts'
import { findLastRun, findRecentRuns, type JobRun } from './jobs.ts'
import { findMailServer } from './mail-server.ts'
import { MAIL } from './pauses.ts'

const DAY_MS = 86_400_000

/** Whether the site has papers, how fresh they are, and when a worker last looked for work. Cheap at any size. */
export type Pulse = SourcesFreshness & { papers: number }

/**
 * Everything an operator asks first, fit for everybody to read. `deliveries` are those due within the last 24 hours, by state; `held` all mails
 * that may have arrived or not; `mailStop` why nobody sends, with the server's last words (without addresses);
 * `pausedAt`: since when an operator lets a source rest, `mailPausedAt` all mail. Who did and why is not for everybody.
 */
export type Status = Omit<Pulse, 'sources'> & {
  sources: (JudgedSource & { pausedAt: Date | null })[]
  mailPausedAt: Date | null
  rankedAt: Date | null
  jobs: { name: string; lastStartedAt: Date | null; lastOk: boolean | null; lastSummary: string | null }[]
  runs: JobRun[]
  deliveries: Record<string, number>
  oldestWaiting: Date | null
  held: number
  mailStop: { since: Date; why: string; lastReply: string; nextAt: Date | null } | null
}

export async function findPulse(now: Date): Promise<Pulse> {
  const { prisma } = await database()
  const total = await prisma.paperYear.aggregate({ _sum: { paperCount: true } })
  return { papers: total._sum.paperCount ?? 0, ...(await findFreshness(now)) }
}

export async function findStatus(now: Date): Promise<Status> {
  const { prisma } = await database()
  const ranked = await prisma.jobRun.findFirst({ where: { job: 'rank', ok: true }, orderBy: { startedAt: 'desc' } })
  const { sources, ...pulse } = await findPulse(now)
  const pauses = await prisma.pause.findMany({ select: { what: true, since: true } })
  const pausedAt = (name: string) => pauses.find(({ what }) => what === name)?.since ?? null
  return {
    ...pulse,
    sources: sources.map(source => ({ ...source, pausedAt: pausedAt(`ingest ${source.name}`) })),
    mailPausedAt: pausedAt(MAIL),
    rankedAt: ranked?.finishedAt ?? null,
    jobs: await findJobs(),
    runs: await findRecentRuns(20),
    deliveries: await countDeliveries(new Date(now.getTime() - DAY_MS)),
    oldestWaiting: await findOldestWaiting(),
    held: await countHeld(),
    mailStop: await findMailStop(),
  }
}

/** The states are written out, or SQLite would not see that there is an index of those alone. */
async function findOldestWaiting(): Promise<Date | null> {
  const { prisma } = await database()
  const [oldest] = await prisma.$queryRaw<{ due: number | bigint | null }[]>`
    SELECT min("due_at") AS due FROM "delivery" INDEXED BY "delivery_waiting" WHERE "state" IN ('queued', 'retry')`
  return oldest?.due == null ? null : new Date(Number(oldest.due))
}

async function findMailStop(): Promise<Status['mailStop']> {
  const { stoppedAt, why, lastReply, probeAt } = await findMailServer()
  return stoppedAt && { since: stoppedAt, why: why ?? '', lastReply: hidePrivate(lastReply ?? ''), nextAt: probeAt }
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
