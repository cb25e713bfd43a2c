import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { readToken } from '#lib/token'

/**
 * Whose subscription a link opens. The link of a confirmation opens it too: whoever has it has read the inbox. It does so for 72 h.
 */
export function holderOf(token: string): { subscriberId: string } | { error: 'invalid' | 'expired' } {
  const at = now()
  const manage = readToken('manage', token, secret(), at)
  return 'subscriberId' in manage ? manage : readToken('confirm', token, secret(), at)
}
