import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import type { Job } from '#jobs/schedule'
import { runDueJobs } from '#jobs/worker'
import { newWorkerName } from '#jobs/worker-name'
import { closeMail } from '#lib/mail'
import { findAudit } from '#lib/store/audit'
import { findRequest } from '#lib/store/job-requests'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ATTENTION, savePapers } from '#tests/support/papers'
import { ADA, saveReader, saveRequest } from '#tests/support/readers'
import { startSmtp, type TestSmtp } from '#tests/support/smtp'

const HOUR = 3_600_000
const NOW = new Date('2026-11-23T08:00:30Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

let db: TestDatabase
let smtp: TestSmtp
beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(async () => {
  closeMail()
  await smtp.stop()
})
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  smtp.arrived.length = 0
  db = await openTestDatabase({ SMTP_URL: smtp.url, MAIL_FROM: 'Attn <digest@example.org>' })
})

const settings = () => ({ DATA_DIR: db.dir, DATABASE_URL: db.url })
const attn = async (...args: string[]) => {
  const { code, out } = await runCommand(args, settings())
  return { code, out }
}

it('two workers make a run that was asked for exactly once, between the times of the schedule', async () => {
  const workers = [newWorkerName(), newWorkerName()]
  const runs: string[] = []
  const job: Job = {
    name: 'rank',
    everyMs: HOUR,
    run: async ({ worker }) => {
      runs.push(worker)
      return sleep(20, 'Ranked.')
    },
  }
  const tick = (now: Date) =>
    Promise.all(workers.map(worker => runDueJobs([job], { now, worker, signal: new AbortController().signal })))
  await tick(NOW)
  await tick(later(1))
  expect(runs).toHaveLength(1)
  const asked = await attn('run', 'rank', '--json')
  const { id } = JSON.parse(asked.out)
  for (const minute of [2, 3, 4]) await tick(later(minute))
  expect(runs).toHaveLength(2)
  expect(await findRequest(id)).toMatchObject({ ok: true, said: 'Ranked.', takenAt: later(2) })
  expect(await findAudit(5)).toMatchObject([
    {
      who: expect.stringMatching(/^command line: /),
      action: 'run',
      target: 'rank',
      outcome: 'rank runs within a minute.',
    },
  ])
  expect((await attn('run', 'nothing')).code).toBe(2)
})

it('no mail leaves while an operator paused it, and all of it once it goes on', async () => {
  await savePapers([ATTENTION])
  await saveReader(ADA, new Date('2026-11-22T12:00:00Z'))
  await saveRequest('dora@example.org', NOW)
  expect((await attn('pause', 'mail', '--why', 'the server moves')).out).toBe('No mail leaves any more.\n')
  expect((await attn('pause', 'the moon')).code).toBe(2)
  expect((await attn('pause')).out).toContain('mail  since')
  const send = async (now: Date) => {
    await sendDueDigests({ now, worker: 'test' })
    await sendDueLetters({ now, worker: 'test' })
  }
  await send(NOW)
  expect(smtp.arrived).toEqual([])
  expect((await attn('mail')).out).toContain('All mail is paused')
  expect((await attn('resume', 'mail')).code).toBe(0)
  await send(later(1))
  expect(smtp.arrived.map(({ to }) => to).toSorted()).toEqual([ADA, 'dora@example.org'])
  const { entries } = JSON.parse((await attn('audit', '--json')).out)
  expect(entries.map(({ action, target }: { action: string; target: string }) => `${action} ${target}`)).toEqual([
    'pause mail (the server moves)',
    'resume mail',
  ])
})
