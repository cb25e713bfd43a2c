import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { describePruned, pruneLedger } from '#jobs/prune'
import { planSchedule } from '#jobs/schedule'
import { database } from '#lib/db'
import { parseEnv } from '#lib/env'
import { findAudit } from '#lib/store/audit'
import { findDamage } from '#lib/store/backup'
import { planDeliveries } from '#lib/store/delivery-plan'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { leaveSubscription } from '#lib/store/subscribers'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase } from '#tests/support/database'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'
import { ATTENTION, BERT, savePapers } from '#tests/support/papers'
import { ADA, BOB, saveReader } from '#tests/support/readers'

// The clock of the machine: the command line knows no other.
const NOW = new Date()
const DAY_MS = 86_400_000
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS)
const dateOf = (days: number) => ago(days).toISOString().slice(0, 10)

let ada: string
beforeEach(async () => {
  await openTestDatabase()
  await savePapers([ATTENTION, BERT])
  ada = await saveReader(ADA, ago(600))
})

afterAll(endServers)

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

/** Writes into the ledger that a reader's mails of so many days ago ended. */
async function saveEnded(reader: string, days: number[], state = 'sent') {
  const { transact } = await database()
  const rows = days.map(day => ({ date: dateOf(day), at: ago(day).getTime() }))
  await transact([
    {
      sql: `INSERT OR REPLACE INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at)
        SELECT ?1, r.value ->> 'date', ?2, r.value ->> 'at', 0, r.value ->> 'at' FROM json_each(?3) r`,
      args: [reader, state, JSON.stringify(rows)],
    },
  ])
}
const saveDelivered = async (paper: number, days: number) =>
  (await database()).prisma.deliveredPaper.create({
    data: { subscriberId: ada, paperPk: paper, localDate: dateOf(days) },
  })

/** How many days ago the mails were that the ledger knows, oldest first. */
async function known(reader: string): Promise<number[]> {
  const { prisma } = await database()
  const rows = await prisma.delivery.findMany({ where: { subscriberId: reader }, orderBy: { localDate: 'asc' } })
  return rows.map(({ localDate }) => Math.round((Date.parse(dateOf(0)) - Date.parse(localDate)) / DAY_MS))
}
const count = async (table: 'delivery' | 'letter') =>
  Number((await (await database()).read(`SELECT count(*) AS n FROM ${table}`, [])).rows[0]!.n)
const prune = (more: object = {}) => pruneLedger({ now: NOW, days: 400, papers: false, dryRun: false, ...more })

describe('what ended long ago', () => {
  it('is removed, and neither what is held, waits or was touched since, nor which papers went to whom', async () => {
    await saveEnded(ada, [...range(0, 390), ...range(410, 500)])
    await saveEnded(ada, [450], 'uncertain')
    await saveEnded(ada, [460], 'queued')
    await saveEnded(ada, [470], 'failed')
    await saveEnded(ada, [480], 'skipped')
    const { prisma } = await database()
    await prisma.delivery.updateMany({ where: { localDate: dateOf(490) }, data: { updatedAt: NOW } })
    await saveDelivered(1, 420)
    const letter = { subscriberId: ada, kind: 'manage', nextAttemptAt: NOW }
    for (const [state, days] of [
      ['sent', 500],
      ['uncertain', 500],
      ['sent', 5],
    ] as const)
      await prisma.letter.create({ data: { ...letter, state, queuedAt: ago(days), updatedAt: ago(days) } })

    const would = `88 deliveries, 1 letters, from before ${dateOf(400)}.`
    const tried = await runCommand(['prune', '--dry-run'])
    expect(tried).toEqual({ code: 0, err: '', out: `Would remove ${would} Nothing was changed.\n` })
    expect([await count('delivery'), await count('letter'), await findAudit(9)]).toEqual([482, 3, []])

    expect(await runCommand(['prune'])).toEqual({ code: 0, err: '', out: `Removed ${would}\n` })
    expect(await known(ada)).toEqual([490, 460, 450, ...range(0, 390).reverse()])
    expect(await count('letter')).toBe(2)
    expect(await findAudit(9)).toMatchObject([{ action: 'prune', outcome: `Removed ${would}` }])
    const again = `Nothing that may go is from before ${dateOf(400)}.\n`
    expect(await runCommand(['prune'])).toEqual({ code: 0, err: '', out: again })

    const asks = { window: 'day' as const, topics: [], subscriberId: ada, localDate: dateOf(0), limit: 10 }
    expect((await findDigestCandidates(asks)).map(({ title }) => title)).not.toContain(ATTENTION.title)
    // The link in a mail whose row is gone.
    await leaveSubscription(ada, NOW)
    expect(await (await database()).prisma.subscriber.findUnique({ where: { id: ada } })).toMatchObject({
      status: 'left',
    })
    expect(await findDamage(await database())).toBeNull()
  })

  it('with its papers lets those come again, but none of a mail that stays', async () => {
    await saveEnded(ada, [...range(0, 80), 420])
    await saveEnded(ada, [421], 'uncertain')
    await saveDelivered(1, 420)
    await saveDelivered(2, 421)
    expect((await runCommand(['prune', '--papers', '--dry-run'])).out).toMatch(
      /^Would remove 1 deliveries, 0 letters, 1 notes/,
    )
    expect((await runCommand(['prune', '--papers'])).out).toMatch(
      /^Removed 1 deliveries, 0 letters, 1 notes of a paper that may come again, from before /,
    )
    const { prisma } = await database()
    expect(await prisma.deliveredPaper.findMany({ select: { paperPk: true } })).toEqual([{ paperPk: 2 }])
    // Also where the mail itself went before.
    await prisma.delivery.deleteMany({ where: { localDate: dateOf(421) } })
    expect(await prune({ papers: true })).toMatchObject({ deliveries: 0, papers: 1 })
  })

  it('stays where it is among the newest fifty of its reader, or the last that they got', async () => {
    await saveEnded(ada, range(410, 410 + 49 * 7, 7), 'skipped')
    await saveEnded(ada, range(760, 800, 7))
    expect(await prune()).toMatchObject({ deliveries: 5 })
    expect(await known(ada)).toEqual([760, ...range(410, 410 + 49 * 7, 7).reverse()])
  })

  it('goes some hundred rows at a time, between which others write, and on where it was stopped', async () => {
    const bob = await saveReader(BOB, ago(600))
    for (const reader of [ada, bob]) await saveEnded(reader, [...range(0, 60), ...range(410, 809)])
    let asked = 0
    const signal = {
      get aborted() {
        return ++asked > 1
      },
    } as AbortSignal
    expect(await prune({ signal })).toMatchObject({ deliveries: 500, stopped: true })
    expect(await prune()).toMatchObject({ deliveries: 300, stopped: false })
  })
})

it('works on a server too', async context => {
  const why = await whyNoServer()
  if (why) context.skip(why)
  await openTestDatabase({ DATABASE_URL: (await startServer()).url })
  await savePapers([ATTENTION])
  ada = await saveReader(ADA, ago(600))
  await saveEnded(ada, [...range(0, 60), 420])
  await saveDelivered(1, 420)
  const all = { deliveries: 1, letters: 0, papers: 1 }
  for (const dryRun of [true, false]) expect(await prune({ papers: true, dryRun })).toMatchObject(all)
  expect(await prune({ papers: true })).toMatchObject({ deliveries: 0, papers: 0 })
})

it('is stopped while it only counts, too', async () => {
  const report = await prune({ dryRun: true, signal: AbortSignal.abort() })
  expect(report.stopped).toBe(true)
  expect(describePruned(report, true)).toMatch(/^Stopped before all was counted\. Would remove 0 deliveries/)
})

it('never lets a date be sent twice, not by a clock that was years ahead either', async () => {
  await saveEnded(ada, range(0, 500))
  const ahead = ago(-1000)
  const { prisma } = await database()
  await planDeliveries(ahead)
  // The newest of them even left.
  await prisma.delivery.updateMany({ where: { state: 'queued' }, data: { state: 'sent' } })
  expect((await prune({ now: ahead, days: 90 })).deliveries).toBeGreaterThan(400)
  expect(await known(ada)).toContain(0)
  await planDeliveries(NOW)
  expect(await prisma.delivery.findFirst({ where: { localDate: dateOf(0) } })).toMatchObject({ state: 'sent' })
  const queued = await prisma.delivery.findMany({ where: { state: 'queued', dueAt: { lte: NOW } } })
  expect(queued).toEqual([])
})

describe('every day', () => {
  const tidy = () =>
    planSchedule([])
      .find(({ name }) => name === 'tidy')!
      .run({ now: NOW, worker: 'ada', signal: new AbortController().signal })

  it('nothing is removed unless a setting says so', async () => {
    await saveEnded(ada, [...range(0, 60), 420])
    expect(await tidy()).toBeNull()
    await openTestDatabase({ KEEP_DELIVERIES_DAYS: '400' })
    ada = await saveReader(ADA, ago(600))
    await saveEnded(ada, [...range(0, 60), 420])
    expect(await tidy()).toBe(`Removed 1 deliveries, 0 letters, from before ${dateOf(400)}.`)
  })
})

it.each(['89', '90.5', 'x', '-1'])('refuses to keep %s days', async days => {
  const said = `--days "${days}" is no number of days that is allowed: at least 90.\n`
  expect(await runCommand(['prune', `--days=${days}`])).toEqual({ code: 2, out: '', err: said })
  expect(() => parseEnv({ KEEP_DELIVERIES_DAYS: days })).toThrow(
    /^KEEP_DELIVERIES_DAYS must be a whole number of days, 90 or more \(it is /,
  )
})
