'use server'

import { refresh } from 'next/cache'
import { fieldsOf } from '#app/subscribe/form-fields'
import { unlessAway } from '#app/unless-away'
import { now } from '#lib/clock'
import { type FieldError, parsePreferences, type Typed, typedOf } from '#lib/domain/subscription/preferences'
import { eraseSubscription } from '#lib/store/departures'
import { changeSubscription, confirmSubscription } from '#lib/store/subscribers'
import { holderOf } from './holder.ts'

/** What a button says next that is pressed once: the page, shown again, says what became of it, unless the database is away. */
export type OnceState = { attempt: number; kind: 'asked' | 'away' }

/** Makes the subscription of a link active. */
export async function confirm(token: string, before: OnceState): Promise<OnceState> {
  return once(token, before, id => confirmSubscription(id, now()))
}

/** Erases all that is kept of the reader of a link, but the HMAC of the address. */
export async function erase(token: string, before: OnceState): Promise<OnceState> {
  return once(token, before, id => eraseSubscription(id, now()))
}

async function once(token: string, before: OnceState, change: (id: string) => Promise<unknown>): Promise<OnceState> {
  const attempt = before.attempt + 1
  const holder = holderOf(token)
  const changed = 'subscriberId' in holder && (await unlessAway(() => change(holder.subscriberId)))
  if (changed === 'away') return { attempt, kind: 'away' }
  refresh()
  return { attempt, kind: 'asked' }
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
