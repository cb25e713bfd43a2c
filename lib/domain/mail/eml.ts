import { type Part, partsOf, readBody, readPart } from './mime-part.ts'

/** A mail taken apart: its headers by lower-case name (unfolded, decoded) and its two bodies. */
export type Eml = { headers: Record<string, string>; text: string; html: string }

/**
 * Takes apart a mail of the kind this program writes: one multipart/alternative of text and HTML, or a single part. It is
 * given as one character a byte (latin1). Total: of anything else, what can be read is read.
 */
export function parseEml(raw: string): Eml {
  const whole = readPart(raw)
  const within = partsOf(whole)
  const parts: Part[] = within.length > 0 ? within : [whole]
  const bodyOf = (type: string) => {
    const part = parts.find(({ headers }) => (headers['content-type'] ?? 'text/plain').toLowerCase().startsWith(type))
    return part ? readBody(part) : ''
  }
  return { headers: whole.headers, text: bodyOf('text/plain'), html: bodyOf('text/html') }
}
