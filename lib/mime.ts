import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mail } from '#lib/domain/mail/mail'

/** A mail as it goes over the wire: CRLF lines of at most 76 characters but for some headers, text first, HTML last. */
export async function encodeMail(mail: Mail): Promise<Buffer> {
  const { from, to, subject, date, messageId, text, html, headers } = mail
  const composer = new MailComposer({
    from,
    to,
    subject,
    date,
    messageId,
    text,
    html,
    textEncoding: 'quoted-printable',
    encoding: 'quoted-printable',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value: asItIs(key, value) })),
  })
  return composer.compile().build()
}

// Mail readers look for the whole List-Unsubscribe on one line (RFC 8058 leaves folding open, and some do not unfold).
const asItIs = (key: string, value: string) =>
  key.startsWith('List-') ? { prepared: true, foldLines: false, value } : value
