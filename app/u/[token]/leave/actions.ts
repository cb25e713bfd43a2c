'use server'

import { refresh } from 'next/cache'
import { unlessAway } from '#app/unless-away'
import { now } from '#lib/clock'
import { choiceOf, type Preferences } from '#lib/domain/subscription/preferences'
import { seal, unseal } from '#lib/sealed'
import { secret } from '#lib/secret'
import { restoreSubscription } from '#lib/store/departures'
import { findSubscription, leaveSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'

/**
 * What the page of leaving shows next. `undo` is what brings a reader back who left just now: kept by their browser, and nowhere else; while
 * the database is away it is handed back to them.
 */
export type LeaveState = { attempt: number } & (
  | { kind: 'asked' | 'back' | 'too late' }
  | { kind: 'left' | 'away'; undo: string | null }
)

type LeaveEnd = { kind: 'left'; undo: string | null } | { kind: 'back' | 'too late' }

/** How long a leaving can be taken back, in milliseconds. */
const UNDO_MS = 24 * 3_600_000

/** Ends the subscription of a link, or takes that back: the two buttons of one form. */
export async function leave(token: string, before: LeaveState, data: FormData): Promise<LeaveState> {
  const attempt = before.attempt + 1
  const holder = readToken('leave', token, secret(), now())
  if ('error' in holder) return { attempt, kind: 'too late' }
  const field = data.get('undo')
  const undo = typeof field === 'string' ? field : null
  const state = await unlessAway<LeaveEnd>(() =>
    undo === null ? end(holder.subscriberId) : takeBack(holder.subscriberId, undo),
  )
  if (state === 'away') return { attempt, kind: 'away', undo }
  refresh()
  return { attempt, ...state }
}

async function end(id: string): Promise<{ kind: 'left'; undo: string | null }> {
  const at = now()
  const before = await findSubscription(id)
  await leaveSubscription(id, at)
  // Who had not confirmed yet has nothing to come back to.
  if (before?.status !== 'active' || !before.email) return { kind: 'left', undo: null }
  const text = JSON.stringify({ id, email: before.email, preferences: choiceOf(before) })
  return { kind: 'left', undo: seal('undo', text, secret(), new Date(at.getTime() + UNDO_MS)) }
}

async function takeBack(id: string, sealed: string): Promise<{ kind: 'back' | 'too late' }> {
  const text = unseal('undo', sealed, secret(), now())
  if (text === null) return { kind: 'too late' }
  const was = JSON.parse(text) as { id: string; email: string; preferences: Preferences }
  const isBack = was.id === id && (await restoreSubscription(id, was, { now: now(), secret: secret() }))
  return { kind: isBack ? 'back' : 'too late' }
}
