import { ByteReader, ByteWriter } from './bytes.ts'

/** What is known under a key: in how many papers it is, and the bytes of its list. */
export type Entry = { key: string; count: number; data: Uint8Array }

/** A sorted table cut into blocks, each of which can be read alone. `firstKeys` tells which block holds what. */
export type BlockTable = { firstKeys: string[]; blocks: Uint8Array<ArrayBuffer>[] }

/** A block is closed once it has that many bytes. A long list has a block nearly to itself. */
const BLOCK_BYTES = 4096

/** @param entries in ascending order of their keys (by UTF-16 code units), each key once */
export function buildBlockTable(entries: Iterable<Entry>): BlockTable {
  const table: BlockTable = { firstKeys: [], blocks: [] }
  const writer = new ByteWriter()
  const encoder = new TextEncoder()
  for (const { key, count, data } of entries) {
    if (writer.length === 0) table.firstKeys.push(key)
    const name = encoder.encode(key)
    writer.number(name.length)
    writer.bytes(name)
    writer.number(count)
    writer.number(data.length)
    writer.bytes(data)
    if (writer.length >= BLOCK_BYTES) table.blocks.push(writer.take())
  }
  if (writer.length > 0) table.blocks.push(writer.take())
  return table
}

/** The number of the only block that can hold a key; -1 when it is before all of them. */
export function blockOf(firstKeys: string[], key: string): number {
  let [low, high] = [0, firstKeys.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (firstKeys[middle]! <= key) low = middle + 1
    else high = middle
  }
  return low - 1
}

const decoder = new TextDecoder()

/** The entries of a block, in order. */
export function* readBlock(block: Uint8Array): Generator<Entry> {
  const reader = new ByteReader(block)
  while (!reader.isAtEnd) {
    const key = decoder.decode(reader.take(reader.number()))
    const count = reader.number()
    yield { key, count, data: reader.take(reader.number()) }
  }
}

/** The entry of a block under a key, or null. */
export function findInBlock(block: Uint8Array, key: string): Entry | null {
  const wanted = Buffer.from(key)
  const reader = new ByteReader(block)
  while (!reader.isAtEnd) {
    const length = reader.number()
    const from = reader.at
    reader.at += length
    const count = reader.number()
    const size = reader.number()
    if (length === wanted.length && isAt(block, from, wanted)) return { key, count, data: reader.take(size) }
    reader.at += size
  }
  return null
}

function isAt(bytes: Uint8Array, from: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[from + i] !== wanted[i]) return false
  return true
}
