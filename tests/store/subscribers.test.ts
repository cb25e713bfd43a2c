import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { DEFAULT_PREFERENCES, type Preferences } from '#lib/domain/subscription/preferences'
import { CONSENT_FORM, CONSENT_TEXT } from '#lib/domain/subscription/subscribe-form'
import { planDeliveries } from '#lib/store/delivery-plan'
import { claimLetter, markLetter } from '#lib/store/letters'
import {
  changeSubscription,
  confirmSubscription,
  findActiveSubscription,
  findSubscription,
  leaveSubscription,
} from '#lib/store/subscribers'
import { expirePending, requestSubscription } from '#lib/store/subscription-requests'
import { liftSuppression, suppressReader } from '#lib/store/suppressions'
import { openTestDatabase } from '../support/database.ts'
import { ADA, BOB, CLEO, idOf, saveNamedReaders, saveReader, saveRequest } from '../support/readers.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const SECRET = 'a secret for tests only'

beforeEach(async () => {
  await openTestDatabase()
})

const letters = async (id: string) =>
  (await (await database()).prisma.letter.findMany({ where: { subscriberId: id }, orderBy: { id: 'asc' } })).map(
    letter => letter.kind,
  )

/** Sends what waits, as a worker does; answers with how many letters left. */
async function sendLetters(at: Date): Promise<number> {
  let sent = 0
  for (let letter = await claimLetter(at); letter; letter = await claimLetter(at), sent++)
    await markLetter(letter, { outcome: 'sent', reply: '250 ok' }, at)
  return sent
}

describe('a request', () => {
  it('of a new address waits for its confirmation, with a record of what was agreed to', async () => {
    const id = await saveRequest(ADA, NOW, { topics: ['video', 'code'], zone: 'Asia/Tokyo', hour: 6 })
    expect(await findSubscription(id)).toMatchObject({
      email: ADA,
      status: 'pending',
      topics: ['code', 'video'],
      zone: 'Asia/Tokyo',
      nextDueAt: null,
    })
    expect(await letters(id)).toEqual(['confirm'])
    const row = await (await database()).prisma.subscriber.findUniqueOrThrow({ where: { id } })
    expect(JSON.parse(row.consent)).toEqual({
      at: NOW.toISOString(),
      form: CONSENT_FORM,
      text: CONSENT_TEXT,
      choice: { ...DEFAULT_PREFERENCES, topics: ['video', 'code'], zone: 'Asia/Tokyo', hour: 6 },
    })
  })
  it('of a pending address replaces the choice and writes again after an hour, three times a week', async () => {
    const id = await saveRequest(ADA, NOW, { topics: ['code'] })
    await saveRequest(ADA, later(0.5), { topics: ['video'] })
    expect((await findSubscription(id))?.topics).toEqual(['video'])
    for (const [hours, sent] of [
      [0.5, 1],
      [0.9, 0],
      [1, 1],
      [2, 1],
      [3, 0],
      [100, 0],
      [170, 1],
    ] as const) {
      await expirePending(later(hours))
      await saveRequest(ADA, later(hours))
      expect([hours, await sendLetters(later(hours))]).toEqual([hours, sent])
    }
  })
  it('asked for again while its letter waits is answered by that one', async () => {
    const id = await saveRequest(ADA, NOW)
    for (const hours of [2, 20, 60]) await saveRequest(ADA, later(hours))
    expect(await letters(id)).toEqual(['confirm'])
  })
  it('made by a clock that was a year ahead is answered now, and so is the next one', async () => {
    const id = await saveRequest(ADA, later(365 * 24))
    await (await database()).transact(['UPDATE letter SET next_attempt_at = next_attempt_at + 60000'])
    expect(await sendLetters(NOW)).toBe(1)
    await saveRequest(ADA, later(2))
    expect(await sendLetters(later(2))).toBe(1)
    expect(await letters(id)).toHaveLength(2)
  })
  it('of an active address changes nothing and hands over the link', async () => {
    const id = await saveReader(ADA, NOW, { topics: ['code'] })
    await saveRequest(ADA.toUpperCase(), later(1), { topics: ['video'], hour: 3 })
    expect(await findSubscription(id)).toMatchObject({ email: ADA, status: 'active', topics: ['code'], hour: 7 })
    expect(await letters(id)).toEqual(['manage'])
  })
  it('of somebody who left begins anew under the same row', async () => {
    const id = await saveReader(CLEO, NOW)
    await leaveSubscription(id, NOW)
    expect(await saveRequest(CLEO, later(2), { topics: ['code'] })).toBe(id)
    expect(await findSubscription(id)).toMatchObject({ email: CLEO, status: 'pending', topics: ['code'], leftAt: null })
    expect(await letters(id)).toEqual(['confirm'])
  })
  it('of a suppressed address does nothing, and neither does a trapped machine', async () => {
    const id = await saveReader(ADA, NOW)
    const { prisma } = await database()
    await prisma.subscriber.update({ where: { id }, data: { status: 'suppressed', email: null } })
    await saveRequest(ADA, later(2))
    expect(await letters(id)).toEqual([])
    await requestSubscription({ ...DEFAULT_PREFERENCES, email: BOB, trapped: true }, { now: NOW, secret: SECRET })
    expect(await prisma.subscriber.count()).toBe(1)
  })
  it('gives no answer that tells one address from another', async () => {
    await saveNamedReaders(NOW)
    for (const email of [ADA, BOB, CLEO, 'dora@example.org'])
      expect(
        await requestSubscription({ ...DEFAULT_PREFERENCES, email, trapped: false }, { now: later(2), secret: SECRET }),
      ).toBeUndefined()
  })
})

describe('a confirmation', () => {
  it('makes the reader active once, with the first hour to come', async () => {
    const id = await saveRequest(ADA, NOW, { hour: 7, zone: 'Europe/Berlin' })
    expect(await confirmSubscription(id, NOW)).toMatchObject({
      outcome: 'confirmed',
      subscription: { status: 'active', confirmedAt: NOW, nextDueAt: new Date('2026-11-24T06:00:00Z') },
    })
    expect(await confirmSubscription(id, later(1))).toMatchObject({
      outcome: 'already',
      subscription: { confirmedAt: NOW },
    })
  })
  it('of an address that came back meanwhile begins no mail, until that is lifted', async () => {
    const id = await saveRequest(ADA, NOW)
    await suppressReader(id, { reason: 'bounced', detail: '5.1.1' }, NOW)
    expect(await confirmSubscription(id, NOW)).toEqual({ outcome: 'expired' })
    expect(await findSubscription(id)).toMatchObject({ status: 'suppressed', confirmedAt: NOW, nextDueAt: null })
    expect(await liftSuppression(ADA, SECRET, later(1))).toBe(true)
    expect(await findSubscription(id)).toMatchObject({ status: 'active', nextDueAt: later(1) })
  })
  it('comes too late for whoever left, was forgotten, or never was', async () => {
    const { bob, cleo } = await saveNamedReaders(NOW)
    await sendLetters(NOW)
    await expirePending(later(72))
    for (const id of [bob, cleo, 'nobody'])
      expect(await confirmSubscription(id, later(73))).toEqual({ outcome: 'expired' })
  })
})

describe('leaving', () => {
  it('keeps the HMAC of the address and the ledger, nothing else, and can be repeated', async () => {
    const { ada } = await saveNamedReaders(NOW)
    const { prisma, transact } = await database()
    await changeSubscription(ada, { ...DEFAULT_PREFERENCES, topics: ['code'] }, NOW)
    await transact(
      ['queued', 'claimed', 'retry', 'sent', 'sending'].map((state, index) => ({
        sql: `INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at) VALUES (?, ?, ?, 0, 0, 0)`,
        args: [ada, `2026-11-0${index + 1}`, state],
      })),
    )
    await saveRequest(ADA, later(1))
    for (const hours of [2, 3]) await leaveSubscription(ada, later(hours))
    expect(await findSubscription(ada)).toMatchObject({
      email: null,
      status: 'left',
      topics: [],
      leftAt: later(2),
      nextDueAt: null,
    })
    expect(await letters(ada)).toEqual([])
    expect((await prisma.delivery.findMany({ where: { subscriberId: ada } })).map(row => row.state)).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'sent',
      'sending',
    ])
    expect(JSON.stringify(await prisma.subscriber.findUnique({ where: { id: ada } }))).not.toContain('example')
    expect(await findActiveSubscription(ADA, SECRET)).toBeNull()
  })
})

describe('a change', () => {
  it('is for active readers, and sets the next due time anew', async () => {
    const { ada, bob } = await saveNamedReaders(NOW)
    const changed = await changeSubscription(
      ada,
      {
        ...DEFAULT_PREFERENCES,
        topics: ['video'],
        frequency: 'weekly',
        weekday: 5,
        hour: 18,
        zone: 'America/New_York',
      },
      NOW,
    )
    expect(changed).toMatchObject({
      topics: ['video'],
      frequency: 'weekly',
      nextDueAt: new Date('2026-11-27T23:00:00Z'),
    })
    expect(await changeSubscription(bob, DEFAULT_PREFERENCES, NOW)).toBeNull()
    expect((await findSubscription(bob))?.status).toBe('pending')
  })
  it('does not bring a second issue for a date that had one', async () => {
    const ada = await saveReader(ADA, NOW)
    const { prisma } = await database()
    await prisma.delivery.create({
      data: {
        subscriberId: ada,
        localDate: '2026-11-23',
        state: 'sent',
        dueAt: NOW,
        nextAttemptAt: NOW,
        updatedAt: NOW,
      },
    })
    const changed = await changeSubscription(ada, { ...DEFAULT_PREFERENCES, hour: 18 }, NOW)
    expect(changed?.nextDueAt).toEqual(new Date('2026-11-24T18:00:00Z'))
  })
})

describe('a pause', () => {
  const DUE = new Date('2026-11-24T07:00:00Z')
  const rows = async (id: string) =>
    (
      await (await database()).prisma.delivery.findMany({ where: { subscriberId: id }, orderBy: { localDate: 'asc' } })
    ).map(row => `${row.localDate} ${row.state} ${row.reason ?? ''}`.trim())
  it('lasts until its date, whatever the clock does, and costs no date after it', async () => {
    const id = await saveReader(ADA, NOW)
    const paused = await changeSubscription(id, { ...DEFAULT_PREFERENCES, pausedUntil: '2026-12-20' }, NOW)
    expect(paused?.nextDueAt).toEqual(new Date('2026-12-20T07:00:00Z'))
    for (let day = 0; day < 29; day++) await planDeliveries(new Date(DUE.getTime() + day * 86_400_000))
    expect(await rows(id)).toEqual(['2026-12-20 skipped too late', '2026-12-21 skipped too late', '2026-12-22 queued'])
  })
  it('lets wait what was planned and is not on the wire', async () => {
    const id = await saveReader(ADA, NOW)
    await planDeliveries(DUE)
    await changeSubscription(id, { ...DEFAULT_PREFERENCES, pausedUntil: '2026-12-20' }, DUE)
    expect(await rows(id)).toEqual(['2026-11-24 skipped paused'])
  })
  it('can be ended early', async () => {
    const id = await saveReader(ADA, NOW, { pausedUntil: '2027-06-01' })
    expect((await findSubscription(id))?.nextDueAt).toEqual(new Date('2027-06-01T07:00:00Z'))
    expect((await changeSubscription(id, DEFAULT_PREFERENCES, DUE))?.nextDueAt).toEqual(later(24 + 23))
  })
})

describe('a change after the hour and before the tick', () => {
  // Ada gets her mail at 07:00 UTC; the worker did not look since.
  const JOINED = new Date('2026-11-22T12:00:00Z')
  const LATE = new Date('2026-11-23T07:00:30Z')
  const ledger = async (id: string) =>
    (await (await database()).prisma.delivery.findMany({ where: { subscriberId: id } })).map(
      row => `${row.localDate} ${row.state}`,
    )

  it.each<[string, Partial<Preferences>, string]>([
    ['of topics', { topics: ['video'] }, '2026-11-24T07:00:00Z'],
    ['to a later hour', { hour: 18 }, '2026-11-24T18:00:00Z'],
    ['to an earlier hour', { hour: 6 }, '2026-11-24T06:00:00Z'],
    ['to another day of the week', { frequency: 'weekly', weekday: 5 }, '2026-11-27T07:00:00Z'],
    ['to a zone whose date is over', { zone: 'Pacific/Kiritimati' }, '2026-11-23T17:00:00Z'],
    ['to a zone whose hour is to come', { zone: 'America/Los_Angeles' }, '2026-11-24T15:00:00Z'],
  ])('%s leaves the issue that was due', async (_, change, next) => {
    const id = await saveReader(ADA, JOINED)
    const changed = await changeSubscription(id, { ...DEFAULT_PREFERENCES, ...change }, LATE)
    expect(changed?.nextDueAt).toEqual(new Date(next))
    expect(await ledger(id)).toEqual(['2026-11-23 queued'])
  })
  it('of days ago records what was missed', async () => {
    const id = await saveReader(ADA, JOINED)
    await changeSubscription(id, { ...DEFAULT_PREFERENCES, hour: 18 }, new Date('2026-11-25T08:00:00Z'))
    expect(await ledger(id)).toEqual(['2026-11-23 skipped', '2026-11-24 skipped', '2026-11-25 queued'])
  })
  it('does not pass over the issue promised for today', async () => {
    const id = await saveReader(ADA, new Date('2026-11-22T20:00:00Z'), { hour: 18 })
    const noon = new Date('2026-11-23T12:00:00Z')
    const changed = await changeSubscription(id, DEFAULT_PREFERENCES, noon)
    expect(await ledger(id)).toEqual(['2026-11-23 queued'])
    expect(changed?.nextDueAt).toEqual(new Date('2026-11-24T07:00:00Z'))
    for (const hour of [18, 7, 23]) await changeSubscription(id, { ...DEFAULT_PREFERENCES, hour }, noon)
    expect(await ledger(id)).toEqual(['2026-11-23 queued'])
  })
  it('holds with many changes and plans at once', async () => {
    const id = await saveReader(ADA, JOINED)
    await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        i % 6 ? planDeliveries(LATE) : changeSubscription(id, { ...DEFAULT_PREFERENCES, hour: i }, LATE),
      ),
    )
    expect(await ledger(id)).toEqual(['2026-11-23 queued'])
    const { hour, nextDueAt } = (await findSubscription(id))!
    expect(nextDueAt).toEqual(new Date(Date.UTC(2026, 10, 24, hour)))
  })
  it('confirmed twice is due once', async () => {
    const id = await saveRequest(ADA, JOINED)
    await confirmSubscription(id, JOINED)
    expect(await confirmSubscription(id, LATE)).toMatchObject({
      outcome: 'already',
      subscription: { nextDueAt: new Date('2026-11-23T07:00:00Z') },
    })
    await planDeliveries(LATE)
    expect(await ledger(id)).toEqual(['2026-11-23 queued'])
  })
})

describe('expiry', () => {
  it('forgets an unconfirmed address after 72 hours, its count of letters a week later', async () => {
    const { ada, bob } = await saveNamedReaders(NOW)
    await sendLetters(NOW)
    expect(await expirePending(later(71))).toBe(0)
    expect(await expirePending(later(72))).toBe(1)
    expect(await findSubscription(bob)).toMatchObject({ status: 'left', email: null })
    await expirePending(later(72 + 168))
    expect(await findSubscription(bob)).toBeNull()
    expect((await findSubscription(ada))?.status).toBe('active')
  })
  it('keeps the HMAC of somebody who left once and asked again in vain', async () => {
    const { cleo } = await saveNamedReaders(NOW)
    await saveRequest(CLEO, NOW)
    await sendLetters(NOW)
    for (const hours of [72, 1000]) await expirePending(later(hours))
    expect(await idOf(CLEO)).toBe(cleo)
    expect((await findSubscription(cleo))?.status).toBe('left')
  })
  it('counts from the letter, not from the request', async () => {
    const id = await saveRequest(ADA, NOW)
    expect(await expirePending(later(100))).toBe(0)
    expect(await sendLetters(later(100))).toBe(1)
    expect(await expirePending(later(171))).toBe(0)
    expect((await confirmSubscription(id, later(171))).outcome).toBe('confirmed')
  })
  it('counts from the request where no letter got through', async () => {
    await saveRequest(ADA, NOW)
    const letter = (await claimLetter(NOW))!
    await markLetter(letter, { outcome: 'failed', reply: '550 no such user' }, later(70))
    expect(await expirePending(later(72))).toBe(1)
  })
  it('comes, however often somebody asks', async () => {
    await saveRequest(ADA, NOW)
    let sent = 0
    const gone: number[] = []
    for (let hour = 0; hour < 24 * 28; hour++) {
      await saveRequest(ADA, later(hour))
      sent += await sendLetters(later(hour))
      if (hour % 24 === 23 && (await expirePending(later(hour))) > 0) gone.push((hour + 1) / 24)
    }
    expect(gone).toEqual([4, 11, 18, 25])
    expect(sent).toBe(12)
  })
  it('comes within two weeks, though each letter is asked for when the last one is nearly over', async () => {
    await saveRequest(ADA, NOW)
    await sendLetters(NOW)
    let gone: number | null = null
    for (let hour = 1; gone === null && hour < 24 * 60; hour++) {
      if (hour % 71 === 0) await saveRequest(ADA, later(hour))
      await sendLetters(later(hour))
      if ((await expirePending(later(hour))) > 0) gone = hour
    }
    expect(gone).toBeGreaterThan(142)
    expect(gone).toBeLessThan(14 * 24)
  })
})
