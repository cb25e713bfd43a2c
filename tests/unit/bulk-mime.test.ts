import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { openBulkEncoder } from '#lib/bulk-mime'
import { headerText } from '#lib/domain/mail/mail'
import { encodeQuotedPrintable } from '#lib/quoted-printable'
import { anyText } from '../support/any-text.ts'

const decode = (encoded: string) =>
  Buffer.from(
    encoded
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

describe('quoted-printable', () => {
  it('carries any text in lines of at most 76 plain characters', () => {
    const check = (text: string) => {
      const encoded = encodeQuotedPrintable(text).toString('latin1')
      expect(decode(encoded)).toBe(Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('utf8'))
      expect(encoded).toMatch(/^[\x20-\x7e\t\r\n]*$/)
      for (const line of encoded.split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(76)
        expect(line).not.toMatch(/[ \t\r\n]$/)
      }
    }
    fc.assert(fc.property(anyText, check))
    for (const unit of ['x', '=', 'ü', '語', '😀', ' ', '\t', '. ', '\r', '\n', 'x \n'])
      for (const length of [1, 24, 25, 26, 72, 73, 74, 75, 76, 77, 200]) check(unit.repeat(length))
  })
  it('of pieces is what it is of the whole', () => {
    const lines = fc.array(anyText.map(text => `${text.replace(/\r/g, '')}\n`))
    fc.assert(
      fc.property(lines, pieces => {
        const joined = Buffer.concat(pieces.map(encodeQuotedPrintable))
        expect(joined.equals(encodeQuotedPrintable(pieces.join('')))).toBe(true)
      }),
    )
  })
})

describe('a mail of pieces', () => {
  const encode = openBulkEncoder()
  const shared = { text: '<p>Die Übung – 注意力 😀 = "all"</p>\n', shared: true }
  const mailTo = (
    to: string,
    subject = 'Über alles: 注意力, and a subject that is longer than one line of a header may be',
  ) =>
    encode({
      from: headerText('"Attn, täglich" <digest@example.org>'),
      to: headerText(to),
      subject: headerText(subject),
      date: new Date('2026-11-23T07:00:00Z'),
      messageId: headerText('<key@attn.example.org>'),
      headers: { 'List-Unsubscribe': headerText(`<https://attn.example.org/u/${'x'.repeat(120)}>`) },
      text: [
        { text: 'ATTN.\n', shared: true },
        { text: `For ${to}\n`, shared: false },
      ],
      html: [shared, { text: `<p>${to}</p>\n`, shared: false }],
    })
  it('is read by another program as it was meant, time and again', async () => {
    for (const to of ['ada@example.org', 'bob@example.org']) {
      const mail = await simpleParser(mailTo(to))
      expect(mail.subject).toBe('Über alles: 注意力, and a subject that is longer than one line of a header may be')
      expect(mail.from?.value).toEqual([{ address: 'digest@example.org', name: 'Attn, täglich' }])
      expect(mail.messageId).toBe('<key@attn.example.org>')
      expect(mail.date).toEqual(new Date('2026-11-23T07:00:00Z'))
      expect(mail.text).toBe(`ATTN.\nFor ${to}\n`)
      expect(mail.html).toBe(`${shared.text}<p>${to}</p>\n`)
    }
  })
  it('has CRLF lines of at most 998 octets, the link to leave on one of them, text first', () => {
    const raw = mailTo('ada@example.org').toString('latin1')
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0\x80-\xff]/)
    expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998)
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/attn\.example\.org\/u\/x{120}>\r$/m)
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'))
  })
})
