import type { Metadata } from 'next'
import { connection } from 'next/server'
import { setStatus } from '#app/http-status'
import { offered } from '#app/subscribe/offered'
import { ConfirmForm } from '#components/confirm-form'
import { DeadLink } from '#components/dead-link'
import { OwnData } from '#components/own-data'
import { PreferencesForm } from '#components/preferences-form'
import { describeChoice, SubscriptionSummary } from '#components/subscription-summary'
import { now } from '#lib/clock'
import { localDateOf } from '#lib/domain/schedule/zone'
import { secret } from '#lib/secret'
import { findSubscription } from '#lib/store/subscribers'
import { signToken } from '#lib/token'
import { guarded } from '../../guarded.tsx'
import { change, confirm, erase } from './actions.ts'
import { holderOf } from './holder.ts'

// The address of this page is a key: it must not get into a search engine.
export const metadata: Metadata = { title: 'Your subscription', robots: 'noindex' }

export default guarded(async function SubscriptionPage({ params }: { params: Promise<{ token: string }> }) {
  await connection()
  const { token } = await params
  const holder = holderOf(token)
  if ('error' in holder) {
    await setStatus(holder.error === 'expired' ? 410 : 404)
    return <DeadLink why={holder.error} />
  }
  const subscription = await findSubscription(holder.subscriberId)
  if (subscription?.status === 'pending') {
    const { email } = subscription
    return <ConfirmForm email={email} choice={describeChoice(subscription)} action={confirm.bind(null, token)} />
  }
  if (subscription?.status === 'suppressed') return <DeadLink why="suppressed" />
  if (subscription?.status !== 'active') return <DeadLink why={subscription?.confirmedAt ? 'left' : 'expired'} />
  return (
    <>
      <SubscriptionSummary
        subscription={isPaused(subscription) ? subscription : { ...subscription, pausedUntil: null }}
      />
      <PreferencesForm preferences={subscription} offered={offered} action={change.bind(null, token)} />
      <OwnData
        leave={`/u/${signToken('leave', subscription.id, secret())}/leave`}
        data={`/subscription/${token}/data`}
        erase={erase.bind(null, token)}
      />
    </>
  )
})

const isPaused = ({ pausedUntil, zone }: { pausedUntil: string | null; zone: string }) =>
  pausedUntil !== null && pausedUntil > localDateOf(now(), zone)
