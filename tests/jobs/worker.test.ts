import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Job, planSchedule } from '#jobs/schedule'
import { runDueJobs, runWorker } from '#jobs/worker'
import { newWorkerName } from '#jobs/worker-name'
import { findRecentRuns } from '#lib/store/jobs'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T08:00:00Z')
const MINUTE = 60_000
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE)

let db: TestDatabase

beforeEach(async () => {
  db = await openTestDatabase()
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})

const context = (now = NOW, worker = newWorkerName()) => ({ now, worker, signal: new AbortController().signal })

function countingJob(name: string, work: () => Promise<string | null>) {
  const job = {
    name,
    everyMs: MINUTE,
    runs: 0,
    run() {
      job.runs++
      return work()
    },
  }
  return job satisfies Job & { runs: number }
}

describe('a tick', () => {
  it('fired fifty times at once, by four workers, runs each job once', async () => {
    const job = countingJob('count', async () => sleep(20, 'Counted.'))
    const workers = Array.from({ length: 4 }, newWorkerName)
    await Promise.all(Array.from({ length: 50 }, (_, i) => runDueJobs([job], context(NOW, workers[i % 4]))))
    expect(job.runs).toBe(1)
    expect(await findRecentRuns(10)).toMatchObject([{ job: 'count', ok: true, summary: 'Counted.' }])
  })

  it('runs the others when one fails, and that one again at its next time', async () => {
    const failing = countingJob('failing', async () => {
      throw new Error('the source is away', { cause: new Error('ECONNREFUSED') })
    })
    const fine = countingJob('fine', async () => null)
    await runDueJobs([failing, fine], context())
    await runDueJobs([failing, fine], context(later(1)))
    expect([failing.runs, fine.runs]).toEqual([2, 2])
    const error = 'the source is away: ECONNREFUSED'
    expect(await findRecentRuns(10)).toMatchObject([
      { job: 'failing', ok: false, error },
      { job: 'failing', ok: false, error },
    ])
  })

  it('outlives a database that is away', async () => {
    const job = countingJob('count', async () => null)
    await db.script('ALTER TABLE job RENAME TO away')
    await runDueJobs([job], context())
    expect(job.runs).toBe(0)
    await db.script('ALTER TABLE away RENAME TO job')
    await runDueJobs([job], context(later(1)))
    expect(job.runs).toBe(1)
  })

  it('keeps a long job its worker’s from minute to minute', async () => {
    let end = () => {}
    const long = countingJob('long', () => new Promise(resolve => (end = () => resolve('Done.'))))
    const running = runDueJobs([long], context(NOW, 'ada'))
    while (long.runs === 0) await sleep(5)
    for (let minute = 1; minute <= 10; minute++) {
      await runDueJobs([long], context(later(minute), 'ada'))
      await runDueJobs([long], context(later(minute), 'bob'))
    }
    expect(long.runs).toBe(1)
    end()
    await running
    expect(await findRecentRuns(10)).toHaveLength(1)
  })

  it('starts nothing once the worker is to stop', async () => {
    const job = countingJob('count', async () => null)
    await runDueJobs([job], { ...context(), signal: AbortSignal.abort() })
    expect(job.runs).toBe(0)
  })
})

describe('the worker', () => {
  it('runs what is due when it starts, and ends when told', async () => {
    const controller = new AbortController()
    const working = runWorker({ signal: controller.signal })
    while ((await findRecentRuns(1)).length === 0) await sleep(20)
    controller.abort()
    await working
    expect(await findRecentRuns(10)).toMatchObject([
      { job: 'rank', ok: true, summary: expect.stringMatching(/^Ranked/) },
    ])
    const checked = await db.prisma.job.findMany({ orderBy: { name: 'asc' } })
    expect(checked.map(job => [job.name, job.leaseUntil])).toEqual(
      planSchedule([])
        .map(job => [job.name, null])
        .sort(),
    )
  })
})
