import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import { database } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { closeMail } from '#lib/mail'
import { countDeliveries } from '#lib/store/deliveries'
import { resumeSending } from '#lib/store/mail-server'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, saveReader, saveRequest } from '../support/readers.ts'
import { type Fault, startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(DUE.getTime() + hours * HOUR)
const digests = (at: Date, signal?: AbortSignal) => sendDueDigests({ now: at, worker: 'test', signal })
const letters = (at: Date, signal?: AbortSignal) => sendDueLetters({ now: at, worker: 'test', signal })

const NOBODY = 'smtp://127.0.0.1:1'
const OUTAGES: [string, Fault | null, string?][] = [
  ['nobody listens', null],
  ['the greeting never comes', { at: 'greeting', hang: true }],
  ['the greeting is a refusal', { at: 'greeting', reply: 554 }],
  ['the login is refused', { at: 'login', reply: 535 }, 'ada:wrong@'],
  ['a login is demanded', { at: 'rcpt', reply: 530 }],
  ['the line is being closed', { at: 'rcpt', reply: 421 }],
  ['the line is being closed after the message', { at: 'data', reply: 421 }],
]

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

/** From now on the server that is there is the one to speak to. */
function comeBack(): void {
  process.env.SMTP_URL = smtp.url
  forgetEnv()
}

const delivery = async () => (await database()).prisma.delivery.findFirstOrThrow()
const letter = async () => (await database()).prisma.letter.findFirstOrThrow()

describe.each(OUTAGES)('while %s', (_, fault, login = '') => {
  beforeEach(async () => {
    smtp.fail(fault ? [fault] : [], true)
    const url = fault ? smtp.url.replace('//', `//${login}`) : NOBODY
    await openTestDatabase({ SMTP_URL: url, MAIL_CONNECTIONS: '5', MAIL_FROM: 'Attn <digest@example.org>' })
    await savePapers([ATTENTION])
  })

  it('a digest waits, and no attempt counts', async () => {
    await saveReader(ADA, JOINED)
    expect(await digests(DUE)).toMatchObject({ retry: 1, failed: 0, uncertain: 0 })
    expect(await delivery()).toMatchObject({ state: 'retry', attempts: 0, reason: null })
    expect(await (await database()).prisma.deliveredPaper.count()).toBe(0)
  })

  it('a letter waits, and no attempt counts', async () => {
    await saveRequest(ADA, DUE)
    expect(await letters(DUE)).toMatchObject({ retry: 1 })
    expect(await letter()).toMatchObject({ state: 'queued', attempts: 0 })
  })
})

describe('an outage', { timeout: 180_000 }, () => {
  /** Looks whenever the row says so, for some hours; answers when it looked, in minutes. */
  async function wait(
    look: (at: Date) => Promise<unknown>,
    row: () => Promise<{ nextAttemptAt: Date; state: string }>,
    hours: number,
  ) {
    const looks: number[] = []
    for (let at = DUE; at <= later(hours); at = (await row()).nextAttemptAt) {
      looks.push((at.getTime() - DUE.getTime()) / 60_000)
      await look(at)
      if (!['queued', 'retry'].includes((await row()).state)) break
    }
    return looks
  }
  const growing = (looks: number[]) =>
    looks.slice(2).every((at, i) => at - looks[i + 1]! >= (looks[i + 1]! - looks[i]!) * 0.8)

  it('of nine hours loses no digest, and asks less and less often', async () => {
    await openTestDatabase({ SMTP_URL: NOBODY, MAIL_CONNECTIONS: '5' })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    const looks = await wait(digests, delivery, 9)
    expect(looks.length).toBeGreaterThan(20)
    expect(looks.length).toBeLessThan(80)
    expect(growing(looks)).toBe(true)
    expect(await delivery()).toMatchObject({ state: 'retry', attempts: 0 })
    comeBack()
    expect((await digests(later(9.5))).sent).toBe(1)
    expect(await delivery()).toMatchObject({ state: 'sent', attempts: 1 })
  })

  it('that outlasts the grace ends a digest', async () => {
    await openTestDatabase({ SMTP_URL: NOBODY, MAIL_CONNECTIONS: '5' })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    const looks = await wait(digests, delivery, 20)
    expect(looks.at(-1)).toBeGreaterThan(9.5 * 60)
    expect(looks.at(-1)).toBeLessThanOrEqual(10 * 60)
    expect(await delivery()).toMatchObject({ state: 'failed', attempts: 0 })
  })

  it('of seventy hours loses no letter', async () => {
    await openTestDatabase({ SMTP_URL: NOBODY, MAIL_CONNECTIONS: '5' })
    await saveRequest(ADA, DUE)
    const looks = await wait(letters, letter, 70)
    expect(growing(looks)).toBe(true)
    expect(looks.slice(0, 4).at(-1)).toBeLessThan(1)
    expect(await letter()).toMatchObject({ state: 'queued', attempts: 0 })
    comeBack()
    expect((await letters(later(70.5))).sent).toBe(1)
  })

  it('that outlasts its use ends a letter', async () => {
    await openTestDatabase({ SMTP_URL: NOBODY, MAIL_CONNECTIONS: '5' })
    await saveRequest(ADA, DUE)
    const looks = await wait(letters, letter, 100)
    expect(looks.at(-1)).toBeGreaterThan(71 * 60)
    expect(await letter()).toMatchObject({ state: 'failed', attempts: 0 })
  })

  it('is asked about by the few on the wire, not by everyone who waits', async () => {
    await openTestDatabase({ SMTP_URL: NOBODY, MAIL_CONNECTIONS: '5' })
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 30; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    const { retry } = await digests(DUE)
    expect(retry).toBeLessThanOrEqual(5)
    expect(await countDeliveries(JOINED)).toEqual({ retry, queued: 30 - retry })
    comeBack()
    await digests(later(0.1))
    expect(smtp.arrived).toHaveLength(30)
  })

  it('is not what a refusal of this mail is: that counts', async () => {
    await saveReader(ADA, JOINED)
    smtp.fail([{ at: 'rcpt', reply: 450 }])
    await digests(DUE)
    expect(await delivery()).toMatchObject({ state: 'retry', attempts: 1 })
  })
})

describe('a fault of ours before the first byte', () => {
  it('makes nothing uncertain', async () => {
    // A setting that nodemailer takes for an open socket.
    await openTestDatabase({ SMTP_URL: 'smtp://127.0.0.1/?connection=nonsense' })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    await saveRequest(BOB, JOINED)
    expect(await digests(DUE)).toMatchObject({ retry: 1, uncertain: 0 })
    await resumeSending()
    expect(await letters(DUE)).toMatchObject({ retry: 1, uncertain: 0 })
    expect(await delivery()).toMatchObject({ state: 'retry', attempts: 0 })
  })
})

describe('told to stop while the server hangs', { timeout: 180_000 }, () => {
  // Longer than any of these tests may take.
  const patient = () => smtp.url.replaceAll('=2000', '=60000')
  const soon = () => new Promise(resolve => setTimeout(resolve, 300))

  it.each(['greeting', 'rcpt'] as const)('at the %s, nothing of a mail was sent: all goes back at once', async at => {
    await openTestDatabase({ SMTP_URL: patient(), MAIL_CONNECTIONS: '5', MAIL_FROM: 'Attn <digest@example.org>' })
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 12; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    await saveRequest(BOB, JOINED)
    smtp.fail([{ at, hang: true }], true)
    const controller = new AbortController()
    const working = Promise.all([digests(DUE, controller.signal), letters(DUE, controller.signal)])
    await soon()
    const began = performance.now()
    controller.abort()
    const [report] = await working
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(report).toMatchObject({ sent: 0, retry: 5, uncertain: 0 })
    expect(await countDeliveries(JOINED)).toEqual({ retry: 5, queued: 7 })
    expect(await letter()).toMatchObject({ state: 'queued', attempts: 0 })
  })

  it('after a message, what is not on the wire goes back first', async () => {
    await openTestDatabase({ SMTP_URL: patient().replace('socketTimeout=60000', 'socketTimeout=2500') })
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 12; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    smtp.fail([{ at: 'data', hang: true }], true)
    const controller = new AbortController()
    const working = digests(DUE, controller.signal)
    while (smtp.seen.size < 5) await soon()
    expect(await countDeliveries(JOINED)).toEqual({ sending: 5, claimed: 7 })
    controller.abort()
    await expect.poll(() => countDeliveries(JOINED), { timeout: 2_000 }).toEqual({ sending: 5, queued: 7 })
    expect(await working).toMatchObject({ uncertain: 5 })
  })
})
