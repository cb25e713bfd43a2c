import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { urlOfFile } from '#lib/database-file'
import { type Database, database, openInstead } from '#lib/db'
import { secret } from '#lib/secret'
import { findAudit } from '#lib/store/audit'
import { carryOver } from '#lib/store/carry-over'
import { claimDeliveries, expireLeases } from '#lib/store/deliveries'
import { planDeliveries } from '#lib/store/delivery-plan'
import { eraseSubscription } from '#lib/store/departures'
import { claimLetter } from '#lib/store/letters'
import { operate } from '#lib/store/operator'
import { findPauses, MAIL } from '#lib/store/pauses'
import { leaveSubscription } from '#lib/store/subscribers'
import { openTestDatabase } from '#tests/support/database'
import { ATTENTION, savePapers } from '#tests/support/papers'
import { ADA, BOB, saveReader, saveRequest } from '#tests/support/readers'
import { makeFolder } from '#tests/support/started-site'

const NOW = new Date('2026-11-23T07:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

const CHOICE = {
  topics: ['convolution'],
  searches: ['mamba'],
  excluded: ['vision-transformer'],
  zone: 'Europe/Berlin',
  hour: 8,
}

let elsewhere: ReturnType<typeof makeFolder>
let ada: string

beforeEach(async () => {
  elsewhere = makeFolder()
  await openTestDatabase()
  await savePapers([ATTENTION])
  ada = await saveReader(ADA, later(-3 * 24 * 60), CHOICE)
})
afterEach(() => elsewhere.remove())

const copyTo = async (name: string) => {
  const file = join(elsewhere.folder, name)
  await (await database()).read('VACUUM INTO ?', [file])
  return file
}

/** Restores the copy that was made before something happened, and takes along what must not be forgotten of it. */
async function restoreAfter(happens: () => Promise<unknown>): Promise<Database> {
  const copy = await copyTo('copy.db')
  await happens()
  const old = await copyTo('old.db')
  const db = await openInstead(urlOfFile(copy))
  await carryOver(old)
  return db
}

describe('what a worker had in hand', () => {
  it('is not locked away: an issue that it had claimed waits again, one that was on the wire is held', async () => {
    const bob = await saveReader(BOB, later(-3 * 24 * 60))
    await planDeliveries(NOW)
    const { prisma } = await restoreAfter(async () => {
      await claimDeliveries('gone', later(1), 10)
      await (await database()).script(`UPDATE delivery SET state = 'sending' WHERE subscriber_id = '${bob}'`)
    })
    await expireLeases(later(60))
    const at = { localDate: '2026-11-23', claimedBy: null, leaseUntil: null }
    expect(await prisma.delivery.findMany({ where: at, orderBy: { state: 'asc' } })).toMatchObject([
      { subscriberId: ada, state: 'queued' },
      { subscriberId: bob, state: 'uncertain' },
    ])
  })

  it('is not locked away: a letter that was on the wire is held, and another can be asked for', async () => {
    await saveRequest(BOB, NOW)
    const { prisma } = await restoreAfter(() => claimLetter(later(1)))
    expect(await prisma.letter.findMany()).toMatchObject([{ state: 'uncertain', leaseUntil: null }])
    await saveRequest(BOB, later(120))
    expect(await prisma.letter.count({ where: { state: 'queued' } })).toBe(1)
  })
})

describe('who is no reader any more', () => {
  const deliver = async (id: string) =>
    (
      await database()
    ).script(`INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at)
      VALUES ('${id}', '2026-11-22', 'sent', 0, 0, 0);
      INSERT INTO delivered_paper SELECT '${id}', pk, '2026-11-22' FROM paper;
      INSERT INTO letter (subscriber_id, kind, state, queued_at, next_attempt_at, updated_at) VALUES ('${id}', 'manage', 'sent', 0, 0, 0)`)
  const present = async () => {
    const { prisma } = await database()
    const include = { topics: true, deliveries: true, delivered: true, letters: true }
    return prisma.subscriber.findUniqueOrThrow({ where: { id: ada }, include })
  }

  it.each([
    ['left', () => leaveSubscription(ada, NOW)],
    ['was erased', () => eraseSubscription(ada, NOW)],
    [
      'was erased after leaving',
      async () => {
        await leaveSubscription(ada, NOW)
        await eraseSubscription(ada, NOW)
      },
    ],
  ])('is as they are there, to the last column: one who %s', async (_, happens) => {
    await deliver(ada)
    const expected: unknown[] = []
    await restoreAfter(async () => {
      await happens()
      expected.push(await present())
    })
    expect(await present()).toEqual(expected[0])
  })

  it('gets nothing: one who left and asked again, and did not confirm', async () => {
    await restoreAfter(async () => {
      await leaveSubscription(ada, NOW)
      await saveRequest(ADA, later(1), { topics: ['recurrent-networks'] })
    })
    expect(await present()).toMatchObject({
      status: 'pending',
      nextDueAt: null,
      topics: [{ topicSlug: 'recurrent-networks' }],
    })
  })
})

it('forgets neither what is paused nor what operators did, and notes nothing twice', async () => {
  const pause = (what: string, minutes: number) =>
    operate({ do: 'pause', what, why: null }, { who: 'ada', now: later(minutes), secret: secret() })
  await pause('rank', 0)
  await restoreAfter(() => pause(MAIL, 1))
  expect((await findPauses()).map(({ what }) => what)).toEqual(['rank', 'mail'])
  expect((await findAudit(9)).map(({ target }) => target)).toEqual(['mail', 'rank'])
})
