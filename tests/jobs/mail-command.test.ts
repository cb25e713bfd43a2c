import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { GET } from '#app/api/v1/status/route'
import { sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import { planMail } from '#jobs/mail-command'
import { renderStatus } from '#jobs/status-table'
import { closeMail } from '#lib/mail'
import { findAudit } from '#lib/store/audit'
import { countDeliveries } from '#lib/store/deliveries'
import { findHeld } from '#lib/store/held'
import { findStatus } from '#lib/store/status'
import { leaveSubscription } from '#lib/store/subscribers'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, savePapers } from '../support/papers.ts'
import { ADA, BOB, CLEO, saveReader, saveRequest } from '../support/readers.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000)
const mail = (values: Record<string, string | boolean> = {}, now = DUE) =>
  planMail({ values, words: [], now, signal: new AbortController().signal, resolve: file => file })()
const digests = (at: Date) => sendDueDigests({ now: at, worker: 'test' })

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
  smtp.arrived.length = 0
  smtp.seen.clear()
  await openTestDatabase({ SMTP_URL: smtp.url, MAIL_CONNECTIONS: '1', MAIL_FROM: 'Attn <digest@example.org>' })
  await savePapers([ATTENTION])
})

/** Digests to Ada, Bob and Cleo and a letter to Dora, of none of which it is known whether they arrived. */
async function holdAll() {
  const ids = [await saveReader(ADA, JOINED), await saveReader(BOB, JOINED), await saveReader(CLEO, JOINED)]
  await saveRequest('dora@example.org', DUE)
  smtp.fail([{ at: 'data', drop: true }], true)
  await digests(DUE)
  await sendDueLetters({ now: DUE, worker: 'test' })
  smtp.fail([])
  expect(await findHeld()).toHaveLength(4)
  return ids as [string, string, string]
}

it('shows what is held, with a key for each, and nothing of it is sent again by itself', async () => {
  const [ada] = await holdAll()
  const { line } = await mail()
  expect(line).toContain('Mails leave as they are due.')
  expect(line).toMatch(/4 held as uncertain/)
  expect(line).toContain(`${ada}/2026-11-23  ${ADA}  digest of 2026-11-23`)
  expect(line).toMatch(/letter\/\d+ {2}dora@example\.org {2}letter to confirm/)
  await digests(later(1))
  await sendDueLetters({ now: later(1), worker: 'test' })
  expect(smtp.arrived).toEqual([])
})

it('sends one again by its key, those of an address, or all, once each and however old', async () => {
  const [ada] = await holdAll()
  expect((await mail({ resend: `${ada}/2026-11-23` }, later(9))).line).toBe('Sends again 1 mail.')
  await digests(later(9))
  expect(smtp.arrived.map(({ to }) => to)).toEqual([ADA])
  expect((await mail({ resend: BOB.toUpperCase() }, later(30))).line).toBe('Sends again 1 mail.')
  expect((await mail({ resend: 'all' }, later(30))).line).toBe('Sends again 2 mails.')
  await digests(later(30))
  await sendDueLetters({ now: later(30), worker: 'test' })
  const dates = smtp.arrived.filter(({ mail }) => mail.subject?.startsWith('23 Nov 2026')).map(({ to }) => to)
  expect(dates.toSorted()).toEqual([ADA, BOB, CLEO])
  expect(smtp.mailsTo('dora@example.org')).toHaveLength(1)
  expect(await mail({ resend: 'all' })).toMatchObject({ failed: true })
})

it('takes them as sent', async () => {
  const [ada] = await holdAll()
  expect((await mail({ close: `${ada}/2026-11-23` })).line).toBe('Takes as sent 1 mail.')
  expect((await mail({ close: 'all' })).line).toBe('Takes as sent 3 mails.')
  expect(await countDeliveries(JOINED)).toEqual({ sent: 3 })
  await digests(later(1))
  expect(smtp.arrived).toEqual([])
})

it('sends nothing again to somebody who left', async () => {
  const [ada] = await holdAll()
  await leaveSubscription(ada, DUE)
  expect((await mail({ resend: 'all' })).line).toBe('Sends again 3 mails.')
})

it('refuses what it does not understand', () => {
  expect(() => mail({ resend: 'everything' })).toThrow(/neither "all", nor an address/)
  expect(() => mail({ resend: 'all', close: 'all' })).toThrow(/one at a time/)
})

it('why nobody sends stands everywhere with the last words, without any address; and it can be ended', async () => {
  await saveReader(ADA, JOINED)
  smtp.fail([{ at: 'rcpt', reply: 550, message: `5.7.1 <${ADA}>: not from you` }], true)
  await digests(DUE)
  smtp.fail([])
  const status = await findStatus(DUE)
  expect(status.mailStop).toMatchObject({ since: expect.any(Date), lastReply: '550 5.7.1 <[address]>: not from you' })
  expect(renderStatus(status, DUE)).toMatch(/mail stopped .*It said: 550 5\.7\.1 <\[address\]>/)
  const answer = await (await GET(new Request('https://attn.example.org/api/v1/status'), {} as never)).json()
  expect(answer).toMatchObject({ held: 0, mailStop: { why: expect.stringContaining('about this installation') } })
  expect(JSON.stringify(answer)).not.toContain(ADA)
  expect((await mail()).line).toContain(`550 5.7.1 <${ADA}>: not from you`)
  expect((await mail({ resume: true })).line).toBe('Everybody sends again.')
  await digests(later(0.1))
  expect(smtp.mailsTo(ADA)).toHaveLength(1)
})

it('holds what fell due before a copy took the place of the database: it may have been sent since', async () => {
  await saveReader(ADA, JOINED)
  await saveRequest(BOB, DUE)
  expect((await mail({ 'hold-missed': true }, later(1))).line).toBe('Holds 1 digests and 1 letters.')
  await digests(later(2))
  await sendDueLetters({ now: later(2), worker: 'test' })
  expect(smtp.arrived).toEqual([])
  expect((await mail()).line).toMatch(/2 held as uncertain.*\n.*it may have been sent since/)
  expect(await findAudit(1)).toMatchObject([{ action: 'hold what is due' }])
  await digests(later(24))
  expect(smtp.arrived.map(({ to }) => to)).toEqual([ADA])
  expect((await mail({ 'hold-missed': true }, later(24))).line).toBe('Holds 0 digests and 0 letters.')
})
