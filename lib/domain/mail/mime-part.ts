/** One part of a mail, or the whole of it: its headers by lower-case name (unfolded, decoded; of several the first) and its body as it is. */
export type Part = { headers: Record<string, string>; body: string }

/** Reads a part. Total, as all here: of anything else, what can be read is read. */
export function readPart(raw: string): Part {
  const split = /\r?\n\r?\n/.exec(raw)
  const head = (split ? raw.slice(0, split.index) : raw).replace(/\r?\n[ \t]+/g, ' ')
  const headers: Record<string, string> = Object.create(null)
  for (const line of head.split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? []
    if (name) headers[name.toLowerCase()] ??= decodeWords(value ?? '')
  }
  return { headers, body: split ? raw.slice(split.index + split[0].length) : '' }
}

/** The parts within a part that says it has some. */
export function partsOf({ headers, body }: Part): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^\s";]+))/i.exec(headers['content-type'] ?? '')
  return boundary ? splitParts(body, boundary[1] ?? boundary[2]!).map(readPart) : []
}

function splitParts(body: string, boundary: string): string[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`)
  return pieces
    .slice(1)
    .filter(piece => !piece.startsWith('--'))
    .map(piece => piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''))
}

/** The body of a part as text, decoded as its headers say. */
export function readBody({ headers, body }: Part): string {
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
