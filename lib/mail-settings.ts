import { z } from 'zod'
import { parseRate } from '#lib/domain/mail/rate'
import { parseSender } from '#lib/domain/mail/sender'
import { parseAddress } from '#lib/domain/subscription/address'

const SMTP_URL_RULE =
  'must look like smtp://user:password@host:587, with # / ? @ : and % in user and password percent-encoded (%23 for #)'
const MAIL_FROM_RULE = 'must be one address, such as Attn <digest@example.org> or "Attn, daily" <digest@example.org>'
const BOUNCE_RULE =
  'must be one address with at most 16 characters before the @, such as bounces@example.org: what goes back to it has a sign of its own behind a +'

const MOST_CONNECTIONS = 50
const CONNECTIONS_RULE = `must be a whole number from 1 to ${MOST_CONNECTIONS}`

const dkimName = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be a name of letters, digits, dots and hyphens')

/** The settings that are about mail. */
export const mailSettings = {
  SMTP_URL: z.string().refine(isSmtpUrl, SMTP_URL_RULE).optional(),
  MAIL_FROM: z
    .string()
    .transform((text, context) => {
      const sender = parseSender(text)
      if (sender === null) context.addIssue(MAIL_FROM_RULE)
      return sender ?? z.NEVER
    })
    .default('Attn <digest@localhost>'),
  MAIL_CONNECTIONS: z.coerce
    .number({ error: CONNECTIONS_RULE })
    .int(CONNECTIONS_RULE)
    .min(1, CONNECTIONS_RULE)
    .max(MOST_CONNECTIONS, CONNECTIONS_RULE)
    .default(10),
  // Kept as text, as settings are handed to other processes; `parseRate` reads it.
  MAIL_RATE: z
    .string()
    .refine(
      text => parseRate(text) !== null,
      'must be a number of mails a second, minute or hour, such as 10/s, 600/min or 2000/h',
    )
    .optional(),
  BOUNCE_ADDRESS: z
    .string()
    .refine(text => parseAddress(text).ok && /^[^@+]{1,16}@/.test(text), BOUNCE_RULE)
    .optional(),
  BOUNCE_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'must be one word of at least 16 plain characters')
    .optional(),
  DKIM_DOMAIN: dkimName.optional(),
  DKIM_SELECTOR: dkimName.optional(),
  DKIM_KEY_FILE: z.string().optional(),
}

/** The settings of signing mails: all three or none. */
const DKIM = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const

/** Which setting of DKIM is missing while others are there, or null. */
export function findMissingDkim(settings: { [Name in (typeof DKIM)[number]]?: string }): string | null {
  const missing = DKIM.filter(name => !settings[name])
  return missing.length > 0 && missing.length < DKIM.length ? missing[0]! : null
}

/** Whether this names a mail server. A password with a bare `#`, `/` or `?` ends the host early, and what is left of it holds the `@`. */
function isSmtpUrl(text: string): boolean {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { hostname, pathname, search, hash, username, password } = new URL(text)
  if (!canDecode(username) || !canDecode(password)) return false
  return hostname !== '' && URL.canParse(`http://${hostname}`) && !`${pathname}${search}${hash}`.includes('@')
}

function canDecode(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}
