/** A mail taken apart: its headers by lower-case name (unfolded, decoded) and its two bodies. */
export type Eml = { headers: Record<string, string>; text: string; html: string }

/**
 * Takes apart a mail of the kind this program writes: one multipart/alternative of text and HTML, or a single part. It is
 * given as one character a byte (latin1). Total: of anything else, what can be read is read.
 */
export function parseEml(raw: string): Eml {
  const whole = parsePart(raw)
  const boundary = /boundary="?([^";]+)"?/i.exec(whole.headers['content-type'] ?? '')?.[1]
  const parts = boundary ? splitParts(whole.body, boundary).map(parsePart) : [whole]
  const bodyOf = (type: string) => {
    const part = parts.find(({ headers }) => (headers['content-type'] ?? 'text/plain').toLowerCase().startsWith(type))
    return part ? decodeBody(part) : ''
  }
  return { headers: whole.headers, text: bodyOf('text/plain'), html: bodyOf('text/html') }
}

type Part = { headers: Record<string, string>; body: string }

function parsePart(raw: string): Part {
  const split = /\r?\n\r?\n/.exec(raw)
  const head = (split ? raw.slice(0, split.index) : raw).replace(/\r?\n[ \t]+/g, ' ')
  const headers: Record<string, string> = Object.create(null)
  for (const line of head.split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name) headers[name.toLowerCase()] ??= decodeWords(value ?? '')
  }
  return { headers, body: split ? raw.slice(split.index + split[0].length) : '' }
}

function splitParts(body: string, boundary: string): string[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`)
  return pieces
    .slice(1)
    .filter(piece => !piece.startsWith('--'))
    .map(piece => piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''))
}

function decodeBody({ headers, body }: Part): string {
  const encoding = (headers['content-transfer-encoding'] ?? '').toLowerCase()
  if (encoding === 'quoted-printable') return fromUtf8(fromQuoted(body.replace(/=[ \t]*\r?\n/g, '')))
  if (encoding === 'base64') return fromUtf8(fromBase64(body))
  return fromUtf8(body)
}

/** Decodes the encoded words of a header (RFC 2047), in UTF-8 as this program writes them. */
function decodeWords(value: string): string {
  return value
    .replace(/(=\?utf-8\?([qb])\?[^?]*\?=)\s+(?==\?utf-8\?\2\?)/gi, '$1')
    .replace(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, run => {
      // A character may be cut in two by the end of a word: join the bytes, then decode.
      const bytes = [...run.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
        kind!.toLowerCase() === 'b' ? fromBase64(text!) : fromQuoted(text!.replaceAll('_', ' ')),
      )
      return fromUtf8(bytes.join(''))
    })
}

const fromQuoted = (text: string) =>
  text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function fromBase64(text: string): string {
  try {
    return atob(text.replace(/[^A-Za-z0-9+/=]/g, ''))
  } catch {
    return ''
  }
}

/** From one character a byte to text; bytes that are not UTF-8 become replacement characters. */
const fromUtf8 = (bytes: string) => new TextDecoder().decode(Uint8Array.from(bytes, char => char.charCodeAt(0)))
