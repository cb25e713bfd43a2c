import { z } from 'zod'
import { parseAddress } from './address.ts'
import {
  errorsOf,
  type Form,
  given,
  type ParsedForm,
  type Preferences,
  preferencesSchema,
  refuseContradiction,
  typedOf,
} from './preferences.ts'

/** A request to subscribe. `trapped`: the field that people do not see was filled, so nobody asked for anything. */
export type SubscriptionRequest = Preferences & { email: string; trapped: boolean }

/** The words of the form to which a reader consents, and their version: both are recorded with the choice. Change them together. */
export const CONSENT_FORM = 'subscribe v2'
export const CONSENT_TEXT =
  'A letter asks you to confirm; without that nothing is sent. The address serves for these mails alone.'

/** Reads the subscribe form: the preferences, `email`, and `website`, which only a machine fills in. */
export function parseSubscription(form: Form): ParsedForm<SubscriptionRequest> {
  const typed = typedOf(form)
  const trapped = [form.website ?? []].flat().some(text => text !== '')
  const parsed = schema.safeParse({ email: '', ...given(typed) })
  return parsed.success
    ? { ok: true, value: { ...parsed.data, trapped } }
    : { ok: false, errors: errorsOf(parsed.error), typed }
}

const schema = preferencesSchema
  .extend({
    email: z.string().transform((typed, context) => {
      const parsed = parseAddress(typed)
      if (parsed.ok) return parsed.address
      context.addIssue({ code: 'custom', message: parsed.message })
      return z.NEVER
    }),
  })
  .check(refuseContradiction)
