import type { Marked } from '../feed/channel.ts'
import { cutTex } from './pieces.ts'

/** A part of a text as it is read: plain Unicode, and the TeX where it is a formula. `hit`: it is to be marked. */
export type ReadPiece = { text: string; formula: string | null; hit: boolean }

/** A text with its TeX read. Words that are marked stay marked; a formula or a command with a marked word in it is marked whole. */
export function readTex(text: string, marked?: Marked | null): ReadPiece[] {
  const whole = marked ? marked.map(piece => piece.text).join('') : text
  const hits = marked ? hitsOf(marked) : []
  const read: ReadPiece[] = []
  let at = 0
  for (const { source, text, formula } of cutTex(whole)) {
    const end = at + source.length
    const within = hits.filter(hit => hit.start < end && hit.end > at)
    if (formula !== null || text !== source) read.push({ text, formula, hit: within.length > 0 })
    else read.push(...cutAtHits(text, at, within))
    at = end
  }
  return read
}

type Span = { start: number; end: number }

function hitsOf(marked: Marked): Span[] {
  let at = 0
  return marked.flatMap(({ text, hit }) => {
    const start = at
    at += text.length
    return hit ? [{ start, end: at }] : []
  })
}

function cutAtHits(text: string, from: number, hits: Span[]): ReadPiece[] {
  const pieces: ReadPiece[] = []
  let end = 0
  for (const hit of hits) {
    const start = Math.max(hit.start - from, 0)
    const until = Math.min(hit.end - from, text.length)
    if (start > end) pieces.push({ text: text.slice(end, start), formula: null, hit: false })
    pieces.push({ text: text.slice(start, until), formula: null, hit: true })
    end = until
  }
  if (end < text.length) pieces.push({ text: text.slice(end), formula: null, hit: false })
  return pieces
}
