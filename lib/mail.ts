import type { Mail } from '#lib/domain/mail/mail'
import { env } from './env.ts'
import { encodeMail } from './mime.ts'
import { writeOutboxMail } from './outbox.ts'
import { closeSmtp, sendSmtp } from './smtp.ts'
import type { SendResult } from './smtp-outcome.ts'

/**
 * Sends one mail: by SMTP_URL, or without it into the outbox folder. `sent`: taken by the server; `retry`: surely not, and a later attempt may
 * do; `failed`: refused for good; `uncertain`: no answer after the whole mail was on the wire, so that it may have arrived.
 * On an aborted `signal` a mail of which nothing was sent yet is not sent. Never throws.
 */
export async function sendMail(mail: Mail, signal?: AbortSignal): Promise<SendResult> {
  const raw = await encodeMail(mail).catch(asError)
  if (raw instanceof Error) return { outcome: 'failed', reply: raw.message }
  const { SMTP_URL } = env()
  return SMTP_URL
    ? sendSmtp(SMTP_URL, { from: bareAddress(mail.from), to: bareAddress(mail.to) }, raw, signal)
    : keep(raw, mail.date)
}

/** Closes the connections that are kept for the next mail. */
export const closeMail = (): void => closeSmtp()

async function keep(raw: Buffer, date: Date): Promise<SendResult> {
  try {
    return { outcome: 'sent', reply: `kept in outbox/${await writeOutboxMail(raw, date)}` }
  } catch (error) {
    // A full disk is not the mail's fault.
    return { outcome: 'retry', reply: asError(error).message, outage: true }
  }
}

/** `Attn <digest@example.org>` without its name. */
const bareAddress = (text: string) => /<([^<>]*)>$/.exec(text)?.[1] ?? text

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
