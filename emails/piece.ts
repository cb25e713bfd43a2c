/**
 * A piece of a body, ending with a line break. Mails are made of pieces because most of a digest is the same text for many readers: what is
 * `shared` is one object for all of them, to be encoded once.
 */
export type Piece = { text: string; bytes: number; shared: boolean }

/** Keeps what was made under a key, for as long as it likes. */
export type Memo = <T>(key: string, make: () => T) => T

/** Keeps nothing. */
export const noMemo: Memo = (_, make) => make()

const encoder = new TextEncoder()

export const sharedPiece = (text: string): Piece => ({ text, bytes: encoder.encode(text).length, shared: true })
export const ownPiece = (text: string): Piece => ({ text, bytes: encoder.encode(text).length, shared: false })

/** The body that the pieces make. */
export const joinPieces = (pieces: Piece[]): string => pieces.map(piece => piece.text).join('')

/** Its length in octets. */
export const countBytes = (pieces: Piece[]): number => pieces.reduce((sum, piece) => sum + piece.bytes, 0)
