'use server'

import { refresh } from 'next/cache'
import { unlessAway } from '#app/unless-away'
import { now } from '#lib/clock'
import { isDatabaseAway } from '#lib/database-fault'
import { parseAddress } from '#lib/domain/subscription/address'
import { log } from '#lib/log'
import { secret } from '#lib/secret'
import { operate } from '#lib/store/operator'
import { findOperable } from '#lib/store/overview'
import { findSuppression } from '#lib/store/suppressions'
import { findOperator, isOwnForm } from './gate.ts'
import { readWish } from './wish.ts'

/** What a form of the page says after its button was pressed. */
export type AdminState = { attempt: number; said: string | null; wrong: boolean; typed: string }

/** Does what the button that was pressed says, for whoever is signed in. */
export async function act(before: AdminState, data: FormData): Promise<AdminState> {
  const done = await unlessAway(() => doWish(before, data))
  if (done !== 'away') return done
  return { attempt: before.attempt + 1, said: AWAY, wrong: true, typed: '' }
}

const AWAY =
  'The database does not answer at this moment. When it is back, look whether this was done, and try again if not.'

async function doWish(before: AdminState, data: FormData): Promise<AdminState> {
  const typed = String(data.get('address') ?? '').slice(0, 400)
  const say = (said: string, wrong: boolean) => ({ attempt: before.attempt + 1, said, wrong, typed })
  const operator = await findOperator()
  if (!operator) return say('Your session is over: sign in again.', true)
  if (!(await isOwnForm())) return say('This form was not sent from a page of this site, so nothing was done.', true)
  const wish = String(data.get('do') ?? '')
  try {
    if (wish === 'look') return { ...(await look(typed, say)) }
    const action = readWish(wish, typed, await findOperable())
    if (typeof action === 'string') return say(action, true)
    const { ok, said } = await operate(action, { who: operator.who, now: now(), secret: secret() })
    refresh()
    return say(said, !ok)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error('an action of an operator failed', error)
    return say('Something broke on our side: the log of the site says what.', true)
  }
}

async function look(typed: string, say: (said: string, wrong: boolean) => AdminState): Promise<AdminState> {
  const parsed = parseAddress(typed)
  if (!parsed.ok) return say(parsed.message, true)
  const found = await findSuppression(parsed.address, secret())
  if (!found) return say('That address is not suppressed.', false)
  const day = found.at.toISOString().slice(0, 10)
  return say(`Nothing is sent to that address since ${day}: ${found.reason}. ${found.detail ?? ''}`.trim(), false)
}
