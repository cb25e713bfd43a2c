import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a link in a mail lets its holder do, and `session`, what a cookie does: a token for one purpose is worth nothing for another. Of `enter`
 * and `session` the holder is an entry into /admin.
 */
export type Purpose = 'confirm' | 'manage' | 'leave' | 'enter' | 'session'

/**
 * Makes the token of a link: `<subscriber>.<expiry in seconds, base 36, or 0>.<signature>`, safe in a URL.
 * Without `expiresAt` it does not expire, as those of `manage` and `leave`.
 * The signature is the first 192 bits of an HMAC-SHA256 over purpose, subscriber and expiry.
 */
export function signToken(purpose: Purpose, subscriberId: string, secret: string, expiresAt?: Date): string {
  const expiry = expiresAt ? Math.ceil(expiresAt.getTime() / 1000).toString(36) : '0'
  return `${subscriberId}.${expiry}.${sign(purpose, subscriberId, expiry, secret)}`
}

/** Reads a token. Total: any text is answered. */
export function readToken(
  purpose: Purpose,
  token: string,
  secret: string,
  now: Date,
): { subscriberId: string } | { error: 'invalid' | 'expired' } {
  const match = /^([A-Za-z0-9_-]{1,64})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{32})$/.exec(token)
  if (!match) return { error: 'invalid' }
  const [, subscriberId, expiry, signature] = match as unknown as [string, string, string, string]
  const expected = sign(purpose, subscriberId, expiry, secret)
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return { error: 'invalid' }
  if (expiry !== '0' && Number.parseInt(expiry, 36) * 1000 <= now.getTime()) return { error: 'expired' }
  return { subscriberId }
}

/** The left part of a Message-ID: the same for the same reader and date, and telling a stranger neither. */
export function messageKey(subscriberId: string, localDate: string, secret: string): string {
  const text = `${localDate}\n${subscriberId}`
  return createHmac('sha256', keyOf('message', secret)).update(text).digest('hex').slice(0, 40)
}

function sign(purpose: Purpose, subscriberId: string, expiry: string, secret: string): string {
  const text = `${subscriberId}.${expiry}`
  return createHmac('sha256', keyOf(`token ${purpose}`, secret))
    .update(text)
    .digest('base64url')
    .slice(0, 32)
}

/** A key of its own for every use of the secret. */
export function keyOf(use: string, secret: string): Buffer {
  if (keys.secret !== secret) keys = { secret, byUse: new Map() }
  const known = keys.byUse.get(use)
  if (known) return known
  const key = createHmac('sha256', secret).update(`attn ${use}`).digest()
  keys.byUse.set(use, key)
  return key
}

// A mail has four of them, and each key would be made anew for every mail.
let keys = { secret: '', byUse: new Map<string, Buffer>() }
