import { classOfRefusal, type RefusalClass } from '#lib/domain/mail/refusal'

/**
 * What became of a mail. `reply` is what the server said, or what went wrong, on one line. `outage`: nobody could be spoken to (no
 * connection, no greeting, no login, 421), which says nothing about this mail and must not count against it; `closing`: the server said so
 * itself; `ours`: we broke off because we are to stop. `about`: what a refusal for good is about.
 */
export type SendResult = {
  outcome: 'sent' | 'retry' | 'failed' | 'uncertain'
  reply: string
  outage?: boolean
  closing?: boolean
  ours?: boolean
  about?: RefusalClass
}

/** An error of nodemailer's SMTPConnection; `ESTOPPED` is ours. */
export type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

/** The line is being closed (RFC 5321 §3.8), or it is about logging in (RFC 4954 §6): any mail would be answered the same. */
const ABOUT_THE_LINE = [421, 530, 534, 535, 538]

/** Reads what went wrong with a mail. `begun`: something of it may be on the wire; `ended`: all of it. */
export function classify(error: SmtpError, begun: boolean, ended: boolean): Omit<SendResult, 'reply'> {
  const { code, command, response = '', responseCode } = error
  if (code === 'ESTOPPED' && !begun) return { outcome: 'retry', outage: true, ours: true }
  if (responseCode && ABOUT_THE_LINE.includes(responseCode))
    return { outcome: 'retry', outage: true, closing: responseCode === 421 }
  // 503 is about the order of commands in this session, not about the mail.
  if (responseCode && responseCode >= 500 && responseCode !== 503)
    return { outcome: 'failed', about: classOfRefusal(response, command === 'MAIL FROM') }
  if (responseCode && (responseCode >= 400 || !ended)) return { outcome: 'retry' }
  if (!begun) return code === 'EENVELOPE' || code === 'EMESSAGE' ? { outcome: 'failed' } : { outcome: 'retry' }
  // Before its end was read nothing could end the message; after it, the server may have taken it, whatever it answered but a refusal.
  return { outcome: ended ? 'uncertain' : 'retry' }
}
