'use server'

import { headers } from 'next/headers'
import { isOutboxOpen } from '#app/outbox/gate'
import { now } from '#lib/clock'
import { isDatabaseOut } from '#lib/database-fault'
import { networkOf } from '#lib/domain/subscription/network'
import { type FieldError, type Form, parsePreferences, type Typed, typedOf } from '#lib/domain/subscription/preferences'
import type { Preview } from '#lib/domain/subscription/preview'
import { parseSubscription, type SubscriptionRequest } from '#lib/domain/subscription/subscribe-form'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { clientAddress } from '#lib/requests'
import { secret } from '#lib/secret'
import { countAsking } from '#lib/store/askings'
import { requestSubscription } from '#lib/store/subscription-requests'
import { composePreview } from './compose-preview.ts'
import { fieldsOf } from './form-fields.ts'

/** What the form shows next. `attempt` tells one answer from the next; `readsOutbox`, whether the letter can be read at this machine. */
export type SubscribeState = { attempt: number } & (
  | { kind: 'asked' }
  | { kind: 'wrong'; errors: FieldError[]; typed: Typed }
  | { kind: 'accepted'; email: string; readsOutbox: boolean }
  | { kind: 'previewed'; preview: Preview; typed: Typed }
)

/** Records the wish and queues a letter. The answer is the same for every address: new, known or blocked. */
export async function subscribe(before: SubscribeState, data: FormData): Promise<SubscribeState> {
  const attempt = before.attempt + 1
  const form = fieldsOf(data)
  if (form.intent?.includes('preview')) return { attempt, ...(await preview(form)) }
  const parsed = parseSubscription(form)
  if (!parsed.ok) return { attempt, kind: 'wrong', errors: parsed.errors, typed: parsed.typed }
  const message = await record(parsed.value)
  if (message !== null) return { attempt, kind: 'wrong', errors: [{ field: 'email', message }], typed: typedOf(form) }
  return { attempt, kind: 'accepted', email: parsed.value.email, readsOutbox: await isOutboxOpen() }
}

/** Records a wish, or says why not: nothing of that has to do with the address. */
async function record(wish: SubscriptionRequest): Promise<string | null> {
  const at = { now: now(), secret: secret() }
  try {
    const network = networkOf(clientAddress(await headers(), env().TRUST_PROXY) ?? '')
    const beyond = wish.trapped ? null : await countAsking(network, at)
    if (beyond) log.info('a subscription was refused', { beyond: `the limit of ${beyond}` })
    if (beyond) return TOO_OFTEN[beyond]
    await requestSubscription(wish, at)
    return null
  } catch (error) {
    log.error('a subscription was not recorded', error)
    if (isDatabaseOut(error))
      return 'Changes have to wait: the database does not answer at this moment. It is not known whether this was recorded: please try again in a few minutes.'
    return 'Something broke on our side. It is not known whether this was recorded: please try again.'
  }
}

const TOO_OFTEN = {
  network: 'Too many subscriptions were asked for from your network. Please try again later.',
  everybody: 'Too many subscriptions are being asked for at this moment. Please try again later.',
}

/** The button for whoever has no script: nothing is recorded. */
async function preview(form: Form) {
  const parsed = parsePreferences(form)
  const typed = typedOf(form)
  if (!parsed.ok) return { kind: 'wrong' as const, errors: parsed.errors, typed }
  try {
    return { kind: 'previewed' as const, preview: await composePreview(parsed.value, now()), typed }
  } catch (error) {
    log.error('a preview was not made', error)
    const preview = { subject: '', html: null, note: 'The preview could not be made just now.' }
    return { kind: 'previewed' as const, preview, typed }
  }
}
