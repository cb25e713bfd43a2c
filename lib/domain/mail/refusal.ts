/**
 * What a refusal for good is about: `address`, to which nothing should be sent again; `us` (who we are, how we speak, what we send), so that
 * anybody else's mail would be refused as well; or `other`, which is about this one mail.
 */
export type RefusalClass = 'address' | 'us' | 'other'

/** Codes without an enhanced status that say that the server did not understand us (RFC 5321 §4.2.2). */
const NOT_UNDERSTOOD = [500, 502, 504, 555]

/** Reads what a 5xx reply is about. `atSender`: it answered MAIL FROM, which names nobody but us. */
export function classOfRefusal(reply: string, atSender = false): RefusalClass {
  if (atSender) return 'us'
  const [, code = '', status] = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(reply) ?? []
  if (status) return classOfStatus(status)
  return NOT_UNDERSTOOD.includes(Number(code)) ? 'us' : 'other'
}

/** Reads an enhanced status (RFC 3463), such as 5.1.1. */
export function classOfStatus(status: string): RefusalClass {
  // The sender's own address, though it is of the class of addresses (RFC 3463 §3.2).
  if (/^5\.1\.[78]$/.test(status)) return 'us'
  if (/^5\.1\.|^5\.2\.1$/.test(status)) return 'address'
  return /^5\.[357]\./.test(status) ? 'us' : 'other'
}
