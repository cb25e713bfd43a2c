import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#lib/db'
import { choiceOf, DEFAULT_PREFERENCES, type Preferences } from '#lib/domain/subscription/preferences'
import { planDeliveries } from '#lib/store/delivery-plan'
import { eraseSubscription, restoreSubscription } from '#lib/store/departures'
import { hashEmail } from '#lib/store/email-hash'
import { findOwnData } from '#lib/store/own-data'
import { findSubscription, leaveSubscription } from '#lib/store/subscribers'
import { countSuppressions, liftSuppression, suppressReader } from '#lib/store/suppressions'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, saveReader, saveRequest } from '../support/readers.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)
const SECRET = 'a secret for tests only'
const CHOICE: Preferences = {
  topics: ['code', 'video'],
  excluded: ['medical'],
  searches: ['"masked image modeling" -medical'],
  frequency: 'weekdays',
  weekday: 3,
  hour: 6,
  zone: 'Asia/Tokyo',
  count: 5,
  quiet: 'note',
  pausedUntil: null,
}

beforeEach(async () => {
  await openTestDatabase()
})

/** Ada with an issue, a paper of it and a letter on record. */
async function saveAda(): Promise<string> {
  await savePapers([ATTENTION])
  const id = await saveReader(ADA, NOW, CHOICE)
  await planDeliveries(later(24))
  await (await database()).transact([
    `INSERT INTO delivered_paper SELECT id, 1, '2026-11-24' FROM subscriber`,
    `UPDATE delivery SET state = 'sent', message_id = '<key@attn.example.org>'`,
  ])
  await saveRequest(ADA, later(1))
  return id
}

/** Everything that the database holds, but for papers. */
async function dump(): Promise<string> {
  const tables = ['subscriber', 'subscriber_topic', 'delivery', 'delivered_paper', 'letter', 'asking']
  const { transact } = await database()
  const results = await transact(tables.map(table => `SELECT * FROM ${table}`))
  return JSON.stringify(results.map(({ rows }) => rows))
}

describe('taking a leaving back', () => {
  const restore = (id: string, email: string, at = later(30)) =>
    restoreSubscription(id, { email, preferences: CHOICE }, { now: at, secret: SECRET })

  it('brings everything back as it was, and no second issue of a date', async () => {
    const id = await saveAda()
    await leaveSubscription(id, later(30))
    expect(await restore(id, ADA)).toBe(true)
    const back = (await findSubscription(id))!
    expect(back).toMatchObject({ email: ADA, status: 'active', confirmedAt: NOW, leftAt: null })
    expect(choiceOf(back)).toEqual(CHOICE)
    // It is the 24th at 23:00 in Tokyo, whose issue was sent.
    expect(back.nextDueAt).toEqual(new Date('2026-11-24T21:00:00Z'))
    expect(await restore(id, ADA)).toBe(false)
  })
  it('is for the address that left, and only while nobody asked for it anew', async () => {
    const id = await saveAda()
    expect(await restore(id, ADA)).toBe(false)
    await leaveSubscription(id, later(30))
    expect(await restore(id, BOB)).toBe(false)
    await saveRequest(ADA, later(31), { topics: ['gan'] })
    expect(await restore(id, ADA, later(32))).toBe(false)
    expect(await findSubscription(id)).toMatchObject({ status: 'pending', topics: ['gan'] })
  })
  it('is not for an address that came back or complained meanwhile', async () => {
    const id = await saveAda()
    await leaveSubscription(id, later(30))
    await suppressReader(id, { reason: 'complained', detail: 'abuse' }, later(30))
    expect(await restore(id, ADA)).toBe(false)
    expect(await findSubscription(id)).toMatchObject({ status: 'left', email: null })
  })
  it('is not for who never confirmed', async () => {
    const id = await saveRequest(BOB, NOW)
    await leaveSubscription(id, NOW)
    expect(await restore(id, BOB)).toBe(false)
  })
})

describe('a reader to whom nothing is sent any more', () => {
  it('can leave, and stays away when mail to the address is allowed again', async () => {
    const id = await saveAda()
    await suppressReader(id, { reason: 'bounced', detail: '5.1.1' }, later(30))
    await leaveSubscription(id, later(31))
    expect(await findSubscription(id)).toMatchObject({ status: 'left', email: null, topics: [] })
    expect(await countSuppressions()).toEqual({ bounced: 1 })
    await liftSuppression(ADA, SECRET, later(32))
    expect(await findSubscription(id)).toMatchObject({ status: 'left', email: null, nextDueAt: null })
  })
  it('can be erased, and is not mailed by who asks for them', async () => {
    const id = await saveAda()
    await suppressReader(id, { reason: 'complained', detail: 'abuse' }, later(30))
    await eraseSubscription(id, later(31))
    expect(await dump()).not.toContain(ADA)
    expect(await findSubscription(id)).toMatchObject({ status: 'left', email: null })
    expect(await countSuppressions()).toEqual({ complained: 1 })
  })
})

it('a reader gets all that is kept of them', async () => {
  const id = await saveAda()
  const data = JSON.parse(JSON.stringify(await findOwnData(id)))
  expect(data).toMatchObject({
    email: ADA,
    status: 'active',
    preferences: CHOICE,
    consent: { at: NOW.toISOString(), form: 'subscribe v2', choice: CHOICE },
    confirmedAt: NOW.toISOString(),
    issues: [{ localDate: '2026-11-24', state: 'sent', messageId: '<key@attn.example.org>' }],
    papers: [{ localDate: '2026-11-24', id: ATTENTION.id, title: ATTENTION.title }],
    letters: [{ kind: 'manage', state: 'queued' }],
  })
  expect(await findOwnData('nobody')).toBeNull()
})

it('erasing leaves the HMAC of the address and nothing else', async () => {
  const id = await saveAda()
  const bob = await saveReader(BOB, NOW, { topics: ['code'] })
  for (const hours of [30, 31]) await eraseSubscription(id, later(hours))
  const left = await dump()
  for (const trace of [ADA, 'medical', 'Asia/Tokyo', 'masked', '<key@', '2026-11-24', 'weekdays'])
    expect(left).not.toContain(trace)
  expect(left).toContain(hashEmail(ADA, SECRET))
  expect(await findSubscription(id)).toMatchObject({ ...DEFAULT_PREFERENCES, email: null, status: 'left' })
  expect(await findSubscription(bob)).toMatchObject({ status: 'active', topics: ['code'] })
  // Asked for anew, they begin anew.
  expect(await saveRequest(ADA, later(40))).toBe(id)
})
