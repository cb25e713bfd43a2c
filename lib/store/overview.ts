import { fromPrimary, primary } from '#lib/db'
import { type AuditEntry, findAudit } from './audit.ts'
import { findHeld, type HeldMail } from './held.ts'
import { findOpenRequests, type JobRequest } from './job-requests.ts'
import { findRecentRuns, type JobRun } from './jobs.ts'
import { findPauses, type Pause } from './pauses.ts'
import { findStatus, type Status } from './status.ts'
import { countSuppressions } from './suppressions.ts'

/** What an operator sees on one page. `retryAt`: of each source, when it may be asked again; `waiting`: the queue by state. */
export type Overview = {
  status: Status
  waiting: Record<string, number>
  held: HeldMail[]
  suppressed: Record<string, number>
  pauses: Pause[]
  requests: JobRequest[]
  retryAt: Record<string, Date | null>
  runs: JobRun[]
  audit: AuditEntry[]
}

const MOST_HELD = 50
const MOST_RUNS = 50
const MOST_AUDIT = 50

/** As it is now, not as a copy has it, or a button just pressed would seem to have done nothing. @throws while the server is away */
export function findOverview(now: Date): Promise<Overview> {
  return fromPrimary(async () => ({
    status: await findStatus(now),
    waiting: await countWaiting(),
    held: await findHeld(MOST_HELD),
    suppressed: await countSuppressions(),
    pauses: await findPauses(),
    requests: await findOpenRequests(),
    retryAt: await findRetries(),
    runs: await findRecentRuns(MOST_RUNS),
    audit: await findAudit(MOST_AUDIT),
  }))
}

/** What an operator can run: jobs, and visits of sources, which can be paused as well. */
export type Operable = { jobs: string[]; visits: string[] }

export async function findOperable(): Promise<Operable> {
  const { prisma } = await primary()
  const jobs = await prisma.job.findMany({
    select: { name: true },
    where: { name: { not: { startsWith: 'ingest ' } } },
  })
  const sources = await prisma.sourceState.findMany({ select: { name: true }, where: { everyMs: { not: null } } })
  return { jobs: jobs.map(({ name }) => name), visits: sources.map(({ name }) => `ingest ${name}`) }
}

async function countWaiting(): Promise<Record<string, number>> {
  const { prisma } = await primary()
  const where = { state: { in: ['queued', 'retry', 'claimed', 'sending'] } }
  const groups = await prisma.delivery.groupBy({ by: ['state'], _count: true, where })
  return Object.fromEntries(groups.map(group => [group.state, group._count]))
}

async function findRetries(): Promise<Record<string, Date | null>> {
  const { prisma } = await primary()
  const rows = await prisma.sourceState.findMany({ select: { name: true, retryAt: true } })
  return Object.fromEntries(rows.map(({ name, retryAt }) => [name, retryAt]))
}
