import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DigestOptions, sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import { database } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { closeMail } from '#lib/mail'
import { countDeliveries } from '#lib/store/deliveries'
import { findMailServer, resumeSending } from '#lib/store/mail-server'
import { countSuppressions, liftSuppression } from '#lib/store/suppressions'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, CLEO, saveReader, saveRequest } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (minutes: number) => new Date(DUE.getTime() + minutes * 60_000)
const send = (at = DUE, options: Partial<DigestOptions> = {}) => sendDueDigests({ now: at, worker: 'test', ...options })
const letters = (at = DUE) => sendDueLetters({ now: at, worker: 'test' })
const states = () => countDeliveries(JOINED)
const NOBODY = 'smtp://127.0.0.1:1'

let smtp: TestSmtp
beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(async () => {
  closeMail()
  await smtp.stop()
})
beforeEach(async () => {
  closeMail()
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  smtp.fail([])
  smtp.beforeReply(async () => {})
  smtp.arrived.length = 0
  smtp.seen.clear()
  await openTestDatabase({ SMTP_URL: smtp.url, MAIL_CONNECTIONS: '5', MAIL_FROM: 'Attn <digest@example.org>' })
  await savePapers([ATTENTION])
})

async function saveCrowd(count: number): Promise<void> {
  for (let reader = 0; reader < count; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
}

function speakTo(url: string): void {
  process.env.SMTP_URL = url
  forgetEnv()
}

describe('a server that is down', () => {
  it('stops everybody, is asked by one mail at growing pauses, and gets all when it is back', async () => {
    speakTo(NOBODY)
    await saveCrowd(30)
    expect((await send()).stopped).toMatch(/cannot be spoken to.*ECONNREFUSED/)
    expect(await findMailServer()).toMatchObject({ lastReply: expect.stringContaining('ECONNREFUSED') })
    const probes: number[] = []
    for (let minute = 0; minute <= 60; minute++) {
      const { retry } = await send(later(minute))
      expect(retry).toBeLessThanOrEqual(1)
      if (retry) probes.push(minute)
    }
    expect(probes.length).toBeGreaterThan(3)
    expect(probes.length).toBeLessThan(20)
    const { prisma } = await database()
    expect(await prisma.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0)
    speakTo(smtp.url)
    for (let minute = 61; minute <= 90; minute++) await send(later(minute))
    expect(await states()).toEqual({ sent: 30 })
    expect(await findMailServer()).toMatchObject({ stoppedAt: null, why: null })
    expect(Math.max(...smtp.seen.values())).toBe(1)
  })
  it('is met by one worker, and known to the letters of another', async () => {
    speakTo(NOBODY)
    await saveReader(ADA, JOINED)
    await saveRequest(BOB, JOINED)
    await send()
    speakTo(smtp.url)
    expect(await letters()).toMatchObject({ sent: 0, retry: 0 })
    expect(await letters(later(1))).toMatchObject({ sent: 1 })
    expect(await findMailServer()).toMatchObject({ stoppedAt: null })
  })
  it('is spoken to again when the operator says so', async () => {
    speakTo(NOBODY)
    await saveCrowd(8)
    await send()
    speakTo(smtp.url)
    expect(await resumeSending()).toBe(true)
    expect((await send(later(0.1))).stopped).toBeNull()
    await send(later(20))
    expect(await states()).toEqual({ sent: 8 })
    expect(await resumeSending()).toBe(false)
  })
})

describe('a server that refuses', () => {
  it('what is about us (5.7.1) stops everybody, costs nobody their issue, and suppresses nobody', async () => {
    await saveCrowd(30)
    smtp.fail([{ at: 'rcpt', reply: 550, message: '5.7.1 your domain is on a list' }], true)
    const report = await send()
    expect(report.stopped).toMatch(/about this installation.*550 5\.7\.1 your domain is on a list/)
    expect(report).toMatchObject({ failed: 0, sent: 0 })
    expect(report.retry).toBeLessThanOrEqual(6)
    expect(await countSuppressions()).toEqual({})
    expect(await (await database()).prisma.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0)
    for (let minute = 1; minute < 5; minute++) await send(later(minute))
    smtp.fail([])
    for (let minute = 5; minute < 60; minute++) await send(later(minute))
    expect(await states()).toEqual({ sent: 30 })
  })
  it('one reader in that way: the others get theirs at once, and that one is given up', async () => {
    await saveCrowd(12)
    smtp.fail([{ at: 'rcpt', reply: 550, message: '5.7.1 not from you' }])
    expect(await send()).toMatchObject({ sent: 11, retry: 1, failed: 0, stopped: null })
    smtp.fail([{ at: 'rcpt', reply: 550, message: '5.7.1 not from you' }])
    expect(await send(later(2))).toMatchObject({ failed: 1, stopped: null })
    expect(await states()).toEqual({ sent: 11, failed: 1 })
    expect(await countSuppressions()).toEqual({})
  })
  it('the sender, whatever the number, means us', async () => {
    await saveCrowd(3)
    smtp.fail([{ at: 'mail', reply: 550, message: '5.1.1 who are you' }], true)
    expect((await send()).stopped).toMatch(/about this installation/)
    expect(await countSuppressions()).toEqual({})
  })
  it.each(['5.1.1 no such user', '5.2.1 mailbox disabled'])(
    'an address for good (%s) is not written to again',
    async message => {
      await saveReader(ADA, JOINED)
      await saveReader(BOB, JOINED)
      smtp.fail([{ at: 'rcpt', reply: 550, message }])
      expect(await send()).toMatchObject({ sent: 1, failed: 1, stopped: null })
      const suppressed = await (await database()).prisma.suppression.findMany()
      expect(suppressed).toMatchObject([{ reason: 'refused', detail: expect.stringContaining(message) }])
      const gone = smtp.mailsTo(ADA).length === 0 ? ADA : BOB
      await saveRequest(gone, later(1))
      expect(await letters(later(1))).toMatchObject({ sent: 0 })
      expect((await send(later(24 * 60))).sent).toBe(0)
      expect(await liftSuppression(gone, 'a secret for tests only', later(25 * 60))).toBe(true)
      await savePapers([{ id: 'later', topics: ['video'] }])
      expect((await send(later(48 * 60))).sent).toBe(2)
    },
  )
  it('a mailbox that is full (5.2.2) suppresses nobody', async () => {
    await saveReader(ADA, JOINED)
    smtp.fail([{ at: 'rcpt', reply: 552, message: '5.2.2 over quota' }])
    expect(await send()).toMatchObject({ failed: 1, stopped: null })
    expect(await countSuppressions()).toEqual({})
  })
  it('more than half of the mails stops everybody', async () => {
    await saveCrowd(60)
    smtp.fail([{ at: 'rcpt', reply: 450, message: '4.7.0 greylisted' }], true)
    const report = await send()
    expect(report.stopped).toMatch(/refused more than half.*450 4\.7\.0 greylisted/)
    expect(report.retry).toBeGreaterThanOrEqual(20)
    expect(report.retry).toBeLessThanOrEqual(26)
    smtp.fail([])
    for (let minute = 1; minute < 60; minute++) await send(later(minute))
    expect(await states()).toEqual({ sent: 60 })
  })
  it('every address as one that does not exist: it is asked no further, and each of those is suppressed', async () => {
    await saveCrowd(60)
    smtp.fail([{ at: 'rcpt', reply: 550, message: '5.1.1 no such user' }], true)
    const { failed, stopped } = await send()
    expect(stopped).toMatch(/refused more than half.*550 5\.1\.1/)
    expect(failed).toBeLessThanOrEqual(26)
    expect(await countSuppressions()).toEqual({ refused: failed })
    expect(await states()).toEqual({ failed, queued: 60 - failed })
  })
  it('by closing the line (421) now and then delays nobody', async () => {
    await saveCrowd(20)
    smtp.fail([{ at: 'rcpt', reply: 421 }])
    await send()
    await send(later(1))
    expect(await states()).toEqual({ sent: 20 })
  })
})

it('a reply that comes late is a reply: the mail is sent, once', async () => {
  await saveCrowd(7)
  smtp.fail([{ at: 'data', delayMs: 1500 }], true)
  expect(await send()).toMatchObject({ sent: 7, uncertain: 0 })
  expect([smtp.arrived.length, Math.max(...smtp.seen.values())]).toEqual([7, 1])
})

it('no more mails leave in a time than MAIL_RATE says, whoever sends them', async () => {
  await openTestDatabase({ SMTP_URL: smtp.url, MAIL_RATE: '20/s' })
  await savePapers([ATTENTION])
  await saveCrowd(16)
  await saveReader(CLEO, JOINED)
  const began = performance.now()
  await Promise.all([send(), send(), send()])
  expect(await states()).toEqual({ sent: 17 })
  expect(performance.now() - began).toBeGreaterThanOrEqual(16 * 50 - 10)
})
