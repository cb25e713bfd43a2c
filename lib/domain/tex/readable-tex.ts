import { cutTex } from './pieces.ts'

/**
 * A title or an abstract with its TeX as plain Unicode where that can be done: `$O(n^2)$` becomes `O(n²)`. A formula that holds
 * something unknown or is broken stays as it was written. Total: any text is answered.
 */
export const readableTex = (text: string): string =>
  cutTex(text)
    .map(piece => piece.text)
    .join('')
