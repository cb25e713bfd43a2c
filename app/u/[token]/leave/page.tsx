import type { Metadata } from 'next'
import { connection } from 'next/server'
import { setStatus } from '#app/http-status'
import { DeadLink } from '#components/dead-link'
import { LeaveForm } from '#components/leave-form'
import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { findSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'
import { guarded } from '../../../guarded.tsx'
import { leave } from './actions.ts'

export const metadata: Metadata = { title: 'Leave', robots: 'noindex' }

export default guarded(async function LeavePage({ params }: { params: Promise<{ token: string }> }) {
  await connection()
  const { token } = await params
  const holder = readToken('leave', token, secret(), now())
  if ('error' in holder) {
    await setStatus(404)
    return <DeadLink why={holder.error} />
  }
  const subscription = await findSubscription(holder.subscriberId)
  // The same form whoever comes: what it answered has to find its place again, also where there is no script.
  return <LeaveForm email={subscription?.email ?? null} action={leave.bind(null, token)} />
})
