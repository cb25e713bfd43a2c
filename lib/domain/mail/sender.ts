import { parseAddress } from '../subscription/address.ts'

/**
 * Reads whom mails are from, as an operator wrote it: `digest@example.org`, `Attn <digest@example.org>`,
 * `"Attn, daily" <digest@example.org>`. Answers the same in the form of a header, its name quoted where that needs it; null
 * for what is not exactly one address: several, a group (RFC 5322 §3.4), a quote left open, more than one line.
 */
export function parseSender(text: string): string | null {
  const [, written = '', bracketed, bare = ''] = /^(?:(".*"\s*|[^<>]*)<([^<>]*)>|([^<>]*))$/.exec(text.trim()) ?? []
  const name = readName(written.trim())
  const address = readAddress((bracketed ?? bare).trim())
  if (name === null || address === null) return null
  if (name === '') return address
  return `${PLAIN.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`} <${address}>`
}

/** Words that need no quotes before an address. */
const PLAIN = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~ -]+$/u

/** The name without its quotes. Bare, it may hold whatever does not begin a group, another address or a quote. */
function readName(written: string): string | null {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(written)) return null
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(written) ?? []
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1').trim()
  return /["\\@:;]/.test(written) ? null : written
}

function readAddress(text: string): string | null {
  const parsed = parseAddress(text)
  if (parsed.ok) return parsed.address
  // A machine of one's own network has a name without dots.
  const [, local, host] = /^([^@]*)@([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)$/.exec(text) ?? []
  return host && parseAddress(`${local}@localhost`).ok ? text : null
}
