import { SUBSCRIPTS, SUPERSCRIPTS } from '../tex/symbols.ts'

const SIGNS = new Map([
  ...[...SUPERSCRIPTS.values()].map(char => [char, '^'] as const),
  ...[...SUBSCRIPTS.values()].map(char => [char, '_'] as const),
])

/**
 * A text of which every character can be drawn: those that cannot are drawn as what they are made of (`𝐀` as A, `xᵢ` as x_i), or left out. Null where
 * less than half of its letters is left, so that it would say something else.
 */
export function cardText(text: string, canDraw: (codePoint: number) => boolean): string | null {
  let drawn = ''
  let before = ''
  for (const char of text.normalize('NFC')) {
    const parts = draws(char, canDraw)
      ? char
      : [...char.normalize('NFKD')].filter(part => draws(part, canDraw)).join('')
    const sign = parts === char ? '' : (SIGNS.get(char) ?? '')
    drawn += parts && sign !== before ? sign + parts : parts
    before = sign
  }
  const shown = drawn.replace(/\s+/g, ' ').trim()
  return lettersIn(shown) * 2 >= lettersIn(text) && shown !== '' ? shown : null
}

const draws = (char: string, canDraw: (codePoint: number) => boolean) => char === ' ' || canDraw(char.codePointAt(0)!)

const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** The beginning of a text, ended at a word, with a sign that there was more. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > length / 2 ? space : length).replace(/[\s,;:.\p{Surrogate}]+$/u, '')}…`
}
