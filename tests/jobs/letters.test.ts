import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendDueLetters } from '#jobs/letters'
import { database } from '#lib/db'
import { closeMail } from '#lib/mail'
import { findOutbox, readOutboxMail } from '#lib/outbox'
import { secret } from '#lib/secret'
import { claimLetter, countLetters } from '#lib/store/letters'
import { confirmSubscription, leaveSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'
import { openTestDatabase } from '../support/database.ts'
import { ADA, BOB, saveReader, saveRequest } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const send = (at = NOW) => sendDueLetters({ now: at, worker: 'test' })
const NONE = { sent: 0, retry: 0, failed: 0, uncertain: 0 }

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
  smtp.seen.clear()
  await openTestDatabase({
    SMTP_URL: smtp.url,
    SITE_URL: 'https://attn.example.org',
    MAIL_FROM: 'Attn <digest@example.org>',
  })
})

describe('letters', () => {
  it('bring a link that confirms this address and nothing else', async () => {
    const id = await saveRequest(ADA, NOW)
    expect(await send()).toEqual({ ...NONE, sent: 1 })
    const { mail } = smtp.mailsTo(ADA)[0]!
    const [, token] = /https:\/\/attn\.example\.org\/subscription\/(\S+)/.exec(mail.text!)!
    expect(mail.from?.text).toBe('"Attn" <digest@example.org>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(readToken('confirm', token!, secret(), later(72 * 60 - 1))).toEqual({ subscriberId: id })
    expect(readToken('confirm', token!, secret(), later(72 * 60 + 1))).toEqual({ error: 'expired' })
    expect(readToken('manage', token!, secret(), NOW)).toEqual({ error: 'invalid' })
  })
  it('are sent once, however many look for them', async () => {
    for (let reader = 0; reader < 10; reader++) await saveRequest(`reader${reader}@example.org`, NOW)
    await Promise.all(Array.from({ length: 50 }, () => send()))
    expect(smtp.arrived).toHaveLength(10)
    expect([...smtp.seen.values()].every(count => count === 1)).toBe(true)
  })
  it('hand a subscriber their own links', async () => {
    const id = await saveReader(ADA, NOW)
    await saveRequest(ADA, NOW)
    await send()
    const text = smtp.mailsTo(ADA)[0]!.mail.text!
    const [, manage] = /\/subscription\/(\S+)/.exec(text)!
    const [, leave] = /\/u\/(\S+)/.exec(text)!
    expect(readToken('manage', manage!, secret(), later(1e9))).toEqual({ subscriberId: id })
    expect(readToken('leave', leave!, secret(), later(1e9))).toEqual({ subscriberId: id })
  })
  it('that lost their reason meanwhile are dropped', async () => {
    const [ada, bob] = [await saveRequest(ADA, NOW), await saveRequest(BOB, NOW)]
    await confirmSubscription(ada, NOW)
    await leaveSubscription(bob, NOW)
    expect(await send()).toEqual(NONE)
    expect(smtp.arrived).toEqual([])
  })
  it('are tried again after a temporary refusal, and not after a final one', async () => {
    await saveRequest(ADA, NOW)
    smtp.fail([{ at: 'rcpt', reply: 450 }])
    expect(await send()).toEqual({ ...NONE, retry: 1 })
    expect(await send(later(0.5))).toEqual(NONE)
    expect(await send(later(2))).toEqual({ ...NONE, sent: 1 })
    await saveRequest(BOB, NOW)
    smtp.fail([{ at: 'rcpt', reply: 550 }])
    expect(await send()).toEqual({ ...NONE, failed: 1 })
    expect(await send(later(1000))).toEqual(NONE)
    expect(await countLetters(NOW)).toEqual({ sent: 1, failed: 1 })
  })
  it('give up after eight attempts', async () => {
    await saveRequest(ADA, NOW)
    smtp.fail([{ at: 'rcpt', reply: 450 }], true)
    for (let attempt = 1; attempt <= 8; attempt++)
      expect(await send(later(attempt * 61))).toEqual({ ...NONE, retry: 1 })
    expect(await send(later(10_000))).toEqual(NONE)
    expect(await countLetters(NOW)).toEqual({ failed: 1 })
  })
  it('are held when nobody knows whether they arrived', async () => {
    await saveRequest(ADA, NOW)
    smtp.fail([{ at: 'data', drop: true }])
    expect(await send()).toEqual({ ...NONE, uncertain: 1 })
    await saveRequest(BOB, NOW)
    expect(await claimLetter(NOW)).toMatchObject({ email: BOB })
    expect(await send(later(6))).toEqual({ ...NONE, uncertain: 1 })
    expect(smtp.arrived).toEqual([])
  })
  it('wait while no server answers', async () => {
    await openTestDatabase({ SMTP_URL: 'smtp://127.0.0.1:1' })
    await saveRequest(ADA, NOW)
    expect(await send()).toEqual({ ...NONE, retry: 1 })
    const letter = await (await database()).prisma.letter.findFirstOrThrow()
    expect(letter).toMatchObject({ state: 'queued', attempts: 0, lastReply: expect.stringContaining('ECONNREFUSED') })
  })
})

describe('without a mail server', () => {
  it('letters are kept as files that can be read, newest first', async () => {
    await openTestDatabase({ SMTP_URL: undefined, SITE_URL: 'http://localhost:3000' })
    await saveRequest(ADA, NOW)
    await send()
    await saveRequest(BOB, later(1))
    await send(later(1))
    const box = await findOutbox()
    expect(box.map(({ to, subject }) => [to, subject])).toEqual([
      [BOB, 'Please confirm your subscription to Attn'],
      [ADA, 'Please confirm your subscription to Attn'],
    ])
    const mail = await readOutboxMail(box[0]!.name)
    expect(mail?.text).toContain('http://localhost:3000/subscription/')
    expect(mail?.html).toMatch(/^<!doctype html>/)
    expect(mail?.headers['message-id']).toMatch(/^<[0-9a-f]{40}@localhost>$/)
  })
  it('no name leads out of the folder', async () => {
    await openTestDatabase({ SMTP_URL: undefined })
    expect(await findOutbox()).toEqual([])
    for (const name of ['../secret', '..', '', 'a.eml/../../secret', 'missing.eml', '.hidden.eml', 'x\0.eml'])
      expect(await readOutboxMail(name)).toBeNull()
  })
})
