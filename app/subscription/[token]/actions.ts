'use server'

import { refresh } from 'next/cache'
import { fieldsOf } from '#app/subscribe/form-fields'
import { unlessAway } from '#app/unless-away'
import { now } from '#lib/clock'
import { type FieldError, parsePreferences, type Typed, typedOf } from '#lib/domain/subscription/preferences'
import { eraseSubscription } from '#lib/store/departures'
import { changeSubscription, confirmSubscription } from '#lib/store/subscribers'
import { holderOf } from './holder.ts'

/** Makes the subscription of a link active. The page, shown again, says what became of it. */
export async function confirm(token: string): Promise<void> {
  const holder = holderOf(token)
  if ('subscriberId' in holder) await unlessAway(() => confirmSubscription(holder.subscriberId, now()))
  refresh()
}

/** Erases all that is kept of the reader of a link, but the HMAC of the address. The page, shown again, says so. */
export async function erase(token: string): Promise<void> {
  const holder = holderOf(token)
  if ('subscriberId' in holder) await unlessAway(() => eraseSubscription(holder.subscriberId, now()))
  refresh()
}

/** What the form of preferences shows next. */
export type ChangeState = { attempt: number } & (
  | { kind: 'asked' | 'saved' | 'refused' }
  | { kind: 'away'; typed: Typed }
  | { kind: 'wrong'; errors: FieldError[]; typed: Typed }
)

/** Replaces what the reader of a link chose. */
export async function change(token: string, before: ChangeState, data: FormData): Promise<ChangeState> {
  const attempt = before.attempt + 1
  const holder = holderOf(token)
  if (!('subscriberId' in holder)) return { attempt, kind: 'refused' }
  const parsed = parsePreferences(fieldsOf(data))
  if (!parsed.ok) return { attempt, kind: 'wrong', errors: parsed.errors, typed: parsed.typed }
  const changed = await unlessAway(() => changeSubscription(holder.subscriberId, parsed.value, now()))
  // Shown again, the page could say no more than that, and what was typed would be lost.
  if (changed === 'away') return { attempt, kind: 'away', typed: typedOf(fieldsOf(data)) }
  refresh()
  return { attempt, kind: changed ? 'saved' : 'refused' }
}
