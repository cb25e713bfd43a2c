import { z } from 'zod'
import { parseAddress } from '#lib/domain/subscription/address'

const word = (least: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\x21-\\x7e]{${least},200}$`), `must be one word of at least ${least} plain characters`)

const PORT_RULE = 'must be a whole number from 1 to 65535'

/** Rows of the ledger that are younger than this many days always stay: what comes back from far away still finds its mail. */
export const LEAST_KEPT_DAYS = 90

const DAYS_RULE = `must be a whole number of days, ${LEAST_KEPT_DAYS} or more`

/** The settings of looking after an installation. */
export const operateSettings = {
  LOG_FORMAT: z.enum(['text', 'json'], { error: 'must be text or json' }).default('text'),
  LOG_REQUESTS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  METRICS_TOKEN: word(16).optional(),
  METRICS_PORT: z.coerce.number({ error: PORT_RULE }).int(PORT_RULE).min(1, PORT_RULE).max(65535, PORT_RULE).optional(),
  KEEP_DELIVERIES_DAYS: z.coerce.number({ error: DAYS_RULE }).int(DAYS_RULE).min(LEAST_KEPT_DAYS, DAYS_RULE).optional(),
  ADMIN_TOKEN: word(16).optional(),
  // Kept as text, as settings are handed to other processes; `parseAdminEmails` reads it.
  ADMIN_EMAILS: z
    .string()
    .refine(
      text => splitEmails(text).every(each => parseAddress(each).ok),
      'must be addresses with commas between them, such as ada@example.org, bob@example.org',
    )
    .optional(),
}

/** The addresses of ADMIN_EMAILS, in lower case. */
export function parseAdminEmails(text = ''): string[] {
  return splitEmails(text).flatMap(each => {
    const parsed = parseAddress(each)
    return parsed.ok ? [parsed.address.toLowerCase()] : []
  })
}

const splitEmails = (text: string) => text.split(/[\s,;]+/).filter(Boolean)
