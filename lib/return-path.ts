import { createHmac, timingSafeEqual } from 'node:crypto'
import { keyOf } from './token.ts'

/** Whose mail of which local date came back. */
export type Returned = { subscriberId: string; localDate: string }

const DAY_MS = 86_400_000
/** Digits of base 32 in one case, as some servers do not keep that of an address. */
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567'
const TOKEN = /^([a-z2-7]{26})([a-z2-7]{4})([a-z2-7]{16})$/

/**
 * The address for what cannot be delivered (VERP): `bounces@example.org` ▶ `bounces+TOKEN@example.org`. The token names reader and date and is
 * signed with 80 bits of an HMAC-SHA256; with 16 characters before the @ it all has 63, and an address may have 64. Null for a reader whose
 * id this program did not make.
 */
export function signReturnPath(address: string, { subscriberId, localDate }: Returned, secret: string): string | null {
  const id = Buffer.from(subscriberId, 'base64url')
  if (id.length !== 16 || id.toString('base64url') !== subscriberId) return null
  const day = Math.floor(Date.parse(localDate) / DAY_MS)
  const [local, domain] = address.split('@') as [string, string]
  return `${local}+${toToken(id, day, secret)}@${domain}`
}

/** Reads such an address, or only its token, in any case. Null for anything else, and for one that was not signed with this secret. */
export function readReturnPath(text: string, secret: string): Returned | null {
  const token = /^(?:[^@]*\+)?([A-Za-z2-7]{46})(?:@[^@]*)?$/.exec(text.trim())?.[1]?.toLowerCase() ?? ''
  const [, idPart, dayPart] = TOKEN.exec(token) ?? []
  if (!idPart || !dayPart) return null
  const id = fromBase32(idPart).subarray(0, 16)
  const day = fromBase32(dayPart).readUInt16BE()
  if (!timingSafeEqual(Buffer.from(token), Buffer.from(toToken(id, day, secret)))) return null
  return { subscriberId: id.toString('base64url'), localDate: new Date(day * DAY_MS).toISOString().slice(0, 10) }
}

function toToken(id: Buffer, day: number, secret: string): string {
  const days = Buffer.alloc(2)
  days.writeUInt16BE(day)
  const mac = createHmac('sha256', keyOf('return path', secret)).update(id).update(days).digest().subarray(0, 10)
  return `${toBase32(id)}${toBase32(days)}${toBase32(mac)}`
}

function toBase32(bytes: Buffer): string {
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const pair = (bytes[bit >> 3]! << 8) | (bytes[(bit >> 3) + 1] ?? 0)
    text += DIGITS[(pair >> (11 - (bit & 7))) & 31]
  }
  return text
}

function fromBase32(text: string): Buffer {
  const bytes = Buffer.alloc(Math.floor((text.length * 5) / 8))
  for (let index = 0; index < text.length; index++) {
    const bit = index * 5
    const pair = DIGITS.indexOf(text[index]!) << (11 - (bit & 7))
    if (bit >> 3 < bytes.length) bytes[bit >> 3]! |= pair >> 8
    if ((bit >> 3) + 1 < bytes.length) bytes[(bit >> 3) + 1]! |= pair & 255
  }
  return bytes
}
