import { createHmac } from 'node:crypto'
import { normalizeAddress } from '#lib/domain/subscription/address'

/** What is kept of an address for good: an HMAC, so that nobody without the secret can ask whether someone was here. */
export function hashEmail(address: string, secret: string): string {
  const key = createHmac('sha256', secret).update('attn address').digest()
  return createHmac('sha256', key).update(normalizeAddress(address)).digest('hex')
}
