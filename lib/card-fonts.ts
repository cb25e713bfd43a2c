import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

const FILES = [
  ...['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'].map(
    part => `source-serif-4/files/source-serif-4-${part}-600-normal.woff`,
  ),
  'noto-sans-math/files/noto-sans-math-latin-400-normal.woff',
]

export type CardFonts = {
  fonts: { name: string; data: Buffer; weight: 600; style: 'normal' }[]
  canDraw: (codePoint: number) => boolean
}

let read: CardFonts | undefined

/** The fonts of cards, and which characters they have: for any other the renderer would ask a host on the network. */
export function cardFonts(): CardFonts {
  if (read) return read
  const files = FILES.map(file => readFileSync(join(process.cwd(), 'node_modules/@fontsource', file)))
  const characters = new Set(files.flatMap(file => charactersOf(file)))
  read = {
    fonts: files.map((data, i) => ({ name: `card ${i}`, data, weight: 600, style: 'normal' })),
    // A mark that is not part of its letter is often in another font than the letter, and that cannot be drawn.
    canDraw: codePoint => characters.has(codePoint) && !/[\p{M}\p{C}]/u.test(String.fromCodePoint(codePoint)),
  }
  return read
}

/** The characters that a WOFF font has glyphs for. @see https://www.w3.org/TR/WOFF/ */
function charactersOf(woff: Buffer): number[] {
  for (let i = 0, at = 44; i < woff.readUInt16BE(12); i++, at += 20) {
    if (woff.toString('latin1', at, at + 4) !== 'cmap') continue
    const [start, packed, size] = [4, 8, 12].map(offset => woff.readUInt32BE(at + offset)) as [number, number, number]
    const table = woff.subarray(start, start + packed)
    return readCmap(packed < size ? inflateSync(table) : table)
  }
  return []
}

/** @see https://learn.microsoft.com/en-us/typography/opentype/spec/cmap */
function readCmap(cmap: Buffer): number[] {
  return Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.subarray(cmap.readUInt32BE(8 + 8 * i))).flatMap(
    table => {
      const format = table.readUInt16BE(0)
      return format === 4 ? readSegments(table) : format === 12 ? readGroups(table) : []
    },
  )
}

function readSegments(table: Buffer): number[] {
  const size = table.readUInt16BE(6)
  return Array.from({ length: size / 2 }, (_, i) => {
    const [end, start, delta, offset] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size].map(at =>
      table.readUInt16BE(at + 2 * i),
    ) as [number, number, number, number]
    const glyphAt = (code: number) => {
      if (offset === 0) return (code + delta) & 0xffff
      return table.readUInt16BE(16 + 3 * size + 2 * i + offset + 2 * (code - start))
    }
    return range(start, end).filter(code => code !== 0xffff && glyphAt(code) !== 0)
  }).flat()
}

function readGroups(table: Buffer): number[] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, i) => {
    const [start, end] = [table.readUInt32BE(16 + 12 * i), table.readUInt32BE(20 + 12 * i)]
    return range(start, end)
  }).flat()
}

const range = (start: number, end: number) => Array.from({ length: Math.max(end - start + 1, 0) }, (_, i) => start + i)
