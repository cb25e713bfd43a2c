import { readFormula } from './read-formula.ts'

/**
 * A part of a title or an abstract: as it was written (`source`), as plain Unicode (`text`), and where it is a formula its TeX without
 * the signs around it. What cannot be said in plain Unicode is said as it was written. The sources of all pieces make the text again.
 */
export type TexPiece = { source: string; text: string; formula: string | null }

/** More of one text is not searched for formulas: no abstract comes near it. */
const LONGEST = 50_000

/** A title or an abstract, cut into plain text, commands and formulas. Total: any text is answered. */
export function cutTex(text: string): TexPiece[] {
  if (!/[\\$~]|--/.test(text) || text.length > LONGEST) return text === '' ? [] : [verbatim(text)]
  const pieces: TexPiece[] = []
  let end = 0
  FORMULA.lastIndex = 0
  for (let match = FORMULA.exec(text); match; match = FORMULA.exec(text)) {
    const formula = match.slice(1).find(group => group !== undefined) ?? ''
    if (match[0].startsWith('$') && isProse(formula)) {
      // The second sign may still open a formula.
      FORMULA.lastIndex = match.index + 1
      continue
    }
    pieces.push(...cutProse(text.slice(end, match.index)))
    pieces.push({ source: match[0], text: readFormula(formula) ?? match[0], formula })
    end = match.index + match[0].length
  }
  return [...pieces, ...cutProse(text.slice(end))]
}

// A dollar opens a formula before a character that is no space and closes it after such a one, when no digit follows ("$5 and $10" is money)
// or what it closed is TeX ("$\sim$90").
const FORMULA =
  /\$\$((?:\\.|[^$\\])+)\$\$|(?<!\\)\$(?!\s)((?:\\.|[^$\\])+?)\$(?:(?<!\s\$)(?!\d)|(?<=[\\^_][^$]*\$))|\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]/g

/** Whether what stands between two dollar signs are words or an amount rather than a formula: "$5 a page and 3$", "US$ and CA$". */
const isProse = (formula: string) => !/[\\^_{}=<>]/.test(formula) && (hasWords(formula) || AMOUNT.test(formula))

/** Whether there are two words. Looked for one after the other: a pattern of both begins anew at each letter of a long one. */
function hasWords(text: string): boolean {
  const first = /\p{L}{2}[\s,;]+/u.exec(text)
  return first !== null && /(?:^|\s|\p{L}{2}[\s,;]+)\p{L}{2}/u.test(text.slice(first.index + first[0].length))
}

const AMOUNT = /^[\d.,]+\s?(?:[kKMB]|thousand|million|billion|trillion|USD|per|a|an|and|or|to|in|for)\b/

/** Outside of formulas each command stands alone: what is unknown stays and the rest is still read. */
function cutProse(prose: string): TexPiece[] {
  const pieces: TexPiece[] = []
  let end = 0
  for (const { 0: source, index } of prose.matchAll(PROSE)) {
    const text = readProse(source)
    if (text === null) continue
    if (index > end) pieces.push(verbatim(prose.slice(end, index)))
    pieces.push({ source, text, formula: null })
    end = index + source.length
  }
  if (end < prose.length) pieces.push(verbatim(prose.slice(end)))
  return pieces
}

const verbatim = (text: string): TexPiece => ({ source: text, text, formula: null })

const PROSE = new RegExp(
  [
    // Dashes, but not those of an option such as --help; a tie between two words.
    /(?<=\s)--(?=\s)|(?<=\d)--(?=\d)|(?<=[\p{L}\s])---(?=[\p{L}\s])/u,
    /(?<=[\p{L}\d.])~(?=\p{L}\p{L}|\\)/u,
    /\\[%&#_{}$]/u,
    /\{\\(?:em|it|bf|sl|sc|tt|rm|sf)\b[^{}$\\]{0,1000}\}/u,
    /\\href\s?\{[^{}]{0,1000}\}\s?\{[^{}$]{0,1000}\}/u,
    /\\(?:url|footnote|cite[a-z]{0,10})\s?\{[^{}]{0,1000}\}/u,
    /\\[a-zA-Z]+(?:\{[^{}$\\]{0,1000}\})?/u,
    /\\['`^"~=.](?:\{\\?[a-zA-Z]\}|\\?[a-zA-Z])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
)

function readProse(source: string): string | null {
  if (source.startsWith('--')) return source.length === 3 ? '—' : '–'
  if (source === '~') return ' '
  if (/^\\[%&#_{}$]$/.test(source)) return source.slice(1)
  const [, inner] = /^\{\\[a-z]{2}\s*(.*?)\s*(?:\\\/)?\}$/s.exec(source) ?? []
  if (inner !== undefined) return inner
  const [, command, first = '', second = ''] =
    /^\\(href|url|footnote|cite)[a-z]*\s?\{(.*?)\}(?:\s?\{(.*)\})?$/s.exec(source) ?? []
  if (command === 'href') return !second || first.includes(second) ? first : `${second} (${first})`
  if (command === 'url') return first
  if (command === 'footnote') return ` (${first})`
  if (command === 'cite') return `[${first}]`
  return readFormula(source)
}
