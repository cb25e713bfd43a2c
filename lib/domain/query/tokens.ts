import { straighten } from './plain-text.ts'

/** A bar, which means "or"; or a word or phrase, perhaps with `field:` before it. */
export type Token = { kind: 'or'; raw: string } | Piece

export type Piece = {
  kind: 'piece'
  /** As it was typed. */
  raw: string
  not: boolean
  field: string | null
  text: string
  /** It was quoted. */
  phrase: boolean
}

/** Cuts what was typed into pieces. Total; quotes need not be closed. Letter case is left to the reader of the pieces. */
export function tokenize(text: string): Token[] {
  return (straighten(text).match(PIECES) ?? []).map(raw => (raw.startsWith('|') ? { kind: 'or', raw } : readPiece(raw)))
}

// A quote opens a phrase unless it follows a letter or a digit: then it closes one that was never opened, or means inches.
const PIECES = /\|+|-*[([]*(?:\p{L}+:)?[([]*"[^"]*(?:"|$)|(?:[^\s|"]|(?<=[\p{L}\p{N}\p{M}])")+/gu

// The colon of an address belongs to no field.
const PARTS = /^(-*)[([]*(?:(\p{L}+):(?!\/\/))?[([]*(.*)$/su

function readPiece(raw: string): Piece {
  const [, minus = '', field, rest = ''] = PARTS.exec(raw) ?? []
  return {
    kind: 'piece',
    raw,
    // Two make a dash.
    not: minus === '-',
    field: field?.toLowerCase() ?? null,
    text: rest.replaceAll('"', ' ').trim(),
    phrase: rest.startsWith('"'),
  }
}
