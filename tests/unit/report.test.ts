import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRate } from '#lib/domain/mail/rate'
import { classOfRefusal } from '#lib/domain/mail/refusal'
import { parseReport, splitMailbox } from '#lib/domain/mail/report'
import { readReturnPath, signReturnPath } from '#lib/return-path'
import { deliveryReport } from '../support/reports.ts'

describe('a refusal', () => {
  it.each([
    ['550 5.1.1 no such user', 'address'],
    ['550-5.1.1 The email account that you tried to reach does not exist', 'address'],
    ['550 5.1.10 null MX', 'address'],
    ['550 5.2.1 disabled', 'address'],
    ['552 5.2.2 full', 'other'],
    ['550 5.1.8 bad sender', 'us'],
    ['550 5.7.1 spam', 'us'],
    ['552 5.3.4 too big', 'us'],
    ['501 5.5.4 bad argument', 'us'],
    ['500 what', 'us'],
    ['550 no such user', 'other'],
    ['554 5.4.6 loop', 'other'],
    ['550 5.11.1 strange', 'other'],
    ['', 'other'],
  ])('%s is about %s', (reply, about) => {
    expect(classOfRefusal(reply)).toBe(about)
  })
})

describe('a report', () => {
  it('can be any text, cut anywhere, and is answered quickly', () => {
    const whole = deliveryReport({ to: 'a@b.c' })
    fc.assert(fc.property(fc.string(), text => parseReport(text) === null))
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.string(), (from, to, text) => {
        parseReport(whole.slice(0, from) + text + whole.slice(to))
        splitMailbox(whole.slice(from) + text)
      }),
    )
    const began = performance.now()
    for (const hostile of [
      '--x\r\n',
      'a: b\r\n ',
      '\r\n\r\n',
      'From x 2026\n',
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n',
      '<',
      '@',
    ])
      for (const head of ['', 'To: ', 'Content-Type: multipart/report; boundary=x\r\n\r\n'])
        parseReport(head + hostile.repeat(20_000))
    // Words without an end: at 1 MB, which the door lets in, every character more must not cost a look at all others.
    const status = 'Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n'
    for (const [head, hostile] of [
      ['To: ', 'a'],
      ['Original-Mail-From: ', 'a.'],
      ['List-Unsubscribe: ', '<http:'],
    ]) {
      const field = head + hostile!.repeat(250_000 / hostile!.length)
      parseReport(`${field}\r\n${status}`)
      parseReport(
        `Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n${status}\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n${field}\r\n\r\n--x--`,
      )
    }
    expect(performance.now() - began).toBeLessThan(20_000)
  }, 180_000)
})

describe('a return path', () => {
  const secret = 'a secret for tests only'
  it('is read back whatever the reader and the date, and by nobody without the secret', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.integer({ min: 0, max: 60_000 }),
        (bytes, day) => {
          const subscriberId = Buffer.from(bytes).toString('base64url')
          const localDate = new Date(day * 86_400_000).toISOString().slice(0, 10)
          const address = signReturnPath('bounces.of.attn1@example.org', { subscriberId, localDate }, secret)!
          expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64)
          expect(readReturnPath(address, secret)).toEqual({ subscriberId, localDate })
          expect(readReturnPath(address.toUpperCase(), secret)).toEqual({ subscriberId, localDate })
          expect(readReturnPath(address, 'another secret than it')).toBeNull()
        },
      ),
    )
    fc.assert(fc.property(fc.string(), text => readReturnPath(text, secret) === null))
    expect(signReturnPath('b@example.org', { subscriberId: 'reader0', localDate: '2026-11-23' }, secret)).toBeNull()
  })
})

it.each([
  ['10/s', 100],
  ['600/min', 100],
  ['2000 / h', 1800],
  ['0/s', null],
  ['10', null],
  ['10/day', null],
  ['-1/s', null],
])('the rate %s is a mail every %s ms', (text, gap) => {
  expect(parseRate(text)).toBe(gap)
})
