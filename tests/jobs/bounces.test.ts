import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { POST } from '#app/bounces/route'
import { describeBounces, takeBounces } from '#jobs/bounces'
import { sendDueDigests } from '#jobs/digest'
import { database } from '#lib/db'
import { closeMail } from '#lib/mail'
import { readReturnPath, signReturnPath } from '#lib/return-path'
import { countSuppressions } from '#lib/store/suppressions'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, saveReader } from '../support/readers.ts'
import { complaint, deliveryReport } from '../support/reports.ts'
import { type Arrived, startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000)
const SECRET = 'a-secret-of-the-mail-server'

let smtp: TestSmtp
let db: TestDatabase
let mail: Arrived
beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(async () => {
  closeMail()
  await smtp.stop()
})
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.setSystemTime(later(1))
  smtp.arrived.length = 0
  db = await openTestDatabase({
    SMTP_URL: smtp.url,
    SITE_URL: 'https://attn.example.org',
    MAIL_FROM: 'Attn <digest@example.org>',
    BOUNCE_ADDRESS: 'bounces@example.org',
    BOUNCE_SECRET: SECRET,
  })
  await savePapers([ATTENTION])
  await saveReader(ADA, JOINED)
  await saveReader(BOB, JOINED)
  await sendDueDigests({ now: DUE, worker: 'test' })
  mail = smtp.mailsTo(ADA)[0]!
})

const statusOf = async (email: string) =>
  (await (await database()).prisma.subscriber.findFirst({ where: { email } }))?.status
const reasonFor = async (email: string) =>
  (await (await database()).prisma.delivery.findFirst({ where: { subscriber: { email } } }))?.reason

/** Takes one mail out of a file. */
async function take(text: string, at = later(1)) {
  const file = join(db.dir, 'returned.eml')
  writeFileSync(file, text, 'latin1')
  return takeBounces([file], at)
}
const NONE = { suppressed: 0, noted: 0, ignored: 0, strange: 0, aboutUs: 0 }

describe('a mail that comes back', () => {
  it('comes back to an address that tells whose it was', async () => {
    expect(mail.from).toMatch(/^bounces\+[a-z2-7]{46}@example\.org$/)
    expect(mail.from.indexOf('@')).toBeLessThanOrEqual(64)
    expect(mail.from).not.toBe(smtp.mailsTo(BOB)[0]!.from)
    expect(mail.mail.from?.text).toBe('"Attn" <digest@example.org>')
  })
  it('because there is no such address, ends all mail to it', async () => {
    expect(await take(deliveryReport({ to: mail.from }))).toEqual({ ...NONE, suppressed: 1 })
    expect(await statusOf(ADA)).toBe('suppressed')
    expect(await reasonFor(ADA)).toBe('came back: 5.1.1 550 5.1.1 <[address]>: no such user')
    expect(await statusOf(BOB)).toBe('active')
    expect(await take(deliveryReport({ to: mail.from }))).toEqual({ ...NONE, suppressed: 1 })
    expect(await countSuppressions()).toEqual({ bounced: 1 })
    await savePapers([{ id: 'new', topics: ['video'] }])
    expect(await sendDueDigests({ now: later(24), worker: 'test' })).toMatchObject({ sent: 1 })
  })
  it.each([
    ['5.2.2', 'smtp; 552 5.2.2 over quota', { noted: 1 }],
    ['5.7.1', 'smtp; 550 5.7.1 blocked', { noted: 1, aboutUs: 1 }],
    ['5.5.0', 'smtp; 500 what', { noted: 1, aboutUs: 1 }],
    ['4.4.7', 'smtp; 421 gave up', { noted: 1 }],
    ['5.0.0', 'smtp; 550 5.2.1 mailbox disabled', { suppressed: 1 }],
    ['5.0.0', 'x-unix; it went wrong', { noted: 1 }],
  ])('with %s (%s) is taken as what it is', async (status, diagnostic, taken) => {
    expect(await take(deliveryReport({ to: mail.from, status, diagnostic }))).toEqual({ ...NONE, ...taken })
    expect(await statusOf(ADA)).toBe('suppressed' in taken ? 'suppressed' : 'active')
  })
  it.each(['delayed', 'delivered', 'relayed'])('not at all, only %s, changes nothing', async action => {
    expect(await take(deliveryReport({ to: mail.from, action, status: '4.4.1' }))).toEqual({ ...NONE, ignored: 1 })
    expect(await reasonFor(ADA)).toBeNull()
  })
  it('is known by its own link to leave where the address was lost', async () => {
    const report = deliveryReport({ to: 'digest@example.org', original: mail.raw })
    expect(await take(report)).toEqual({ ...NONE, suppressed: 1 })
    expect(await statusOf(ADA)).toBe('suppressed')
  })
  it('whatever the case of the address, and wrapped into another mail', async () => {
    const report = deliveryReport({ to: mail.from.toUpperCase() })
    const wrapped = `To: ${mail.from}\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n${report}\r\n--outer--\r\n`
    expect(await take(wrapped)).toEqual({ ...NONE, suppressed: 1 })
  })
})

describe('a complaint', () => {
  it('ends all mail, by the address or by the link to leave', async () => {
    expect(await take(complaint({ original: mail.raw }))).toEqual({ ...NONE, suppressed: 1 })
    const bobs = smtp.mailsTo(BOB)[0]!
    expect(await take(complaint({ mailFrom: bobs.from, original: 'Subject: x\r\n\r\nx' }))).toEqual({
      ...NONE,
      suppressed: 1,
    })
    expect(await countSuppressions()).toEqual({ complained: 2 })
  })
  it('that is none changes nothing', async () => {
    expect(await take(complaint({ type: 'not-spam', original: mail.raw }))).toEqual({ ...NONE, ignored: 1 })
    expect(await statusOf(ADA)).toBe('active')
  })
})

describe('what is forged', () => {
  it('does nothing', async () => {
    const { subscriberId, localDate } = readReturnPath(mail.from, 'a secret for tests only')!
    const other = signReturnPath('bounces@example.org', { subscriberId, localDate }, 'another secret, not ours')!
    const changed = mail.from.replace(/.@/, sign => (sign === 'a@' ? 'b@' : 'a@'))
    for (const to of [other, changed, 'bounces@example.org', `bounces+${subscriberId}@example.org`, ADA, ''])
      expect(await take(deliveryReport({ to }))).toEqual({ ...NONE, strange: 1 })
    const unsubscribe = 'List-Unsubscribe: <https://attn.example.org/u/forged.0.forged>\r\n\r\nx'
    expect(await take(deliveryReport({ to: ADA, original: unsubscribe }))).toEqual({ ...NONE, strange: 1 })
    expect(await take(mail.raw)).toEqual({ ...NONE, strange: 1 })
    expect([await statusOf(ADA), await statusOf(BOB)]).toEqual(['active', 'active'])
  })
  it('or older than a month does nothing either', async () => {
    expect(await take(deliveryReport({ to: mail.from }), later(24 * 31))).toEqual({ ...NONE, strange: 1 })
    expect(await statusOf(ADA)).toBe('active')
  })
})

it('a mailbox file is read mail by mail, and agrees with what another program reads', async () => {
  const first = deliveryReport({ to: mail.from })
  const second = complaint({ original: smtp.mailsTo(BOB)[0]!.raw })
  const box = [first, 'Subject: hello\r\n\r\n>From me, with love\r\n', second]
    .map(each => `From MAILER-DAEMON Mon Nov 23 08:00:00 2026\n${each.replaceAll('\r\n', '\n')}\n`)
    .join('\n')
  const report = await take(box)
  expect(report).toEqual({ ...NONE, suppressed: 2, strange: 1 })
  expect(describeBounces(report)).toBe('Read 2 end all mail to an address, 1 that are no reports on mails of ours.')
  expect((await simpleParser(first)).text).toContain('Status: 5.1.1')
  expect(describeBounces(await take(''))).toBe('Read 1 that are no reports on mails of ours.')
})

describe('the address for mail servers', () => {
  const post = (body: string | Uint8Array, { auth = `Bearer ${SECRET}`, query = '' } = {}) =>
    POST(
      new Request(`https://attn.example.org/bounces${query}`, {
        method: 'POST',
        body: body as BodyInit,
        headers: auth ? { authorization: auth } : {},
      }),
    )
  it('takes what comes with the secret', async () => {
    const taken = await post(deliveryReport({ to: mail.from }))
    expect([taken.status, await taken.text()]).toEqual([200, 'suppressed\n'])
    expect(await statusOf(ADA)).toBe('suppressed')
    const { from } = smtp.mailsTo(BOB)[0]!
    const query = `?token=${encodeURIComponent(SECRET)}&to=${encodeURIComponent(from)}`
    expect(await (await post(deliveryReport({ to: 'x@example.org' }), { auth: '', query })).text()).toBe('suppressed\n')
  })
  it.each(['', 'Bearer wrong', 'Basic x'])('and nothing with %j', async auth => {
    expect((await post(deliveryReport({ to: mail.from }), { auth })).status).toBe(401)
    expect(await statusOf(ADA)).toBe('active')
  })
  it('nor what is too large, nor anything where no secret is set', async () => {
    expect((await post(new Uint8Array(2 ** 20 + 1))).status).toBe(413)
    expect(await (await post('hello')).text()).toBe('ignored: this is no report\n')
    await openTestDatabase({ BOUNCE_SECRET: undefined })
    expect((await post(deliveryReport({ to: mail.from }))).status).toBe(404)
  })
})
