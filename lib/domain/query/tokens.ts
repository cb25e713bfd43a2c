/** A piece of what was typed: a word or phrase, perhaps with `field:` before it, or the bar that means "or". */
export type Token =
  | { kind: 'or' }
  | { kind: 'value'; raw: string; not: boolean; field: string | null; text: string; phrase: boolean; prefix: boolean }

const PIECE = /\||(-?)(\p{L}+):(?=\s|\||$)|(-?)(?:(\p{L}+):)?(?:"([^"]*)(?:"|$)|([^\s|"]+))/gu

/** Cuts what was typed into pieces. Total; quotes need not be closed. Letter case is left to the reader of the pieces. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const piece of straighten(text).matchAll(PIECE)) {
    const [raw, emptyMinus = '', emptyField, minus = '', field, quoted, word] = piece
    if (raw === '|') tokens.push({ kind: 'or' })
    else if (emptyField) tokens.push(value(raw, emptyMinus, emptyField, '', false))
    else if (quoted !== undefined) tokens.push(value(raw, minus, field, quoted, true))
    else tokens.push(value(raw, minus, field, word!, false))
  }
  return tokens
}

function value(raw: string, minus: string, field: string | undefined, text: string, phrase: boolean): Token {
  const prefix = !phrase && text.endsWith('*')
  return {
    kind: 'value',
    raw,
    not: minus === '-',
    field: field?.toLowerCase() ?? null,
    text: text.trim(),
    phrase,
    prefix,
  }
}

/** Typographic quotes, full-width colons and long dashes come from phones and word processors; they mean the plain ones. */
const straighten = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[“”„‟«»＂]/g, '"')
    .replace(/：/g, ':')
    .replace(/(^|\s)[–—−](?=\S)/g, '$1-')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, ' ')
