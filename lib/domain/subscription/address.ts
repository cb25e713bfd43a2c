/** An address ready for delivery (its domain in ASCII, lower case), or one sentence that says what is wrong with it. */
export type ParsedAddress = { ok: true; address: string } | { ok: false; message: string }

/** Reads an e-mail address as someone typed it. Total: any text is answered. */
export function parseAddress(typed: string): ParsedAddress {
  const text = typed.trim()
  if (text === '') return refuse('Please enter your e-mail address.')
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) return refuse('An e-mail address has no spaces or invisible characters in it.')
  const at = text.indexOf('@')
  if (at < 0) return refuse('This is missing an @: an address looks like ada@example.org.')
  if (text.indexOf('@', at + 1) >= 0) return refuse('This has more than one @: please enter one address only.')
  const local = text.slice(0, at)
  const domain = toAscii(text.slice(at + 1))
  if (local === '') return refuse('Something is missing before the @.')
  if (text.endsWith('@')) return refuse('Something is missing after the @.')
  if (local.length > 64) return refuse('The part before the @ is longer than the 64 characters that mail allows.')
  if (!LOCAL.test(local))
    return refuse('The part before the @ holds a character, or a dot in a place, that we cannot send to.')
  if (!domain) return refuse(`“${text.slice(at + 1, at + 65)}” is not a domain that mail can be sent to.`)
  const address = `${local}@${domain}`
  if (address.length > 254) return refuse('This is longer than the 254 characters that an address may have.')
  return { ok: true, address }
}

/** The form in which two spellings of one address are equal: mailboxes do not tell case apart in practice. */
export function normalizeAddress(address: string): string {
  return address.toLowerCase()
}

const refuse = (message: string): ParsedAddress => ({ ok: false, message })

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LOCAL = new RegExp(`^${ATOM}(\\.${ATOM})*$`)
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain in ASCII (IDNA), or null. */
function toAscii(domain: string): string | null {
  // URL would read a port, a path or a percent escape into these.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null
  if (!URL.canParse(`http://${domain}`)) return null
  const ascii = new URL(`http://${domain}`).hostname
  return DOMAIN.test(ascii) || ascii === 'localhost' ? ascii : null
}
