import { CONFIRM_MS } from '#lib/domain/subscription/confirmation'
import { env } from '#lib/env'
import { signReturnPath } from '#lib/return-path'
import { secret } from '#lib/secret'
import { messageKey, signToken } from '#lib/token'

/** The page with the button that confirms; it works for 72 h from `now`, when it is sent. */
export const confirmUrl = (subscriberId: string, now: Date): string =>
  `${env().SITE_URL}/subscription/${signToken('confirm', subscriberId, secret(), new Date(now.getTime() + CONFIRM_MS))}`

/** The page where a reader changes what they get. */
export const manageUrl = (subscriberId: string): string =>
  `${env().SITE_URL}/subscription/${signToken('manage', subscriberId, secret())}`

/** The address for leaving with one click. */
export const leaveUrl = (subscriberId: string): string =>
  `${env().SITE_URL}/u/${signToken('leave', subscriberId, secret())}`

/** The Message-ID of what is sent to a reader: the same for the same occasion, such as a local date. */
export const messageIdOf = (subscriberId: string, occasion: string): string =>
  `<${messageKey(subscriberId, occasion, secret())}@${new URL(env().SITE_URL).hostname}>`

/** Where the server sends what it cannot deliver of the mail of a date; null where that is the sender's own address. */
export const returnPathOf = (subscriberId: string, localDate: string): string | null => {
  const { BOUNCE_ADDRESS } = env()
  return BOUNCE_ADDRESS ? signReturnPath(BOUNCE_ADDRESS, { subscriberId, localDate }, secret()) : null
}
