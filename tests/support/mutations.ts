import fc from 'fast-check'

/** Any text that could come in place of an answer in JSON: noise, JSON of another shape, and a real answer with a part of it changed. */
export function anyAnswer(real: string): fc.Arbitrary<string> {
  const noise = fc.uint8Array({ maxLength: 400 }).map(bytes => new TextDecoder().decode(bytes))
  const halves = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map(text => JSON.stringify({ results: text, hits: [text] }))
  const cut = fc.nat(real.length).map(end => real.slice(0, end))
  const changed = fc
    .tuple(fc.nat(), fc.oneof(fc.jsonValue(), STRANGE))
    .map(([place, value]) => JSON.stringify(replaceAt(JSON.parse(real), place, value)))
  return fc.oneof(noise, fc.json(), halves, cut, { weight: 4, arbitrary: changed })
}

/** Values that a count must not be, and texts that a text must not be kept as. */
const STRANGE = fc.constantFrom<unknown>(
  ...[-1, 0.5, 1e300, 2 ** 53, '12', 'NaN', 'Infinity', '', null, true, [], {}],
  ...['\ud800', 'half \udfff of it', '\u0000\u001b[2J', 'x'.repeat(30_000), '__proto__'],
)

/** A value with the part at some place of it (counted through all of its parts) replaced. */
function replaceAt(value: unknown, place: number, by: unknown): unknown {
  const parts: { parent: Record<string, unknown>; key: string }[] = []
  const walk = (parent: unknown) => {
    if (typeof parent !== 'object' || parent === null) return
    for (const key of Object.keys(parent)) {
      parts.push({ parent: parent as Record<string, unknown>, key })
      walk((parent as Record<string, unknown>)[key])
    }
  }
  walk(value)
  const part = parts[place % Math.max(1, parts.length)]
  if (part) part.parent[part.key] = by
  return value
}

/** Whether any text in a value holds half of a character. */
export const hasHalves = (value: unknown): boolean =>
  typeof value === 'string'
    ? !value.isWellFormed()
    : typeof value === 'object' && value !== null && Object.values(value).some(hasHalves)
