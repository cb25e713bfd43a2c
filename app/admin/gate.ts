import { cookies, headers } from 'next/headers'
import { isOperator, SESSION_MS } from '#lib/admin'
import { now } from '#lib/clock'
import { env } from '#lib/env'
import { secret } from '#lib/secret'
import { findSession, takeEntry } from '#lib/store/admin-entries'
import { readToken, signToken } from '#lib/token'

const COOKIE = 'attn_admin'

/** Whoever is signed in: their name for the audit, and the id of their session. */
export type Operator = { who: string; session: string }

/** Who makes the present request, or null. Everything is asked anew: a session may be ended, and an operator be one no more. */
export async function findOperator(): Promise<Operator | null> {
  const held = (await cookies()).get(COOKIE)?.value
  if (!held) return null
  const token = readToken('session', held, secret(), now())
  if ('error' in token) return null
  const who = await findSession(token.subscriberId, now())
  return who !== null && isOperator(who, secret()) ? { who, session: token.subscriberId } : null
}

/** Uses an entry up, and lets the browser that did in. Answers who it is, or null. */
export async function signIn(entry: string): Promise<string | null> {
  const until = new Date(now().getTime() + SESSION_MS)
  const who = await takeEntry(entry, { now: now(), until })
  if (who === null || !isOperator(who, secret())) return null
  const value = signToken('session', entry, secret(), until)
  ;(await cookies()).set(COOKIE, value, { ...cookieOptions(), expires: until })
  return who
}

/** Lets the browser forget its session. */
export async function forgetCookie(): Promise<void> {
  ;(await cookies()).set(COOKIE, '', { ...cookieOptions(), maxAge: 0 })
}

const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'strict', path: '/admin', secure: env().SITE_URL.startsWith('https:') }) as const

/**
 * Whether a form was sent from a page of this site. Next compares Origin itself, and lets pass what has none, or one of a page that hides
 * it; here that is not enough.
 */
export async function isOwnForm(): Promise<boolean> {
  const asked = await headers()
  const site = asked.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = asked.get('origin')
  return origin !== null && origin !== 'null'
}
