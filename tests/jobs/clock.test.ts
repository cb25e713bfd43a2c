import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { database } from '#lib/db'
import type { Preferences } from '#lib/domain/subscription/preferences'
import { closeMail } from '#lib/mail'
import { claimDeliveries } from '#lib/store/deliveries'
import { planDeliveries } from '#lib/store/delivery-plan'
import { findSubscription } from '#lib/store/subscribers'
import { openTestDatabase } from '../support/database.ts'
import { savePapers, seedPapers } from '../support/papers.ts'
import { ADA, saveReader } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

// Ada gets her mail at 07:00 UTC. `hours` count from Monday, 23 November, 07:00.
const JOINED = new Date('2026-11-22T12:00:00Z')
const at = (hours: number) => new Date(Date.UTC(2026, 10, 23, 7) + hours * 3_600_000)
const send = (hours: number) => sendDueDigests({ now: at(hours), worker: 'test' })
const YEAR = 365 * 24

let smtp: TestSmtp
beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(async () => {
  closeMail()
  await smtp.stop()
})
beforeEach(async () => {
  smtp.fail([])
  smtp.arrived.length = 0
  await openTestDatabase({ SMTP_URL: smtp.url, MAIL_FROM: 'Attn <digest@example.org>' })
  await savePapers(seedPapers('video', 200, 'video'))
})

/** The dates of the issues that arrived, as in their subjects. */
const dates = () => smtp.arrived.map(({ mail }) => /\d+ \w+ \d{4}/.exec(mail.subject!)![0])
const join = (preferences: Partial<Preferences> = {}) => saveReader(ADA, JOINED, preferences)

/** A worker that looks every hour, from one hour to another. */
async function work(from: number, to: number): Promise<void> {
  for (let hour = from; hour <= to; hour++) await send(hour)
}

describe('a clock that', { timeout: 180_000 }, () => {
  it.each([-1, 0, 1])('goes two hours back, %i h after the hour, changes nothing', async hour => {
    await join()
    await work(-3, hour)
    await work(hour - 2, 49)
    expect(dates()).toEqual(['23 Nov 2026', '24 Nov 2026', '25 Nov 2026'])
  })
  it.each([-2, 0, 3])('is a day ahead for a while, %i h after the hour, brings the next issue early', async hour => {
    await join()
    await work(-3, hour - 1)
    await send(hour + 24)
    await work(hour, 73)
    expect(new Set(dates()).size).toBe(dates().length)
    expect(dates().toSorted()).toEqual(['23 Nov 2026', '24 Nov 2026', '25 Nov 2026', '26 Nov 2026'])
  })
  it('is some days ahead keeps none of the days between from their issue', async () => {
    await join()
    await send(75)
    await work(-1, 97)
    expect(dates()).toEqual(['26 Nov 2026', '23 Nov 2026', '24 Nov 2026', '25 Nov 2026', '27 Nov 2026'])
  })
  it.each([
    ['daily', ['22 Nov 2027', '23 Nov 2026', '24 Nov 2026', '25 Nov 2026']],
    ['weekly', ['22 Nov 2027', '23 Nov 2026', '30 Nov 2026', '7 Dec 2026']],
  ] as const)('is a year ahead silences no %s reader, then or in a year', async (frequency, expected) => {
    const id = await join({ frequency })
    const days = frequency === 'weekly' ? 7 : 1
    const step = days * 24
    // That is a Monday, too.
    await send(YEAR - 24 + 3)
    expect((await findSubscription(id))!.nextDueAt!.getTime()).toBeGreaterThan(at(YEAR - 24).getTime())
    await send(-1)
    for (const turn of [0, 1, 2]) await work(turn * step - 1, turn * step + 1)
    expect(dates()).toEqual(expected)
    smtp.arrived.length = 0
    // Nobody worked in between; the days around that day are as any others, and it had its issue.
    for (const turn of [-2, -1, 0, 1]) await work(YEAR - 24 + turn * step, YEAR - 24 + turn * step + 1)
    expect(dates()).toHaveLength(3)
    expect(dates()).not.toContain(expected[0])
  })
  it('is ahead where nothing new is to be had does not use up the day', async () => {
    await join({ topics: ['code'] })
    expect((await send(25)).skipped).toBe(1)
    await savePapers(seedPapers('code', 20, 'code'))
    await work(0, 25)
    expect(dates()).toEqual(['23 Nov 2026', '24 Nov 2026'])
  })
  it('is ahead while no server answers takes no issue with it', async () => {
    await join()
    smtp.fail([{ at: 'rcpt', reply: 421 }], true)
    closeMail()
    await send(0)
    await send(24)
    smtp.fail([])
    await work(1, 25)
    expect(dates()).toEqual(['23 Nov 2026', '24 Nov 2026'])
  })
  it('is a year ahead in a worker that vanishes holds no claim until then', async () => {
    await join()
    await planDeliveries(at(0))
    expect(await claimDeliveries('vanished', at(YEAR), 10)).toHaveLength(1)
    await send(1)
    expect(dates()).toEqual(['23 Nov 2026'])
  })
  it('was never right brings no mail before anybody subscribed', async () => {
    await join()
    await send(-50 * YEAR)
    expect(await (await database()).prisma.delivery.count()).toBe(0)
    await work(-1, 1)
    expect(dates()).toEqual(['23 Nov 2026'])
  })
})
