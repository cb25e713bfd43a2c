import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DigestOptions, sendDueDigests } from '#jobs/digest'
import { sendDueLetters } from '#jobs/letters'
import { database } from '#lib/db'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { closeMail } from '#lib/mail'
import { findOutbox } from '#lib/outbox'
import { secret } from '#lib/secret'
import { countDeliveries } from '#lib/store/deliveries'
import { changeSubscription, confirmSubscription, leaveSubscription } from '#lib/store/subscribers'
import { suppressReader } from '#lib/store/suppressions'
import { readToken } from '#lib/token'
import { startDigestProcess } from '../support/child.ts'
import { openTestDatabase } from '../support/database.ts'
import { ATTENTION, BERT, MAMBA, savePapers, seedPapers } from '../support/papers.ts'
import { ADA, BOB, CLEO, saveNamedReaders, saveReader, saveRequest } from '../support/readers.ts'
import { type Arrived, startSmtp, type TestSmtp } from '../support/smtp.ts'

const JOINED = new Date('2026-11-22T12:00:00Z')
const DUE = new Date('2026-11-23T07:00:00Z')
const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000)
const send = (at = DUE, options: Partial<DigestOptions> = {}) => sendDueDigests({ now: at, worker: 'test', ...options })
const titlesOf = ({ mail }: Arrived) =>
  [...(mail.html || '').matchAll(/<h2[^>]*><a[^>]*>([^<]*)</g)].map(match => match[1])
const states = () => countDeliveries(JOINED)

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
  smtp.beforeReply(async () => {})
  smtp.arrived.length = 0
  smtp.seen.clear()
  await openTestDatabase({
    SMTP_URL: smtp.url,
    MAIL_CONNECTIONS: '5',
    SITE_URL: 'https://attn.example.org',
    MAIL_FROM: 'Attn <digest@example.org>',
  })
})

describe('the whole way', () => {
  it('from the form to the last mail', async () => {
    await savePapers([...seedPapers('video', 25, 'video'), ...seedPapers('code', 5, 'code'), ATTENTION])
    await saveRequest(ADA, JOINED, { topics: ['video', 'machine-translation'] })
    await sendDueLetters({ now: JOINED, worker: 'test' })
    const link = /\/subscription\/(\S+)/.exec(smtp.mailsTo(ADA)[0]!.mail.text!)![1]!
    const holder = readToken('confirm', link, secret(), JOINED)
    if ('error' in holder) throw new Error(holder.error)
    await confirmSubscription(holder.subscriberId, JOINED)

    expect((await send()).summary).toBe('Sent 1 digest.')
    const [, first] = smtp.mailsTo(ADA) as [Arrived, Arrived]
    expect(titlesOf(first)).toEqual([ATTENTION.title, ...numbers(25, 17)])
    expect(first.mail.subject).toBe('23 Nov 2026: Attention Is All You Need + 9 more')
    expect(first.raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')

    expect((await send(later(1))).summary).toBeNull()
    expect((await send(later(24))).summary).toBe('Sent 1 digest.')
    expect(titlesOf(smtp.mailsTo(ADA)[2]!)).toEqual(numbers(16, 7))
    expect((await send(later(48))).summary).toBe('Sent 1 digest.')
    expect(titlesOf(smtp.mailsTo(ADA)[3]!)).toEqual(numbers(6, 1))
    expect((await send(later(72))).summary).toBe('Skipped 1 without anything new.')

    await savePapers(seedPapers('film', 2, 'video'))
    const leave = /^List-Unsubscribe: <https:\/\/attn\.example\.org\/u\/(\S+)>\r$/m.exec(first.raw)![1]!
    const leaver = readToken('leave', leave, secret(), later(1e6))
    if ('error' in leaver) throw new Error(leaver.error)
    await leaveSubscription(leaver.subscriberId, later(73))
    expect((await send(later(96))).summary).toBeNull()
    expect(smtp.mailsTo(ADA)).toHaveLength(4)
    expect(await states()).toEqual({ sent: 3, skipped: 1 })
  })
  it('brings a weekly mail once a week, ranked by the week', async () => {
    await savePapers([ATTENTION, ...seedPapers('video', 40, 'video')])
    await saveReader(ADA, JOINED, { frequency: 'weekly', weekday: 3 })
    for (let hour = 0; hour < 24 * 14; hour += 6) await send(later(hour))
    expect(smtp.arrived.map(({ mail }) => mail.subject)).toEqual([
      'Week to 25 Nov 2026: Attention Is All You Need + 14 more',
      'Week to 2 Dec 2026: video number 26 + 14 more',
    ])
    expect(smtp.arrived[0]!.mail.text).toContain('+41 upvotes in a week')
  })
  it('is for confirmed readers only', async () => {
    await savePapers([ATTENTION, BERT, MAMBA])
    await saveNamedReaders(JOINED)
    await send()
    expect([ADA, BOB, CLEO].map(email => smtp.mailsTo(email).length)).toEqual([1, 0, 0])
  })
})

/** For processes of their own: a busy machine must not look like a server that does not answer. */
function patient(): void {
  process.env.SMTP_URL = smtp.url.replaceAll('=2000', '=60000')
}

describe('once', () => {
  it('though the tick fires fifty times', async () => {
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 8; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    await Promise.all(Array.from({ length: 50 }, () => send()))
    expect(smtp.arrived).toHaveLength(8)
    expect(Math.max(...smtp.seen.values())).toBe(1)
    expect(await states()).toEqual({ sent: 8 })
  })
  it('though two processes do it', { timeout: 180_000 }, async () => {
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 20; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    patient()
    const children = [startDigestProcess(DUE), startDigestProcess(DUE)]
    const reports = await Promise.all(children.map(child => child.done))
    expect(reports.reduce((sum, report) => sum + (report?.sent ?? 0), 0)).toBe(20)
    expect(smtp.arrived).toHaveLength(20)
    expect(Math.max(...smtp.seen.values())).toBe(1)
  })
  it('though the process is killed on the wire: held, and never sent again', { timeout: 180_000 }, async () => {
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    patient()
    const child = startDigestProcess(DUE)
    smtp.beforeReply(async () => {
      child.process.kill('SIGKILL')
      await child.done
    })
    expect(await child.done).toBeNull()
    expect(await states()).toEqual({ sending: 1 })
    smtp.beforeReply(async () => {})
    expect((await send(later(0.1))).summary).toBe('1 held as uncertain.')
    for (const hours of [1, 5, 9]) await send(later(hours))
    expect(await states()).toEqual({ uncertain: 1 })
    expect([...smtp.seen.values()]).toEqual([1])
  })
  it('after three days down: the newest, and the rest on record', async () => {
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    expect((await send(later(73))).summary).toBe('Sent 1 digest, 3 too late to be sent.')
    expect(smtp.arrived[0]!.mail.subject).toMatch(/^26 Nov 2026/)
  })
  it('a local date, from Tokyo to Los Angeles and back', async () => {
    await savePapers(seedPapers('video', 80, 'video'))
    const id = await saveReader(ADA, JOINED, { zone: 'Asia/Tokyo' })
    for (let hour = -12; hour < 72; hour += 1) {
      await send(later(hour))
      if (hour === 0) await changeSubscription(id, { ...DEFAULT_PREFERENCES, zone: 'America/Los_Angeles' }, later(hour))
      if (hour === 12) await changeSubscription(id, { ...DEFAULT_PREFERENCES, zone: 'Asia/Tokyo' }, later(hour))
    }
    const dates = smtp.arrived.map(({ mail }) => mail.subject!.slice(0, 11))
    expect(dates).toEqual(['23 Nov 2026', '24 Nov 2026', '25 Nov 2026', '26 Nov 2026'])
    expect(new Set(smtp.arrived.flatMap(titlesOf)).size).toBe(40)
  })
})

describe('a server that', () => {
  beforeEach(async () => {
    // On a connection that was used before, a mail gets a second chance at once.
    closeMail()
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
  })
  it.each([450, 451])('answers %i is asked again later', async reply => {
    smtp.fail([{ at: 'rcpt', reply }])
    expect((await send()).summary).toBe('1 to be tried again.')
    expect((await send(later(0.005))).summary).toBeNull()
    expect((await send(later(0.05))).summary).toBe('Sent 1 digest.')
    expect(titlesOf(smtp.arrived[0]!)).toEqual([ATTENTION.title])
  })
  it('refuses after the message is asked again, if only for now', async () => {
    smtp.fail([{ at: 'data', reply: 452 }])
    expect((await send()).retry).toBe(1)
    expect((await send(later(0.05))).sent).toBe(1)
  })
  it('answers 550 is not asked again', async () => {
    smtp.fail([{ at: 'rcpt', reply: 550, message: '5.1.1 no such user' }])
    expect((await send()).summary).toBe('1 refused for good.')
    for (const hours of [1, 5]) expect((await send(later(hours))).summary).toBeNull()
    const row = await (await database()).prisma.delivery.findFirstOrThrow()
    expect(row).toMatchObject({ state: 'failed', lastReply: '550 5.1.1 no such user' })
  })
  it('greets with 554 says nothing about the mail', async () => {
    smtp.fail([{ at: 'greeting', reply: 554 }])
    expect((await send()).retry).toBe(1)
  })
  it('drops the connection before the message is asked again', async () => {
    smtp.fail([{ at: 'rcpt', drop: true }])
    expect((await send()).retry).toBe(1)
    expect((await send(later(0.05))).sent).toBe(1)
  })
  it('answers the final dot with neither yes nor no may have the mail: held, never again', async () => {
    smtp.fail([{ at: 'data', reply: 354 }])
    expect((await send()).uncertain).toBe(1)
    for (const hours of [1, 5]) await send(later(hours))
    expect([...smtp.seen.values()]).toEqual([1])
  })
  it('drops it after the final dot may have the mail: held, never again', async () => {
    smtp.fail([{ at: 'data', drop: true }])
    expect((await send()).summary).toBe('1 held as uncertain.')
    for (const hours of [1, 5, 9]) expect((await send(later(hours))).summary).toBeNull()
    expect((await send(later(24))).summary).toBe('Skipped 1 without anything new.')
    expect([...smtp.seen.values()]).toEqual([1])
  })
  it('drops it within the message may have the mail as well', async () => {
    smtp.fail([{ at: 'mid-data', drop: true }])
    expect((await send()).uncertain).toBe(1)
  })
  it('never answers the message may have it', async () => {
    smtp.fail([{ at: 'data', delayMs: 2500 }])
    expect((await send()).uncertain).toBe(1)
  })
  it('closes an idle connection is simply called again', async () => {
    await send()
    const before = smtp.connections()
    await saveReader(BOB, JOINED)
    smtp.fail([{ at: 'rcpt', drop: true }])
    expect((await send()).sent).toBe(1)
    expect(smtp.connections()).toBe(before + 1)
  })
  it('is not there costs nothing but time', async () => {
    await openTestDatabase({ SMTP_URL: 'smtp://127.0.0.1:1' })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    expect((await send()).retry).toBe(1)
    expect(await states()).toEqual({ retry: 1 })
  })
})

describe('at the last moment', () => {
  it('somebody who leaves between claim and wire gets nothing', async () => {
    await savePapers([ATTENTION])
    const ids = await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 7].map(reader => saveReader(`reader${reader}@example.org`, JOINED)),
    )
    // Five are on the wire at once: while the first is, the last is only claimed.
    const order = [...ids].sort()
    const left = await addressOf(order.at(-1)!)
    smtp.beforeReply(() => leaveSubscription(order.at(-1)!, DUE))
    expect((await send()).sent).toBe(7)
    expect(smtp.mailsTo(left)).toEqual([])
    expect(await states()).toEqual({ sent: 7, skipped: 1 })
  })
  it('a worker told to stop finishes what is on the wire and gives back the rest', async () => {
    await savePapers([ATTENTION])
    for (let reader = 0; reader < 20; reader++) await saveReader(`reader${reader}@example.org`, JOINED)
    const controller = new AbortController()
    smtp.beforeReply(async () => controller.abort())
    const { sent } = await send(DUE, { signal: controller.signal })
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(10)
    expect(await states()).toEqual({ sent, queued: 20 - sent })
    smtp.beforeReply(async () => {})
    await send(later(0.1))
    expect(await states()).toEqual({ sent: 20 })
    expect(Math.max(...smtp.seen.values())).toBe(1)
  })
  it('a reader whose issue cannot be made keeps nobody else from theirs', async () => {
    await savePapers([ATTENTION, { id: 'broken', topics: ['video'] }])
    await saveReader(ADA, JOINED, { topics: ['video'] })
    await saveReader(BOB, JOINED, { topics: ['machine-translation'] })
    await (await database()).transact([`UPDATE paper SET authors = '[not JSON' WHERE id = 'broken'`])
    const report = await send()
    expect(report).toMatchObject({ sent: 1, retry: 1 })
    expect(smtp.mailsTo(BOB)).toHaveLength(1)
  })
})

describe('by hand', () => {
  it('a dry run says who would get what, and does nothing', async () => {
    await savePapers([ATTENTION, BERT])
    await saveReader(ADA, JOINED, { topics: ['machine-translation'] })
    await saveReader(BOB, JOINED, { topics: ['video'] })
    const report = await send(DUE, { dryRun: true })
    expect(report.summary).toMatch(/^Would send 1 digest: /)
    expect(report.preview.toSorted((a, b) => a.email.localeCompare(b.email))).toEqual([
      {
        email: ADA,
        localDate: '2026-11-23',
        papers: [
          { id: ATTENTION.id, title: ATTENTION.title, why: 'you follow Machine Translation · +41 upvotes in 24 h' },
        ],
        nothing: null,
      },
      { email: BOB, localDate: '2026-11-23', papers: [], nothing: 'nothing new in their topics' },
    ])
    expect(await states()).toEqual({})
    expect(smtp.arrived).toEqual([])
    expect((await send()).sent).toBe(1)
  })
  it('one issue goes to one address, beside the ledger', async () => {
    await savePapers([ATTENTION, BERT, MAMBA])
    await saveReader(ADA, JOINED, { topics: ['machine-translation'] })
    expect((await send(later(-5), { to: ADA })).summary).toBe(`Sent ${ADA} a digest in their topics, not recorded.`)
    expect((await send(later(-5), { to: 'dora@example.org' })).summary).toMatch(
      /dora@example\.org a general digest, as they are not subscribed/,
    )
    expect(titlesOf(smtp.mailsTo(ADA)[0]!)).toEqual([ATTENTION.title])
    expect(titlesOf(smtp.mailsTo('dora@example.org')[0]!)).toHaveLength(3)
    expect(smtp.mailsTo('dora@example.org')[0]!.raw).not.toContain('List-Unsubscribe')
    expect(await states()).toEqual({})
    expect((await send()).sent).toBe(1)
    await expect(send(DUE, { to: 'dora' })).rejects.toThrow(/missing an @/)
  })
  it('none goes to an address that complained, whoever asks', async () => {
    await savePapers([ATTENTION])
    await suppressReader(await saveReader(ADA, JOINED), { reason: 'complained', detail: 'abuse' }, JOINED)
    await expect(send(DUE, { to: ADA.toUpperCase() })).rejects.toThrow(/nothing is sent there any more/)
    expect(smtp.arrived).toEqual([])
  })
  it('mails are kept as files where there is no server', async () => {
    await openTestDatabase({ SMTP_URL: undefined })
    await savePapers([ATTENTION])
    await saveReader(ADA, JOINED)
    await send()
    expect((await findOutbox()).map(({ to, subject }) => [to, subject])).toEqual([
      [ADA, '23 Nov 2026: Attention Is All You Need'],
    ])
  })
})

const numbers = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => `video number ${from - index}`)

async function addressOf(id: string): Promise<string> {
  return (await (await database()).prisma.subscriber.findUniqueOrThrow({ where: { id } })).email!
}
