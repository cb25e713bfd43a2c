import type { Metadata } from 'next'
import { connection } from 'next/server'
import { setStatus } from '#app/http-status'
import { DeadLink } from '#components/dead-link'
import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { findSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'
import { leave } from './actions.ts'

export const metadata: Metadata = { title: 'Leave', robots: 'noindex' }

export default async function LeavePage({ params }: { params: Promise<{ token: string }> }) {
  await connection()
  const { token } = await params
  const holder = readToken('leave', token, secret(), now())
  if ('error' in holder) {
    await setStatus(404)
    return <DeadLink why={holder.error} />
  }
  const subscription = await findSubscription(holder.subscriberId)
  if (subscription?.status !== 'active' && subscription?.status !== 'pending') return <DeadLink why="left" />
  return (
    <>
      <h1 className="font-semibold font-serif text-3xl">Leave?</h1>
      <p className="mt-3">
        Nothing more will be sent to <strong>{subscription.email}</strong>, and the address is forgotten.
      </p>
      <form action={leave.bind(null, token)} className="mt-6">
        <button type="submit" className="button">
          Leave
        </button>
      </form>
    </>
  )
}
