import { FLOOD } from '../paper/clean-text.ts'
import { type Kept, MOST, type MutedTopic, NOTHING, type SavedPaper, type SeenPaper } from './kept.ts'

// Written by hand and without zod, which alone weighs more than everything else a page sends to a browser.

/** Of the format, in what is kept and in what is exported. A change that older code would misread makes it 2. */
export const VERSION = 1

/** What was kept, out of its text: total. What is not understood is left out; `isWhole` says whether there was any such thing. */
export function readKept(text: string | null): { kept: Kept; isWhole: boolean } {
  if (text === null) return { kept: NOTHING, isWhole: true }
  const value = parseJson(text)
  if (!isRecord(value) || value.version !== VERSION) return { kept: NOTHING, isWhole: false }
  const { kept, refused } = readParts(value)
  return { kept, isWhole: Object.values(refused).every(count => count === 0) }
}

export const writeKept = (kept: Kept): string => JSON.stringify({ version: VERSION, ...kept })

export type Refused = { saved: number; seen: number; muted: number }

/** The parts of what was kept or exported, and how many entries of each are not what they should be, or too many. */
export function readParts(value: Record<string, unknown>): { kept: Kept; refused: Refused } {
  const saved = readEntries(value.saved, readSaved, paper => paper.id)
  const seen = readEntries(value.seen, readSeen, paper => paper.id)
  const muted = readEntries(value.muted, readMuted, topic => topic.slug)
  const refused = (part: { entries: unknown[]; refused: number }, most: number) =>
    part.refused + Math.max(0, part.entries.length - most)
  const settings = isRecord(value.settings) ? value.settings : {}
  return {
    kept: {
      saved: saved.entries.slice(0, MOST.saved),
      seen: seen.entries.slice(-MOST.seen),
      muted: muted.entries.slice(0, MOST.muted),
      settings: { hidesSeen: settings.hidesSeen === true, hasKeys: settings.hasKeys !== false },
    },
    refused: {
      saved: refused(saved, MOST.saved),
      seen: refused(seen, MOST.seen),
      muted: refused(muted, MOST.muted),
    },
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readEntries<Entry>(value: unknown, read: (entry: unknown) => Entry | null, keyOf: (entry: Entry) => string) {
  if (!Array.isArray(value)) return { entries: [], refused: value === undefined ? 0 : 1 }
  const byKey = new Map<string, Entry>()
  let refused = 0
  for (const one of value) {
    const entry = read(one)
    if (entry === null) refused++
    else if (!byKey.has(keyOf(entry))) byKey.set(keyOf(entry), entry)
  }
  return { entries: [...byKey.values()], refused }
}

function readSaved(value: unknown): SavedPaper | null {
  if (!isRecord(value) || !isId(value.id) || !isInstant(value.savedAt)) return null
  const title = plainText(value.title, 500)
  if (!title) return null
  const published = typeof value.published === 'string' && DATE.test(value.published) ? value.published : null
  return { id: value.id, title, authors: plainText(value.authors, 300), published, savedAt: value.savedAt }
}

function readSeen(value: unknown): SeenPaper | null {
  if (!isRecord(value) || !isId(value.id) || !isInstant(value.at)) return null
  return { id: value.id, at: value.at }
}

function readMuted(value: unknown): MutedTopic | null {
  if (!isRecord(value) || typeof value.slug !== 'string' || !SLUG.test(value.slug)) return null
  return { slug: value.slug, name: plainText(value.name, 80) || value.slug }
}

const ID = /^[A-Za-z0-9][\w.:-]{0,150}(\/[\w.:-]{1,50})?$/
const SLUG = /^[a-z0-9][a-z0-9-]{0,60}$/
const DATE = /^\d{4}(-\d\d(-\d\d(T[\d:.]{5,12}Z)?)?)?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value)
const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value))

/** Text on one line, without what cannot be seen, turns the direction of what follows, or climbs over other lines. */
function plainText(value: unknown, most: number): string {
  if (typeof value !== 'string') return ''
  const line = value
    .slice(0, 4 * most)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, gap => (/\s/.test(gap) ? ' ' : ''))
    .replace(FLOOD, '$1')
  return line.trim().slice(0, most).trim()
}
