// Control characters, zero-width characters, and those that change the direction of what follows them.
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u3164\uffa0\u{e0000}-\u{e0fff}]/gu
// Half a character: JSON can carry it, UTF-8 cannot, and the database's driver ends the process when it reads one back.
const HALVES = /\p{Surrogate}/gu
/** More marks than any script puts on a letter: they climb over the lines around it. What it keeps of them is its first group. */
export const FLOOD = /(\p{M}{6})\p{M}+/gu
const MATH = /(?<!\\)\$\$?(?:\\.|[^$\\])+\$\$?/g

/**
 * Text of a title or an abstract as it should be read: one line, single spaces, no control characters, the escapes that TeX
 * needs outside of formulas undone (`15\%`, `\&`, `\_`, `\{`), TeX quotes as plain ones. Formulas (`$…$`) stay as they are.
 * Nothing is added, and an unpaired quote stays unpaired.
 */
export function cleanText(raw: string): string {
  const plain = raw
    .replace(HALVES, '')
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(FLOOD, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  let end = 0
  let clean = ''
  for (const math of plain.matchAll(MATH)) {
    clean += cleanProse(plain.slice(end, math.index)) + math[0]
    end = math.index + math[0].length
  }
  return clean + cleanProse(plain.slice(end))
}

const cleanProse = (text: string) => text.replace(/\\([%&#_{}])/g, '$1').replace(/``|''/g, '"')
