'use server'

import { refresh } from 'next/cache'
import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { leaveSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'

/** Ends the subscription of a link. The page, shown again, says so. */
export async function leave(token: string): Promise<void> {
  const holder = readToken('leave', token, secret(), now())
  if ('subscriberId' in holder) await leaveSubscription(holder.subscriberId, now())
  refresh()
}
