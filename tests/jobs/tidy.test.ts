import { beforeEach, expect, it, vi } from 'vitest'
import { planSchedule } from '#jobs/schedule'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T08:00:00Z')

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

it('does what else there is to do where a step fails, and says so', async () => {
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await db.script(`INSERT INTO job_run (job, started_at, finished_at, ok) VALUES ('rank', 0, 0, 1);
    ALTER TABLE asking RENAME TO away;
    ALTER TABLE admin_entry RENAME TO away_too;`)
  const { run } = planSchedule([]).find(({ name }) => name === 'tidy')!
  await expect(run({ now: NOW, worker: 'ada', signal: new AbortController().signal })).rejects.toThrow(/asking/)
  expect(String(err.mock.calls)).toContain('admin_entry')
  expect(await db.prisma.jobRun.count()).toBe(0)
})
