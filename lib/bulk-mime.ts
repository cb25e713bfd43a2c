import MimeNode from 'nodemailer/lib/mime-node'
import type { HeaderText, Mail } from '#lib/domain/mail/mail'
import { encodeQuotedPrintable } from './quoted-printable.ts'

/** A part of a body, ending with a line break; a `shared` one is the same object in many mails. */
export type BodyPiece = { text: string; shared: boolean }

/** A mail whose bodies come in pieces. */
export type PiecedMail = Omit<Mail, 'text' | 'html'> & { text: BodyPiece[]; html: BodyPiece[] }

/** Encodes mails that have most of their pieces in common. */
export type BulkEncoder = (mail: PiecedMail) => Buffer

/** Quoted-printable never has `=_`, so that this ends no part early. */
const BOUNDARY = '=_attn-part'

const part = (type: string) =>
  `--${BOUNDARY}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`
const TEXT_PART = Buffer.from(`\r\n${part('text/plain')}`)
const HTML_PART = Buffer.from(`\r\n${part('text/html')}`)
const END = Buffer.from(`\r\n--${BOUNDARY}--\r\n`)

/**
 * Makes an encoder: each shared piece and each sender and subject is encoded once, and the rest is joining. What it keeps goes with the
 * pieces, and with the encoder.
 */
export function openBulkEncoder(): BulkEncoder {
  const encoded = new WeakMap<BodyPiece, Buffer>()
  const written = new Map<string, string>()
  const encode = (piece: BodyPiece): Buffer => {
    const known = encoded.get(piece)
    if (known) return known
    const made = encodeQuotedPrintable(piece.text)
    if (piece.shared) encoded.set(piece, made)
    return made
  }
  const senderAndSubject = (from: HeaderText, subject: HeaderText): string => {
    const key = `${from}\n${subject}`
    const known = written.get(key)
    if (known !== undefined) return known
    // One a list of papers: thousands of readers can have as many.
    if (written.size > 1000) written.clear()
    const made = writeHeaders(from, subject)
    written.set(key, made)
    return made
  }
  return ({ from, to, subject, date, messageId, headers, text, html }) => {
    const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const head = `${senderAndSubject(from, subject)}To: ${to}\r\nMessage-ID: ${messageId}\r\nDate: ${date.toUTCString().replace('GMT', '+0000')}\r\n${own.join('')}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="${BOUNDARY}"\r\n`
    return Buffer.concat([Buffer.from(head), TEXT_PART, ...text.map(encode), HTML_PART, ...html.map(encode), END])
  }
}

/** From and Subject as nodemailer writes them: encoded words, folded. */
function writeHeaders(from: HeaderText, subject: HeaderText): string {
  const node = new MimeNode('text/plain')
  node.setHeader({ from, subject })
  const lines = node
    .buildHeaders()
    .split(/\r\n(?![ \t])/)
    .filter(line => /^(From|Subject):/.test(line))
  return lines.map(line => `${line}\r\n`).join('')
}
