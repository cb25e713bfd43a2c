/** Most octets of a line, the `=` of a soft break included (RFC 2045 §6.7). */
const WIDTH = 76
const [TAB, LF, CR, SPACE, DOT, EQUALS] = [9, 10, 13, 32, 46, 61]

/**
 * Text as quoted-printable, in UTF-8 and with CRLF. What ends with a line break can be put before any other such text, and is then what
 * encoding both together would give.
 */
export function encodeQuotedPrintable(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  // A sign takes three octets, and every line of 73 or more a soft break.
  const out = Buffer.allocUnsafe(bytes.length * 3 + Math.ceil((bytes.length * 3) / (WIDTH - 3)) * 3 + 3)
  let at = 0
  let column = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === LF || (byte === CR && bytes[i + 1] === LF)) {
      if (byte === CR) i++
      out[at++] = CR
      out[at++] = LF
      column = 0
      continue
    }
    const next = bytes[i + 1]
    const atEnd = next === undefined || next === LF || next === CR
    let plain = (byte > SPACE && byte < 127 && byte !== EQUALS) || ((byte === SPACE || byte === TAB) && !atEnd)
    if (column + (plain ? 1 : 3) > WIDTH - (atEnd ? 0 : 1)) {
      out[at++] = EQUALS
      out[at++] = CR
      out[at++] = LF
      column = 0
    }
    // A line that begins with a dot would be written anew on the wire.
    if (column === 0 && byte === DOT) plain = false
    if (plain) out[at++] = byte
    else {
      out[at++] = EQUALS
      out[at++] = hex(byte >> 4)
      out[at++] = hex(byte & 15)
    }
    column += plain ? 1 : 3
  }
  return Buffer.from(out.subarray(0, at))
}

/** A digit of base 16 as a character code. */
const hex = (digit: number) => (digit < 10 ? 48 : 55) + digit
