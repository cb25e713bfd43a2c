/**
 * Text of bytes: by their byte order mark, else by the charset of the content type, else by the XML declaration, else UTF-8.
 * Null when they are said to be in a character set that nobody knows. Bytes that are no characters become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string | null {
  const label = markOf(bytes) ?? /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? declarationOf(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return null
  }
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : null
}

/** `<?xml version="1.0" encoding="ISO-8859-1"?>`: ASCII by definition. */
function declarationOf(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(beginning)?.[1]
}
