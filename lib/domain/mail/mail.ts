declare const safe: unique symbol

/** Text that can stand in a header: one line without control characters. Only `headerText` makes it. */
export type HeaderText = string & { readonly [safe]: true }

/** Makes text fit for a header: every control character (CR, LF and NUL above all) becomes a space, and so does what reverses text. */
export function headerText(text: string): HeaderText {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim() as HeaderText
}

/** One mail to one reader, ready to be sent. `messageId` with its angle brackets; `headers` beyond those that every mail has. */
export type Mail = {
  from: HeaderText
  to: HeaderText
  subject: HeaderText
  date: Date
  messageId: HeaderText
  headers: Record<string, HeaderText>
  text: string
  html: string
}

/** What a template renders of a mail; the rest is known by whoever sends it. */
export type RenderedMail = Pick<Mail, 'subject' | 'headers' | 'text' | 'html'>
