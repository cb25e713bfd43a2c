import { beforeEach, describe, expect, it, vi } from 'vitest'
import { database } from '#lib/db'
import { secret } from '#lib/secret'
import { endSession, findEntry, findSession, forgetEntries, makeEntry, takeEntry } from '#lib/store/admin-entries'
import { findAudit, forgetAudit, recordAudit } from '#lib/store/audit'
import { FIGURES, findGauges } from '#lib/store/gauges'
import { askForRun, findOpenRequests, findRequest, finishRequests, takeRequests } from '#lib/store/job-requests'
import { claimJob, finishJob } from '#lib/store/jobs'
import { operate } from '#lib/store/operator'
import { findPauses } from '#lib/store/pauses'
import { checkReadiness } from '#lib/store/ready'
import { findStatus } from '#lib/store/status'
import { suppressReader } from '#lib/store/suppressions'
import { saveCrowd } from '#tests/support/crowd'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ADA, saveReader } from '#tests/support/readers'

const NOW = new Date('2026-11-23T08:00:00Z')
const MINUTE = 60_000
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE)
const ops = (now = NOW) => ({ who: 'ops@example.org', now, secret: secret() })
const claim = (job: string, worker: string, now: Date) => claimJob(job, 60 * MINUTE, 3 * MINUTE, worker, now)

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

describe('the audit', () => {
  it('has what was done, by whom and what came of it, also where nothing did', async () => {
    const id = await saveReader(ADA, NOW)
    await suppressReader(id, { reason: 'bounced', detail: 'gone' }, NOW)
    await operate({ do: 'lift', address: ADA }, ops())
    await operate({ do: 'lift', address: ADA }, ops(later(1)))
    await operate({ do: 'pause', what: 'mail', why: 'ask bob@example.org' }, ops(later(2)))
    await operate({ do: 'resend', held: { key: 'letter/7' } }, ops(later(3)))
    expect(
      (await findAudit(9)).map(({ at, who, action, target, outcome }) => [at, who, action, target, outcome]),
    ).toEqual([
      [later(3), 'ops@example.org', 'resend held mail', 'letter/7', 'No held mail is that one.'],
      [later(2), 'ops@example.org', 'pause', 'mail (ask [address])', 'No mail leaves any more.'],
      [later(1), 'ops@example.org', 'lift suppression', 'a…@example.org', 'That address was not suppressed.'],
      [NOW, 'ops@example.org', 'lift suppression', 'a…@example.org', 'That address gets mail again.'],
    ])
  })

  it('has what failed', async () => {
    await db.script('ALTER TABLE pause RENAME TO away')
    await expect(operate({ do: 'pause', what: 'mail', why: null }, ops())).rejects.toThrow()
    expect(await findAudit(9)).toMatchObject([{ action: 'pause', outcome: expect.stringMatching(/^Failed: /) }])
  })

  it('does not call failed what was done and could not be written down', async () => {
    await db.script(`CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.outcome NOT LIKE 'Failed: %' BEGIN
      SELECT RAISE(ABORT, 'the disk is full'); END`)
    await expect(operate({ do: 'pause', what: 'mail', why: null }, ops())).rejects.toThrow()
    expect(await findPauses()).toHaveLength(1)
    expect(await findAudit(9)).toEqual([])
  })

  it('cannot be changed, and forgets nothing younger than a year, but what is older than 400 days', async () => {
    const old = new Date(Date.now() - 401 * 86_400_000)
    for (const at of [old, new Date()]) await recordAudit({ who: 'a', action: 'b', target: null, outcome: 'c' }, at)
    await expect(db.script(`UPDATE audit SET who = 'somebody else'`)).rejects.toThrow(/only ever added to/)
    await expect(db.script('DELETE FROM audit')).rejects.toThrow(/a year is kept/)
    expect(await findAudit(9)).toHaveLength(2)
    await forgetAudit(new Date())
    expect(await findAudit(9)).toHaveLength(1)
  })
})

describe('a run that was asked for', () => {
  it('is due at once and once, and what is asked for meanwhile is for another run', async () => {
    expect(await claim('rank', 'ada', NOW)).toBe(true)
    await finishJob('rank', 'ada', NOW, { ok: true, summary: null }, NOW)
    expect(await claim('rank', 'ada', later(1))).toBe(false)
    const id = await askForRun('rank', 'ops', later(1))
    expect(await askForRun('rank', 'somebody else', later(1))).toBe(id)
    const claims = await Promise.all(Array.from({ length: 20 }, (_, i) => claim('rank', `worker ${i}`, later(2))))
    expect(claims.filter(Boolean)).toHaveLength(1)
    const worker = `worker ${claims.indexOf(true)}`
    expect(await takeRequests('rank', worker, later(2))).toEqual([id])
    const next = await askForRun('rank', 'ops', later(2))
    expect(next).not.toBe(id)
    await finishRequests([id], { ok: false, error: 'see /var/lib/attn' }, later(3))
    await finishJob('rank', worker, later(2), { ok: true, summary: null }, later(3))
    expect(await findRequest(id)).toMatchObject({ ok: false, said: 'see [path]', finishedAt: later(3) })
    expect(await findOpenRequests()).toMatchObject([{ id: next, takenAt: null }])
    expect(await claim('rank', 'ada', later(3))).toBe(true)
  })

  it('is taken over from a worker that vanished', async () => {
    const id = await askForRun('rank', 'ops', NOW)
    expect(await claim('rank', 'ada', NOW)).toBe(true)
    await takeRequests('rank', 'ada', NOW)
    expect(await claim('rank', 'bob', later(2))).toBe(false)
    expect(await claim('rank', 'bob', later(4))).toBe(true)
    expect(await takeRequests('rank', 'bob', later(4))).toEqual([id])
  })
})

describe('a job that is paused', () => {
  it('is not due until it goes on, or is asked for', async () => {
    await operate({ do: 'pause', what: 'rank', why: null }, ops())
    expect(await operate({ do: 'pause', what: 'rank', why: null }, ops())).toMatchObject({ ok: false })
    expect(await findPauses()).toMatchObject([{ what: 'rank', who: 'ops@example.org' }])
    expect(await claim('rank', 'ada', NOW)).toBe(false)
    await askForRun('rank', 'ops', NOW)
    expect(await claim('rank', 'ada', NOW)).toBe(true)
    await finishRequests(await takeRequests('rank', 'ada', NOW), { ok: true, summary: null }, NOW)
    await finishJob('rank', 'ada', NOW, { ok: true, summary: null }, NOW)
    expect(await claim('rank', 'ada', later(120))).toBe(false)
    await operate({ do: 'resume', what: 'rank' }, ops())
    expect(await claim('rank', 'ada', later(120))).toBe(true)
  })
})

it('says to everybody since when mail or a source is paused, and neither who did nor why', async () => {
  await db.script(`INSERT INTO source_state (name) VALUES ('arxiv'), ('github')`)
  await operate({ do: 'pause', what: 'mail', why: 'the provider moves' }, ops())
  await operate({ do: 'pause', what: 'ingest arxiv', why: null }, ops(later(1)))
  const status = await findStatus(later(2))
  expect([status.mailPausedAt, status.sources.map(({ name, pausedAt }) => [name, pausedAt])]).toEqual([
    NOW,
    [
      ['arxiv', later(1)],
      ['github', null],
    ],
  ])
  expect(JSON.stringify(status)).not.toMatch(/ops@example|provider moves/)
})

describe('a way into /admin', () => {
  it('works once, of any number at once, until its time is over', async () => {
    const until = later(15)
    const id = await makeEntry('ops@example.org', { now: NOW, until })
    expect(await findSession(id, NOW)).toBeNull()
    expect(await findEntry(id, NOW)).toBe('ops@example.org')
    expect(await takeEntry(id, { now: later(15), until: later(720) })).toBeNull()
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeEntry(id, { now: NOW, until: later(720) })))
    expect(taken.filter(Boolean)).toEqual(['ops@example.org'])
    expect(await findEntry(id, NOW)).toBeNull()
    expect([await findSession(id, later(719)), await findSession(id, later(720))]).toEqual(['ops@example.org', null])
    await endSession(id, later(1))
    expect(await findSession(id, later(1))).toBeNull()
    await forgetEntries(later(720))
    expect(await db.prisma.adminEntry.count()).toBe(0)
  })
})

describe('what is drawn over time', () => {
  it('counts the queue, the oldest that waits, and how mails ended', async () => {
    await saveCrowd(4, { dueAt: NOW })
    const ids = (await db.prisma.subscriber.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
    for (const [i, subscriberId] of ids.entries())
      await db.prisma.delivery.create({
        data: {
          ...{ subscriberId, localDate: '2026-11-23', state: 'queued', dueAt: later(-i - 1) },
          ...{ nextAttemptAt: NOW, updatedAt: NOW },
        },
      })
    const become = (state: string, from: number, to: number) =>
      db.prisma.delivery.updateMany({ where: { subscriberId: { in: ids.slice(from, to) } }, data: { state } })
    await become('sending', 1, 4)
    await become('sent', 2, 4)
    await become('retry', 1, 2)
    const facts = await findGauges(NOW)
    expect(facts.digests).toEqual({ queued: 1, retry: 1 })
    expect(facts.oldestDigestAt).toEqual(later(-2))
    const count = (result: string) => facts.mails.find(each => each.kind === 'digest' && each.result === result)?.count
    expect([count('sent'), count('retry'), count('failed')]).toEqual([2, 1, 0])
  })

  it('looks at those that wait alone', async () => {
    const plan = await db.prisma.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${FIGURES}`)
    const read = plan.map(({ detail }) => detail).filter(detail => /\b(delivery|letter|job_request)\b/.test(detail))
    expect(read.length).toBeGreaterThan(4)
    // Each by an index, and no scan of a table that grows.
    expect(read.filter(detail => !/USING (COVERING )?INDEX/.test(detail))).toEqual([])
    expect(read.join()).toContain('delivery_waiting')
  })
})

describe('whether all is of use', () => {
  const check = (now: Date, migrations: string[], dataDir = db.dir, awaySince: Date | null = null) =>
    checkReadiness({ now, dataDir, migrations, awaySince })
  const applied = async () =>
    (await db.prisma.$queryRaw<{ id: string }[]>`SELECT id FROM _migration`).map(({ id }) => id)

  it('is said check by check', async () => {
    const known = await applied()
    const fresh = await check(NOW, known)
    expect(Object.entries(fresh).filter(([, { ok }]) => !ok)).toEqual([
      ['worker', { ok: false, says: 'No worker was ever seen.' }],
    ])
    await claim('rank', 'ada', NOW)
    expect((await check(later(4), known)).worker).toEqual({ ok: true, says: 'One was seen 240 s ago.' })
    expect((await check(later(6), known)).worker.ok).toBe(false)
    expect((await check(NOW, [...known, 'one more'])).migrations.says).toContain('1 migrations are not applied')
    expect((await check(NOW, known.slice(1))).migrations.ok).toBe(false)
    expect((await check(NOW, known, `${db.dir}/none`)).disk.ok).toBe(true)
    expect((await check(later(1), known, db.dir, NOW)).database).toEqual({
      ok: false,
      says: expect.stringContaining('does not follow its server since 2026-11-23T08:00:00.000Z'),
    })
    await db.script('ALTER TABLE search_segment RENAME TO away')
    const broken = await check(NOW, known)
    expect([broken.index.ok, broken.database.ok]).toEqual([false, true])
    expect(JSON.stringify(broken)).not.toContain(db.dir)
  })

  it('takes the lock of those who write once, however often it is asked', async () => {
    const transact = vi.spyOn(await database(), 'transact')
    for (let i = 0; i < 2; i++) await Promise.all(Array.from({ length: 10 }, () => check(NOW, [])))
    expect(transact.mock.calls.length).toBeLessThan(2)
  })
})
