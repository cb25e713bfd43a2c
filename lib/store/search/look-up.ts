import { database } from '#lib/db'
import { blockOf, type Entry, findInBlock, readBlock } from '#lib/search/block-table'
import { type Held, heldIndex, type OpenIndex, type OpenSegment } from './held.ts'

/** Blocks of a segment have ids from its own times this on. */
export const BLOCKS_PER_SEGMENT = 2 ** 20

/** The index changed while it was read: what was looked for is elsewhere by now. */
export class IndexMoved extends Error {}

/** So much of the index is kept in memory, what was read last. */
const CACHE_BYTES = 24 * 2 ** 20

/** The entries of some keys, for each segment of the index. */
export async function lookUp(index: OpenIndex, keys: string[]): Promise<Map<string, Entry>[]> {
  const wanted = index.segments.map(segment =>
    keys.map(key => ({ key, block: blockOf(segment.firstKeys, key) })).filter(({ block }) => block >= 0),
  )
  const numbers = wanted.map(places => [...new Set(places.map(({ block }) => block))])
  const blocks = await readBlocks(index.segments.map((segment, i) => ({ segment, numbers: numbers[i]! })))
  return wanted.map((places, i) => {
    const found = new Map<string, Entry>()
    for (const { key, block } of places) {
      const entry = findInBlock(blocks[i]!.get(block)!, key)
      if (entry) found.set(key, entry)
    }
    return found
  })
}

/** How many papers have which of the words that begin so, over all segments, at most those of `most` blocks of each. */
export async function countPrefix(index: OpenIndex, prefix: string, most: number): Promise<Map<string, number>> {
  const asked = index.segments.map(segment => {
    const first = Math.max(0, blockOf(segment.firstKeys, prefix))
    const last = Math.max(blockOf(segment.firstKeys, `${prefix}\uffff`), -1)
    return { segment, numbers: Array.from({ length: Math.min(most, last - first + 1) }, (_, i) => first + i) }
  })
  const counts = new Map<string, number>()
  for (const blocks of await readBlocks(asked)) {
    for (const block of blocks.values()) {
      for (const { key, count } of readBlock(block)) {
        if (key.startsWith(prefix)) counts.set(key, (counts.get(key) ?? 0) + count)
      }
    }
  }
  return counts
}

async function readBlocks(asked: { segment: OpenSegment; numbers: number[] }[]): Promise<Map<number, Uint8Array>[]> {
  const held = await heldIndex()
  const idOf = (segment: OpenSegment, number: number) => segment.id * BLOCKS_PER_SEGMENT + number
  const missing = asked.flatMap(({ segment, numbers }) =>
    segment.blocks ? [] : numbers.map(number => idOf(segment, number)).filter(id => !held.blocks.has(id)),
  )
  const read = new Map<number, Uint8Array>()
  if (missing.length > 0) {
    const { rows } = await (await database()).read(
      'SELECT b.id, b.data FROM json_each(?) e CROSS JOIN search_block b ON b.id = e.value',
      [JSON.stringify(missing)],
    )
    if (rows.length < missing.length) throw new IndexMoved()
    for (const { id, data } of rows) read.set(Number(id), new Uint8Array(data as ArrayBuffer))
  }
  const blocks = asked.map(({ segment, numbers }) => {
    const blockAt = (number: number) => {
      const id = idOf(segment, number)
      return segment.blocks?.[number] ?? read.get(id) ?? held.blocks.get(id)!
    }
    return new Map(numbers.map(number => [number, blockAt(number)]))
  })
  for (const [id, block] of read) keep(held, id, block)
  return blocks
}

function keep(held: Held, id: number, block: Uint8Array): void {
  // Several that miss it at once read it each.
  if (held.blocks.has(id)) return
  held.blocks.set(id, block)
  held.blockBytes += block.byteLength
  for (const [oldest, { byteLength }] of held.blocks) {
    if (held.blockBytes <= CACHE_BYTES) return
    held.blocks.delete(oldest)
    held.blockBytes -= byteLength
  }
}
