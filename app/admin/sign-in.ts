'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { isOutboxShown } from '#app/outbox/gate'
import { unlessAway } from '#app/unless-away'
import { renderAdminLink } from '#emails/admin-link'
import { isAdminOpen, LINK_MS, operatorOfToken } from '#lib/admin'
import { now } from '#lib/clock'
import { headerText } from '#lib/domain/mail/mail'
import { parseAddress } from '#lib/domain/subscription/address'
import { networkOf } from '#lib/domain/subscription/network'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { sendMail } from '#lib/mail'
import { parseAdminEmails } from '#lib/operate-settings'
import { clientAddress } from '#lib/requests'
import { secret } from '#lib/secret'
import { endSession, makeEntry } from '#lib/store/admin-entries'
import { countAdminAsking } from '#lib/store/askings'
import { recordAudit } from '#lib/store/audit'
import { messageKey, readToken, signToken } from '#lib/token'
import { findOperator, forgetCookie, isOwnForm, signIn } from './gate.ts'

/** What the page of signing in says next. */
export type SignInState = { attempt: number; said: string | null; wrong: boolean }

/** Signs in with ADMIN_TOKEN, or sends a link to one of ADMIN_EMAILS: the answer is the same for every address, and as fast. */
export async function askToEnter(before: SignInState, data: FormData): Promise<SignInState> {
  const next = await unlessAway(() => answerAsking(before, data))
  return next === 'away' ? { attempt: before.attempt + 1, said: AWAY, wrong: true } : next
}

const AWAY = 'The database does not answer at this moment, so nobody can sign in: try again when it is back.'

async function answerAsking(before: SignInState, data: FormData): Promise<SignInState> {
  const attempt = before.attempt + 1
  const say = (said: string, wrong = true) => ({ attempt, said, wrong })
  if (!isAdminOpen()) return say('There is no way in here.')
  if (!(await isOwnForm())) return say(FOREIGN)
  if (!(await mayTry()))
    return say('Too many attempts from your network. Try again later, or make a link on the command line.')
  if (data.has('token')) return (await enterWithToken(String(data.get('token')))) ?? say('That is not the token.')
  const parsed = parseAddress(String(data.get('email') ?? ''))
  if (!parsed.ok) return say(parsed.message)
  if (isOutboxShown()) return say(NO_MAIL)
  // Once the answer is gone: how long it takes must not tell whose address it is.
  after(() => sendLink(parsed.address.toLowerCase()).catch(error => log.error('a link to enter was not sent', error)))
  return say('If that is the address of an operator, a link is on its way to it. It works for fifteen minutes.', false)
}

const NO_MAIL =
  'No mail is sent from here, and a link in the outbox could be used by everybody at this machine: make one with npm run attn -- admin --link.'

const FOREIGN = 'This form was not sent from a page of this site, so nothing was done.'

async function mayTry(): Promise<boolean> {
  const network = networkOf(clientAddress(await headers(), env().TRUST_PROXY) ?? '') ?? 'unknown'
  return countAdminAsking('admin network', network, { now: now(), secret: secret() })
}

async function enterWithToken(shown: string): Promise<null> {
  const who = operatorOfToken(shown.trim(), secret())
  if (who === null) {
    log.info('somebody tried to enter with a wrong token')
    return null
  }
  const at = now()
  await signIn(await makeEntry(who, { now: at, until: new Date(at.getTime() + LINK_MS) }))
  await recordAudit({ who, action: 'sign in', target: null, outcome: 'With the token.' }, at)
  redirect('/admin')
}

async function sendLink(email: string): Promise<void> {
  const { ADMIN_EMAILS, SITE_URL: siteUrl, MAIL_FROM } = env()
  if (!parseAdminEmails(ADMIN_EMAILS).includes(email)) return
  const at = now()
  if (!(await countAdminAsking('admin address', email, { now: at, secret: secret() }))) return
  const until = new Date(at.getTime() + LINK_MS)
  const id = await makeEntry(email, { now: at, until })
  const mail = {
    ...renderAdminLink({ siteUrl, enterUrl: `${siteUrl}/admin/enter/${signToken('enter', id, secret(), until)}` }),
    from: headerText(MAIL_FROM),
    to: headerText(email),
    date: at,
    messageId: headerText(`<${messageKey(id, 'enter', secret())}@${new URL(siteUrl).hostname}>`),
  }
  const { outcome, reply } = await sendMail(mail)
  if (outcome !== 'sent') log.error('a link to enter was not sent', new Error(reply), { outcome })
}

/** Uses the link of a mail: the page with the button changes nothing, as scanners of mail open it too. */
export async function enter(token: string): Promise<void> {
  const holder = readToken('enter', token, secret(), now())
  if (!('error' in holder) && (await isOwnForm())) {
    const who = await unlessAway(() => enterWithLink(holder.subscriberId))
    // Where the server is away, that page says so.
    if (who) redirect('/admin')
  }
  // The page of a link that does not work, or not any more.
  redirect(`/admin/enter/${encodeURIComponent(token)}`)
}

async function enterWithLink(entry: string): Promise<string | null> {
  const who = await signIn(entry)
  if (who) await recordAudit({ who, action: 'sign in', target: null, outcome: 'With a link.' }, now())
  return who
}

/** Ends the session. */
export async function signOut(): Promise<void> {
  // Where that cannot be written down, the page says so, and the session is as it was.
  await unlessAway(async () => {
    const operator = await findOperator()
    if (!operator || !(await isOwnForm())) return
    await endSession(operator.session, now())
    await recordAudit({ who: operator.who, action: 'sign out', target: null, outcome: 'Done.' }, now())
    await forgetCookie()
  })
  redirect('/admin')
}
