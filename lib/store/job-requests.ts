import { primary } from '#lib/db'
import { hidePrivate } from '#lib/domain/status/hide-private'
import type { Outcome } from './jobs.ts'

/** A run that an operator asked for. `takenAt`: a worker is at it, or was; `said`: what came of it, null until then. */
export type JobRequest = {
  id: number
  job: string
  askedBy: string
  askedAt: Date
  takenAt: Date | null
  finishedAt: Date | null
  ok: boolean | null
  said: string | null
}

/** Asks for a run: the next worker that looks makes it. Asked for twice before that, it is one. Returns its id. */
export async function askForRun(job: string, who: string, now: Date): Promise<number> {
  const { transact, prisma } = await primary()
  await transact([
    {
      sql: `INSERT INTO job_request (job, asked_by, asked_at) SELECT ?1, ?2, ?3
            WHERE NOT EXISTS (SELECT 1 FROM job_request WHERE job = ?1 AND finished_at IS NULL AND taken_at IS NULL)`,
      args: [job, who, now.getTime()],
    },
  ])
  const { id } = await prisma.jobRequest.findFirstOrThrow({ where: { job }, orderBy: { id: 'desc' } })
  return id
}

/**
 * Takes what is asked of a job, for the worker that has its lease; also what another had taken and did not end. A wish that comes later is
 * for another run. Returns the ids.
 */
export async function takeRequests(job: string, worker: string, now: Date): Promise<number[]> {
  const { prisma } = await primary()
  const open = await prisma.$queryRaw<{ id: number | bigint }[]>`
    SELECT "id" FROM "job_request" WHERE "job" = ${job} AND "finished_at" IS NULL`
  const ids = open.map(({ id }) => Number(id))
  if (ids.length > 0)
    await prisma.jobRequest.updateMany({ where: { id: { in: ids } }, data: { takenBy: worker, takenAt: now } })
  return ids
}

/** Says what came of runs that were asked for. */
export async function finishRequests(ids: number[], outcome: Outcome, now: Date): Promise<void> {
  if (ids.length === 0) return
  const { prisma } = await primary()
  const said = outcome.ok ? (outcome.summary ?? 'There was nothing to do.') : outcome.error
  await prisma.jobRequest.updateMany({
    where: { id: { in: ids } },
    data: { finishedAt: now, ok: outcome.ok, said: hidePrivate(said) },
  })
}

/** What is asked for and not done yet, oldest first. */
export async function findOpenRequests(): Promise<JobRequest[]> {
  const { prisma } = await primary()
  return prisma.jobRequest.findMany({ where: { finishedAt: null }, orderBy: { id: 'asc' }, omit: { takenBy: true } })
}

/** One of them, or null. */
export async function findRequest(id: number): Promise<JobRequest | null> {
  const { prisma } = await primary()
  return prisma.jobRequest.findUnique({ where: { id }, omit: { takenBy: true } })
}

/** Deletes what was asked for before a time; of that, what no worker ever took too. */
export async function deleteRequests(before: Date): Promise<void> {
  const { prisma } = await primary()
  await prisma.jobRequest.deleteMany({ where: { askedAt: { lt: before } } })
}
