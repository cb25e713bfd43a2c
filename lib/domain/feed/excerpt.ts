import { cutTex } from '../tex/pieces.ts'
import type { Marked } from './channel.ts'

/** How much of a text stands before the first match, at most: about the first line and a half of an abstract. */
const LEAD = 160

/** The same marked text, begun at the sentence of its first match when that would otherwise be out of sight. */
export function excerpt(marked: Marked): Marked {
  const first = marked.findIndex(piece => piece.hit)
  const before = marked
    .slice(0, first)
    .map(piece => piece.text)
    .join('')
  if (first < 1 || before.length <= LEAD) return marked
  const sentence = Math.max(before.lastIndexOf('. '), before.lastIndexOf('? '), before.lastIndexOf('! ')) + 1
  const start = before.length - sentence <= LEAD ? sentence : before.indexOf(' ', before.length - LEAD)
  return [
    { text: `…${before.slice(outsideFormula(marked, Math.max(start, 0))).trimStart()}`, hit: false },
    ...marked.slice(first),
  ]
}

/** A place to begin: the same, or the beginning of the formula or command that it lies in, which half of would not be read. */
function outsideFormula(marked: Marked, start: number): number {
  let at = 0
  for (const { source, text, formula } of cutTex(marked.map(piece => piece.text).join(''))) {
    const end = at + source.length
    if (end > start) return formula === null && source === text ? start : at
    at = end
  }
  return start
}
