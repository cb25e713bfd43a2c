import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import { database } from '#lib/db'
import { headerText } from '#lib/domain/mail/mail'
import { parseSubscription } from '#lib/domain/subscription/subscribe-form'
import { closeMail, sendMail } from '#lib/mail'
import { secret } from '#lib/secret'
import { countDeliveries } from '#lib/store/deliveries'
import { leaveSubscription } from '#lib/store/subscribers'
import { requestSubscription } from '#lib/store/subscription-requests'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, saveReader, saveRequest } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000)
const digests = (at: Date) => sendDueDigests({ now: at, worker: 'test' })
const letters = (at: Date) => sendDueLetters({ now: at, worker: 'test' })

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
})

describe('an address with signs that mean something elsewhere', () => {
  it.each([
    ["o'hara+tag@example.org"],
    ['{a|b}=%s@example.org'],
    ['a/b?c&d#e$f@example.org'],
    ['-x@example.org'],
    ['ADA.L@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('%s gets its letter', async (email, delivered = email) => {
    const parsed = parseSubscription({ email })
    if (!parsed.ok) throw new Error(parsed.errors[0]!.message)
    await requestSubscription(parsed.value, { now: DUE, secret: secret() })
    expect(await letters(DUE)).toMatchObject({ sent: 1 })
    expect(smtp.arrived[0]!.raw).toContain(`\r\nTo: ${delivered}\r\n`)
  })
  it.each([
    'ada@example.org\r\nBcc: bob@example.org',
    'ada@example.org, bob@example.org',
    '"ada"@example.org',
    'Ada <ada@example.org>',
  ])('%j is refused at the form', email => {
    expect(parseSubscription({ email }).ok).toBe(false)
  })
})

describe('the text of a paper', () => {
  it('adds no header and ends no header', async () => {
    await savePapers([
      { ...ATTENTION, title: 'Attention\r\nBcc: bob@example.org\r\n\r\nIs\u2028All\u0000You \u202eNeed' },
    ])
    await saveReader(ADA, JOINED)
    await digests(DUE)
    const { mail, raw, to } = smtp.arrived[0]!
    expect([to, mail.bcc, smtp.arrived.length]).toEqual([ADA, undefined, 1])
    expect(raw).not.toMatch(/^Bcc:/im)
    expect(mail.subject).toMatch(/^23 Nov 2026: Attention Bcc: bob@example\.org Is/)
  })
  it('ends no message', async () => {
    const text = 'a\r\n.\r\n..\nQUIT\n.'
    const from = headerText('digest@example.org')
    const plain = { from, to: headerText(ADA), subject: headerText('dots'), date: DUE, headers: {} }
    const html = `<p>${'x'.repeat(5000)}</p>`
    const sent = await sendMail({ ...plain, messageId: headerText('<dots@example.org>'), text, html })
    expect(sent.outcome).toBe('sent')
    expect(smtp.arrived.map(({ mail }) => mail.text!.trim())).toEqual([text.replaceAll('\r\n', '\n')])
    expect(Math.max(...smtp.arrived[0]!.raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(76)
  })
})

describe('somebody who leaves while their mail is on the wire', () => {
  it('and whose server says "later" waits for nothing', async () => {
    await savePapers([ATTENTION])
    const id = await saveReader(ADA, JOINED)
    smtp.beforeReply(() => leaveSubscription(id, DUE))
    smtp.fail([{ at: 'data', reply: 450 }])
    await digests(DUE)
    expect(await (await database()).prisma.delivery.findFirst()).toMatchObject({ state: 'skipped', reason: 'left' })
    expect(await (await database()).prisma.deliveredPaper.count()).toBe(0)
    expect((await digests(later(1))).summary).toBeNull()
  })
  it('and asks anew gets one letter', async () => {
    const id = await saveRequest(ADA, DUE)
    smtp.beforeReply(() => leaveSubscription(id, DUE))
    smtp.fail([{ at: 'data', reply: 450 }])
    await letters(DUE)
    smtp.beforeReply(async () => {})
    await saveRequest(ADA, later(2))
    expect(await letters(later(2.1))).toMatchObject({ sent: 1 })
    expect(await letters(later(4))).toMatchObject({ sent: 0 })
  })
})

describe('a mail server', () => {
  it('may answer with as much nonsense as it likes', async () => {
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    await saveReader(BOB, JOINED)
    smtp.fail([{ at: 'rcpt', reply: 550, message: 'x\u0000\ud800"'.repeat(2000) }])
    expect(await digests(DUE)).toMatchObject({ sent: 1, failed: 1 })
  })
})

it('workers whose clocks disagree by hours send each issue once', async () => {
  await savePapers([ATTENTION])
  for (let reader = 0; reader < 30; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
  await Promise.all([0, 3, -1, 0.2, 9].map(hours => digests(later(hours))))
  expect(await countDeliveries(JOINED)).toEqual({ sent: 30 })
  expect([smtp.arrived.length, Math.max(...smtp.seen.values())]).toEqual([30, 1])
})

it('an empty database has nothing to send', async () => {
  expect((await digests(DUE)).summary).toBeNull()
  expect(await letters(DUE)).toEqual({ sent: 0, retry: 0, failed: 0, uncertain: 0 })
  await saveReader(ADA, JOINED)
  expect((await digests(DUE)).summary).toBe('Skipped 1 without anything new.')
  expect(smtp.arrived).toEqual([])
})
