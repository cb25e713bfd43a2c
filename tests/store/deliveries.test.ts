import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { claimDeliveries, countDeliveries, expireLeases, findWaiting, releaseDeliveries } from '#lib/store/deliveries'
import { planDeliveries, previewDeliveries } from '#lib/store/delivery-plan'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { changeSubscription, findSubscription, leaveSubscription } from '#lib/store/subscribers'
import { type DeliveryResult, exchangeNotes, type SettledDelivery, type WireMark } from '#lib/store/wire'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, BERT, MAMBA, savePapers, seedPapers } from '../support/papers.ts'
import { ADA, BOB, saveNamedReaders, saveReader } from '../support/readers.ts'

// Ada gets her mail at 07:00 UTC.
const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000)
const reply = { reply: '250 ok', jitter: 0 }

beforeEach(async () => {
  await openTestDatabase()
})

const ledger = async (subscriberId: string) =>
  (await (await database()).prisma.delivery.findMany({ where: { subscriberId } })).map(
    row => `${row.localDate} ${row.state}${row.reason ? `: ${row.reason}` : ''}`,
  )
const markSending = async (mark: WireMark, worker: string, now: Date) =>
  (await exchangeNotes(worker, { results: [], marks: [mark], heard: [] }, now)).size === 1
const markDelivery = (row: Omit<SettledDelivery, 'result'>, worker: string, result: DeliveryResult, now: Date) =>
  exchangeNotes(worker, { results: [{ ...row, result }], marks: [], heard: [] }, now)
const onWire = (subscriberId: string) => ({ subscriberId, localDate: '2026-11-23', messageId: '<m>', paperPks: [1] })

describe('planning', () => {
  it('puts one row a local date into the ledger, for active readers only, however often it runs', async () => {
    const { ada, bob, cleo } = await saveNamedReaders(JOINED)
    expect(await planDeliveries(later(-0.001))).toEqual({ queued: 0, late: 0 })
    expect(await previewDeliveries(DUE)).toEqual([{ subscriberId: ada, localDate: '2026-11-23' }])
    const runs = await Promise.all(Array.from({ length: 20 }, () => planDeliveries(DUE)))
    expect(runs.reduce((sum, run) => sum + run.queued, 0)).toBe(1)
    expect(await ledger(ada)).toEqual(['2026-11-23 queued'])
    expect([...(await ledger(bob)), ...(await ledger(cleo))]).toEqual([])
    expect((await findSubscription(ada))?.nextDueAt).toEqual(later(24))
  })
  it('cannot bring a date back that the ledger has, whatever the reader’s next due time says', async () => {
    const ada = await saveReader(ADA, JOINED)
    const { prisma } = await database()
    await planDeliveries(DUE)
    await prisma.delivery.updateMany({ data: { state: 'sent' } })
    await prisma.subscriber.update({ where: { id: ada }, data: { nextDueAt: DUE } })
    expect(await planDeliveries(DUE)).toEqual({ queued: 0, late: 0 })
    expect(await ledger(ada)).toEqual(['2026-11-23 sent'])
  })
  it('after days of silence queues the newest within the grace and records the rest', async () => {
    const ada = await saveReader(ADA, JOINED)
    expect(await planDeliveries(later(3 * 24 + 1))).toEqual({ queued: 1, late: 3 })
    expect(await ledger(ada)).toEqual([
      '2026-11-23 skipped: too late',
      '2026-11-24 skipped: too late',
      '2026-11-25 skipped: too late',
      '2026-11-26 queued',
    ])
  })
  it('sends nothing that is older than the grace, planned or not', async () => {
    const ada = await saveReader(ADA, JOINED)
    await planDeliveries(DUE)
    expect(await planDeliveries(later(34.1))).toEqual({ queued: 0, late: 2 })
    expect(await ledger(ada)).toEqual(['2026-11-23 skipped: too late', '2026-11-24 skipped: too late'])
  })
  it('keeps to one issue a local date from Tokyo to Los Angeles and back', async () => {
    const ada = await saveReader(ADA, JOINED, { zone: 'Asia/Tokyo' })
    const move = (zone: string, at: Date) => changeSubscription(ada, { ...DEFAULT_PREFERENCES, zone }, at)
    for (let hour = -12; hour < 72; hour++) {
      await planDeliveries(later(hour))
      if (hour === 0) await move('America/Los_Angeles', later(hour))
      if (hour === 12) await move('Asia/Tokyo', later(hour))
    }
    const dates = (await ledger(ada)).map(row => row.slice(0, 10))
    expect(new Set(dates).size).toBe(dates.length)
    expect(dates).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'])
  })
  it('does nothing twice when the clock goes back, and little when it jumps ahead', async () => {
    const ada = await saveReader(ADA, JOINED)
    for (const hours of [0, -2, 0]) await planDeliveries(later(hours))
    expect(await ledger(ada)).toEqual(['2026-11-23 queued'])
    for (const hours of [24, 1, 24]) await planDeliveries(later(hours))
    expect(await ledger(ada)).toEqual(['2026-11-23 skipped: too late', '2026-11-24 queued'])
  })
  it('plans thousands in batches, quickly', async () => {
    await saveCrowd(3000)
    const started = performance.now()
    expect(await planDeliveries(DUE)).toEqual({ queued: 3000, late: 0 })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('a claim', () => {
  beforeEach(async () => {
    await savePapers([ATTENTION])
  })
  it('is one worker’s alone', async () => {
    await saveCrowd(40)
    await planDeliveries(DUE)
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, worker) => claimDeliveries(`worker ${worker}`, DUE, 10)),
    )
    const keys = claims.flat().map(claim => claim.subscriberId)
    expect(keys).toHaveLength(40)
    expect(new Set(keys).size).toBe(40)
  })
  it('goes back to the queue when its worker vanished before the wire, and is held after it', async () => {
    const [ada, bob] = [await saveReader(ADA, JOINED), await saveReader(BOB, JOINED)]
    await planDeliveries(DUE)
    expect(await claimDeliveries('one', DUE, 10)).toHaveLength(2)
    expect(await markSending(onWire(ada), 'one', DUE)).toBe(true)
    expect(await expireLeases(later(0.05))).toEqual({ requeued: 0, uncertain: 0 })
    expect(await expireLeases(later(0.1))).toEqual({ requeued: 1, uncertain: 1 })
    const again = await claimDeliveries('two', later(0.1), 10)
    expect(again.map(claim => claim.subscriberId)).toEqual([bob])
    expect(await markSending(onWire(bob), 'one', later(0.1))).toBe(false)
    expect(await markSending(onWire(bob), 'two', later(0.1))).toBe(true)
  })
  it('is void where one of its papers went to the reader on another date, and the issue is made anew', async () => {
    const ada = await saveReader(ADA, JOINED)
    await planDeliveries(DUE)
    await claimDeliveries('one', DUE, 10)
    const { transact } = await database()
    await transact([{ sql: `INSERT INTO delivered_paper VALUES (?, 1, '2026-11-22')`, args: [ada] }])
    expect(await markSending(onWire(ada), 'one', DUE)).toBe(false)
    await releaseDeliveries('one', DUE)
    expect(await ledger(ada)).toEqual(['2026-11-23 queued'])
  })
  it('is void once the reader left', async () => {
    const ada = await saveReader(ADA, JOINED)
    await planDeliveries(DUE)
    await claimDeliveries('one', DUE, 10)
    await leaveSubscription(ada, DUE)
    expect(await markSending(onWire(ada), 'one', DUE)).toBe(false)
    expect(await ledger(ada)).toEqual(['2026-11-23 skipped: left'])
    expect(await (await database()).prisma.deliveredPaper.count()).toBe(0)
  })
  it('is void once the address was suppressed, and good for one wire mark only', async () => {
    const [ada, bob] = [await saveReader(ADA, JOINED), await saveReader(BOB, JOINED)]
    await planDeliveries(DUE)
    await claimDeliveries('one', DUE, 10)
    const { prisma } = await database()
    await prisma.subscriber.update({ where: { id: ada }, data: { status: 'suppressed' } })
    expect(await markSending(onWire(ada), 'one', DUE)).toBe(false)
    expect(await markSending(onWire(bob), 'one', DUE)).toBe(true)
    expect(await markSending(onWire(bob), 'one', DUE)).toBe(false)
  })
  it('can be given back', async () => {
    await saveReader(ADA, JOINED)
    await planDeliveries(DUE)
    await claimDeliveries('one', DUE, 10)
    expect(await findWaiting(DUE)).toEqual([])
    expect(await releaseDeliveries('one', DUE)).toBe(1)
    expect(await findWaiting(DUE)).toHaveLength(1)
  })
})

describe('a result', () => {
  async function sendOnce(hours = 0) {
    const [claim] = await claimDeliveries('one', later(hours), 1)
    if (!claim) return null
    await markSending({ ...onWire(claim.subscriberId), localDate: claim.localDate }, 'one', later(hours))
    return claim
  }
  beforeEach(async () => {
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    await planDeliveries(DUE)
  })
  const delivered = async () => (await database()).prisma.deliveredPaper.count()

  it('sent and uncertain are final and keep the papers; failed frees them', async () => {
    for (const [state, papers] of [
      ['sent', 1],
      ['uncertain', 1],
      ['failed', 0],
    ] as const) {
      await openTestDatabase()
      await savePapers([ATTENTION])
      await saveReader(ADA, JOINED)
      await planDeliveries(DUE)
      const claim = (await sendOnce())!
      await markDelivery(claim, 'one', { state, ...reply }, DUE)
      expect([await countDeliveries(JOINED), await delivered()]).toEqual([{ [state]: 1 }, papers])
      expect(await claimDeliveries('two', later(100), 10)).toEqual([])
    }
  })
  it('retry waits 1, 5, 15, 60 minutes with jitter and gives up after the grace', async () => {
    const waits: number[] = []
    let at = 0
    for (let attempt = 0; attempt < 5; attempt++) {
      const claim = (await sendOnce(at))!
      await markDelivery(claim, 'one', { state: 'retry', reply: '450 later', jitter: attempt === 4 ? 1 : 0 }, later(at))
      const row = await (await database()).prisma.delivery.findFirstOrThrow()
      waits.push(Math.round((row.nextAttemptAt.getTime() - later(at).getTime()) / 60_000))
      at = (row.nextAttemptAt.getTime() - DUE.getTime()) / 3_600_000
    }
    expect(waits).toEqual([1, 5, 15, 60, 72])
    expect(await delivered()).toBe(0)
    const claim = (await sendOnce(9.5))!
    await markDelivery(claim, 'one', { state: 'retry', reply: '450 later', jitter: 0 }, later(9.5))
    expect(await ledger(claim.subscriberId)).toEqual(['2026-11-23 failed: gave up: the next attempt would be too late'])
  })
  it('is not taken from a worker whose claim passed on', async () => {
    const claim = (await sendOnce())!
    await markDelivery(claim, 'other', { state: 'failed', ...reply }, DUE)
    expect(await countDeliveries(JOINED)).toEqual({ sending: 1 })
    await expireLeases(later(1))
    await markDelivery(claim, 'one', { state: 'sent', ...reply }, later(1))
    expect(await countDeliveries(JOINED)).toEqual({ sent: 1 })
  })
})

describe('candidates', () => {
  const query = {
    window: 'day',
    topics: [] as string[],
    subscriberId: null as string | null,
    localDate: '2026-11-23',
    limit: 10,
  } as const
  const ids = async (changes: object = {}) =>
    (await findDigestCandidates({ ...query, ...changes })).map(paper => paper.id)

  it('are what trends, then the newest, of any of the topics', async () => {
    await savePapers([BERT, MAMBA, ATTENTION])
    expect(await ids()).toEqual([ATTENTION.id, MAMBA.id, BERT.id])
    expect(await ids({ topics: ['language-modeling', 'state-space-models'] })).toEqual([MAMBA.id, BERT.id])
    expect(await ids({ topics: ['machine-translation', 'language-modeling'], limit: 2 })).toEqual([
      ATTENTION.id,
      MAMBA.id,
    ])
    expect(await ids({ topics: ['video'] })).toEqual([])
  })
  it('leave out what the reader had on another date', async () => {
    await savePapers([BERT, MAMBA, ATTENTION])
    const ada = await saveReader(ADA, JOINED)
    const { transact } = await database()
    await transact(
      ['2026-11-22', '2026-11-23'].map((date, index) => ({
        sql: 'INSERT INTO delivered_paper VALUES (?, ?, ?)',
        args: [ada, index + 2, date],
      })),
    )
    expect(await ids({ subscriberId: ada })).toEqual([ATTENTION.id, BERT.id])
    expect(await ids({ subscriberId: ada, topics: ['language-modeling', 'machine-translation'] })).toEqual([
      ATTENTION.id,
      BERT.id,
    ])
  })
  it('come with their topics and reasons', async () => {
    await savePapers([ATTENTION, ...seedPapers('video', 3, 'video')])
    const [first, second] = await findDigestCandidates({ ...query })
    expect(first).toMatchObject({
      topics: ['attention-mechanisms', 'machine-translation'],
      because: [{ signal: 'upvotes', value: 41 }],
    })
    expect(second).toMatchObject({ id: 'video-3', because: [] })
  })
})

/** Many active readers at once, due at DUE. */
async function saveCrowd(count: number): Promise<void> {
  const { transact } = await database()
  await transact([
    {
      sql: `INSERT INTO subscriber (id, email, email_hash, status, frequency, weekday, hour, zone, consent, created_at, next_due_at)
            SELECT 'reader' || value, 'reader' || value || '@example.org', 'hash' || value, 'active', 'daily', 1, 7, 'UTC', '{}', 0, ?
            FROM json_each(?)`,
      args: [DUE.getTime(), JSON.stringify(Array.from({ length: count }, (_, index) => index))],
    },
  ])
}
