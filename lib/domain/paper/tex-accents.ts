const MARKS: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
}
const LETTERS: Record<string, string> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  aa: 'å',
  AA: 'Å',
  i: 'i',
  j: 'j',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
}
const ACCENT =
  /\\(?:([`'^~="."])\s{0,3}|([uvHrdckb])(?=[\s{])\s{0,3})(?:\{\s{0,3}(\\?[a-zA-Z])\s{0,3}\}|(\\?[a-zA-Z]))/g
const LETTER =
  /\{\\(ss|ae|AE|oe|OE|aa|AA|dh|DH|th|TH|[oOlLij])\s{0,3}\}|\\(ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?![a-zA-Z])(?:\{\}|\s(?=[a-z]))?/g

/** A name in which TeX wrote the accents (`Andr\'e`, `\v{C}ech`, `S{\o}ren`) as the same name in Unicode. Feeds and arXivRaw have such names. */
export function fromTexAccents(name: string): string {
  if (!name.includes('\\')) return name
  return name
    .replace(ACCENT, (_, sign, word, braced, bare) => `${(braced ?? bare).replace('\\', '')}${MARKS[sign ?? word]}`)
    .replace(LETTER, (_, braced, bare) => LETTERS[braced ?? bare] ?? '')
    .replace(/[{}]/g, '')
    .normalize('NFC')
}
