import { type Database, database } from '#lib/db'
import type { BlockTable } from '#lib/search/block-table'
import type { SegmentFacts } from '#lib/search/segment-facts'
import type { WordsFound } from './search-words.ts'
import { Turns } from './turns.ts'

/** A part of the index as it is read. `gone`: numbers of papers that are not to be found by it. `blocks`: where they are in memory. */
export type OpenSegment = {
  id: number
  facts: SegmentFacts
  firstKeys: string[]
  gone: ReadonlySet<number>
  blocks: BlockTable['blocks'] | null
}

/** The index at one moment: what was built, and in memory what changed since. `version` changes whenever anything does. */
export type OpenIndex = { version: string; segments: OpenSegment[]; papers: number }

/** A segment as it was built, which never changes. */
export type StoredSegment = Pick<OpenSegment, 'id' | 'facts' | 'firstKeys'>

/** Neighbours that changed: with which changes of theirs they were read, and what there is of them to be found. */
export type Changed = { state: string; segment: OpenSegment | null }

/** What this process holds of the index of a database. `blocks`: those that were read last, the last one at the end. */
export type Held = {
  index: OpenIndex | null
  opening: Promise<OpenIndex> | null
  stored: Map<number, StoredSegment>
  gone: Map<number, { count: number; pks: number[] }>
  changed: Map<number, Changed>
  blocks: Map<number, Uint8Array>
  blockBytes: number
  answers: Map<string, Answer>
  turns: Turns
}

/** What a question was answered with: the page, its counts and its feed ask the same one. `at`: when, in milliseconds since 1970. */
export type Answer = { at: number; kept: number; found: Promise<WordsFound> }

// Kept on globalThis: Next evaluates modules once for each of its bundles, and one copy is enough.
const all = globalThis as { attnSearch?: WeakMap<Database, Held> }

/** What is held of the database of this process; it goes when that is closed. */
export async function heldIndex(): Promise<Held> {
  all.attnSearch ??= new WeakMap()
  const db = await database()
  const known = all.attnSearch.get(db)
  if (known) return known
  const held: Held = {
    index: null,
    opening: null,
    stored: new Map(),
    gone: new Map(),
    changed: new Map(),
    blocks: new Map(),
    blockBytes: 0,
    answers: new Map(),
    turns: new Turns(),
  }
  all.attnSearch.set(db, held)
  return held
}
