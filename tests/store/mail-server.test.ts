import { beforeEach, describe, expect, it } from 'vitest'
import { askToSend, noteHeard, reserveSending } from '#lib/store/mail-server'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const HOUR_MS = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS)

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

describe('where only so many mails may leave', () => {
  it('the row of them grows as long as it has to, however slow the rate', async () => {
    for (let place = 0; place < 50; place++) expect(await reserveSending(1, HOUR_MS / 6, NOW)).toEqual(later(place / 6))
  })
  it('a clock that was an hour ahead does not stop them for an hour', async () => {
    await reserveSending(1, 100, later(1))
    expect(await reserveSending(1, 100, NOW)).toEqual(NOW)
  })
})

it('a clock that was two hours ahead does not keep a stop from being asked about', async () => {
  await db.transact(noteHeard([{ taken: false, reply: '421 closing', outage: true, closing: true }], later(2)))
  expect(await askToSend(NOW)).toBe('probe')
  expect(await askToSend(NOW)).toBe('stopped')
})
