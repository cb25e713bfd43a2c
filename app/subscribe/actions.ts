'use server'

import { now } from '#lib/clock'
import { type FieldError, type Form, parsePreferences, type Typed, typedOf } from '#lib/domain/subscription/preferences'
import type { Preview } from '#lib/domain/subscription/preview'
import { parseSubscription } from '#lib/domain/subscription/subscribe-form'
import { log } from '#lib/log'
import { secret } from '#lib/secret'
import { requestSubscription } from '#lib/store/subscription-requests'
import { composePreview } from './compose-preview.ts'
import { fieldsOf } from './form-fields.ts'

/** What the form shows next. `attempt` tells one answer from the next. */
export type SubscribeState = { attempt: number } & (
  | { kind: 'asked' }
  | { kind: 'wrong'; errors: FieldError[]; typed: Typed }
  | { kind: 'accepted'; email: string }
  | { kind: 'previewed'; preview: Preview; typed: Typed }
)

/** Records the wish and queues a letter. The answer is the same for every address: new, known or blocked. */
export async function subscribe(before: SubscribeState, data: FormData): Promise<SubscribeState> {
  const attempt = before.attempt + 1
  const form = fieldsOf(data)
  if (form.intent?.includes('preview')) return { attempt, ...(await preview(form)) }
  const parsed = parseSubscription(form)
  if (!parsed.ok) return { attempt, kind: 'wrong', errors: parsed.errors, typed: parsed.typed }
  try {
    await requestSubscription(parsed.value, { now: now(), secret: secret() })
  } catch (error) {
    log.error('a subscription was not recorded', error)
    const message = 'Something broke on our side and nothing was recorded. Please try again.'
    return { attempt, kind: 'wrong', errors: [{ field: 'email', message }], typed: typedOf(form) }
  }
  return { attempt, kind: 'accepted', email: parsed.value.email }
}

/** The button for whoever has no script: nothing is recorded. */
async function preview(form: Form) {
  const parsed = parsePreferences(form)
  const typed = typedOf(form)
  return parsed.ok
    ? { kind: 'previewed' as const, preview: await composePreview(parsed.value, now()), typed }
    : { kind: 'wrong' as const, errors: parsed.errors, typed }
}
