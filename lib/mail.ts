import type { Mail } from '#lib/domain/mail/mail'
import { openSigner, type Signer } from './dkim.ts'
import { type Env, env } from './env.ts'
import { encodeMail } from './mime.ts'
import { writeOutboxMail } from './outbox.ts'
import { closeSmtp, sendSmtp } from './smtp.ts'
import type { SendResult } from './smtp-outcome.ts'

/** A mail as it goes over the wire, but for its signature. `returnPath`: where the server sends what it cannot deliver. */
export type EncodedMail = { returnPath: string; to: string; date: Date; raw: Buffer }

/**
 * Sends one mail: by SMTP_URL, or without it into the outbox folder. `sent`: taken by the server; `retry`: surely not, and a later attempt may
 * do; `failed`: refused for good; `uncertain`: no answer after the whole mail was on the wire, so that it may have arrived.
 * On an aborted `signal` a mail of which nothing was sent yet is not sent. Never throws.
 */
export async function sendMail(
  mail: Mail,
  { signal, returnPath }: { signal?: AbortSignal; returnPath?: string | null } = {},
): Promise<SendResult> {
  const raw = await encodeMail(mail).catch(asError)
  if (raw instanceof Error) return { outcome: 'failed', reply: raw.message }
  return sendEncoded({ returnPath: returnPath ?? bareAddress(mail.from), to: mail.to, date: mail.date, raw }, signal)
}

/** The same for a mail that is encoded already. */
export async function sendEncoded(mail: EncodedMail, signal?: AbortSignal): Promise<SendResult> {
  const { returnPath, to, date } = mail
  const signed = await sign(mail.raw).catch(asError)
  // Nothing of it is on the wire, and the next attempt may find the key as it was.
  if (signed instanceof Error) return { outcome: 'retry', reply: signed.message, outage: true }
  const { SMTP_URL } = env()
  return SMTP_URL ? sendSmtp(SMTP_URL, { from: returnPath, to: bareAddress(to) }, signed, signal) : keep(signed, date)
}

/** Closes the connections that are kept for the next mail. */
export const closeMail = (): void => closeSmtp()

/**
 * Makes sure that mails can be signed, where they are to be: before any is taken from the queue.
 * @throws EnvError naming the setting that cannot be used
 */
export function checkMail(): void {
  signerOf(env())
}

let signer: { of: Env; sign: Signer | null } | undefined

function signerOf(settings: Env): Signer | null {
  if (signer?.of !== settings) signer = { of: settings, sign: openSigner(settings) }
  return signer.sign
}

async function sign(raw: Buffer): Promise<Buffer> {
  return signerOf(env())?.(raw) ?? raw
}

async function keep(raw: Buffer, date: Date): Promise<SendResult> {
  try {
    return { outcome: 'sent', reply: `kept in outbox/${await writeOutboxMail(raw, date)}` }
  } catch (error) {
    // A full disk is not the mail's fault.
    return { outcome: 'retry', reply: asError(error).message, outage: true }
  }
}

/** `Attn <digest@example.org>` without its name. */
export const bareAddress = (text: string): string => /<([^<>]*)>$/.exec(text)?.[1] ?? text

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
