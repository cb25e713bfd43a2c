import { database } from '#lib/db'
import { hidePrivate } from '#lib/domain/status/hide-private'

/** A run that did something, or failed. `ok` is null while nobody said how it ended. */
export type JobRun = {
  job: string
  startedAt: Date
  finishedAt: Date | null
  ok: boolean | null
  summary: string | null
  error: string | null
}

/** How a run ended: what it did (null: there was nothing to do) or why it failed. */
export type Outcome = { ok: true; summary: string | null } | { ok: false; error: string }

/**
 * Takes a job when it is due and nobody runs it, in one statement: of any number of workers and ticks exactly one hears true.
 *
 * Time is cut into pieces of `everyMs` since 1970 (UTC) and a job is due once in each, so that a tick that comes a little
 * early or late neither skips a run nor doubles it. A check noted in the far future comes from a clock that was wrong.
 *
 * What an operator asked for is due at once; what they paused is not due until it is asked for, or let go on.
 */
export async function claimJob(
  name: string,
  everyMs: number,
  leaseMs: number,
  worker: string,
  now: Date,
): Promise<boolean> {
  const { prisma } = await database()
  const pieceBegan = new Date(now.getTime() - (now.getTime() % everyMs))
  const leaseUntil = new Date(now.getTime() + leaseMs)
  const tooFar = new Date(now.getTime() + Math.max(everyMs, leaseMs))
  const claimed = await prisma.$queryRaw<unknown[]>`
    INSERT INTO "job" ("name", "last_checked_at", "lease_until", "leased_by")
    SELECT ${name}, ${now}, ${leaseUntil}, ${worker}
    WHERE NOT EXISTS (SELECT 1 FROM "pause" WHERE "what" = ${name})
      OR EXISTS (SELECT 1 FROM "job_request" WHERE "job" = ${name} AND "finished_at" IS NULL)
    ON CONFLICT ("name") DO UPDATE SET
      "last_checked_at" = excluded."last_checked_at",
      "lease_until" = excluded."lease_until",
      "leased_by" = excluded."leased_by"
    WHERE ("lease_until" IS NULL OR "lease_until" <= ${now} OR "lease_until" > ${tooFar})
      AND ("last_checked_at" IS NULL OR "last_checked_at" < ${pieceBegan} OR "last_checked_at" > ${tooFar}
        OR EXISTS (SELECT 1 FROM "job_request" WHERE "job" = ${name} AND "finished_at" IS NULL))
    RETURNING "name"`
  return claimed.length === 1
}

/** Prolongs the lease of a job that is still running, so that a short lease serves a long run. */
export async function renewJob(name: string, leaseMs: number, worker: string, now: Date): Promise<void> {
  const { prisma } = await database()
  const leaseUntil = new Date(now.getTime() + leaseMs)
  await prisma.job.updateMany({ where: { name, leasedBy: worker }, data: { leaseUntil } })
}

/** Gives a claimed job back and records the run; one that found nothing to do leaves no row. */
export async function finishJob(
  name: string,
  worker: string,
  startedAt: Date,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const { prisma } = await database()
  const worked = !outcome.ok || outcome.summary !== null
  if (worked) await recordRun(name, startedAt, outcome, now)
  await prisma.job.updateMany({
    where: { name, leasedBy: worker },
    data: { leaseUntil: null, leasedBy: null, ...(worked && { lastStartedAt: startedAt }) },
  })
}

/** Records a run that ended, by the schedule or by hand, as everybody may read it: the operator's own log has the full text. */
export async function recordRun(job: string, startedAt: Date, outcome: Outcome, now: Date): Promise<void> {
  const { prisma } = await database()
  await prisma.jobRun.create({
    data: {
      job,
      startedAt,
      finishedAt: now,
      ok: outcome.ok,
      summary: outcome.ok ? outcome.summary && hidePrivate(outcome.summary) : null,
      error: outcome.ok ? null : hidePrivate(outcome.error),
    },
  })
}

/** The newest runs of all jobs, newest first. */
export async function findRecentRuns(limit: number): Promise<JobRun[]> {
  const { prisma } = await database()
  const rows = await prisma.jobRun.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: limit })
  return rows.map(toRun)
}

/** The newest run of a job, or null. */
export async function findLastRun(job: string): Promise<JobRun | null> {
  const { prisma } = await database()
  const row = await prisma.jobRun.findFirst({ where: { job }, orderBy: { startedAt: 'desc' } })
  return row && toRun(row)
}

/** What an earlier version recorded may still hold what is not for everybody. */
function toRun({ id: _, ...run }: JobRun & { id: number }): JobRun {
  return { ...run, summary: run.summary && hidePrivate(run.summary), error: run.error && hidePrivate(run.error) }
}
