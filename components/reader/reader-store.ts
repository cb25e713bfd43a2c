import { useSyncExternalStore } from 'react'
import { cardRules } from '#lib/domain/reader/card-rules'
import { type Kept, NOTHING } from '#lib/domain/reader/kept'
import { readKept, writeKept } from '#lib/domain/reader/read-kept'
import { forget, forgetAll, NAMES, recall, remember } from './browser-memory.ts'
import { cameBackTo } from './tab-memory.ts'

/** Why what is changed now will not be there at the next visit; null when it will. */
export type Problem = 'blocked' | 'full' | null

export type ReaderState = { kept: Kept; problem: Problem }

/** Of the seen papers as many stay when there is no room left for all. */
const SEEN_WHEN_FULL = 500

let state: ReaderState | null = null
/** What was in the storage when this tab looked last. */
let lastText: string | null = null
/** What was opened from this page stays in it, also when seen papers are hidden: nothing goes away under the reader's eyes. */
let staying: Set<string> | null = null
const listeners = new Set<() => void>()

/** What this browser keeps for its reader; null on the server and until the page is alive. */
export const useReader = (): ReaderState | null => useSyncExternalStore(subscribe, readState, () => null)

export function readState(): ReaderState {
  state ??= load()
  return state
}

/**
 * Changes what is kept. The change is made to what is in the storage now, not to what this tab read earlier: another tab may have written.
 */
export function changeKept(change: (kept: Kept) => Kept): void {
  const before = readAnew()
  if (state) keepStaying(state.kept, before.kept)
  state = before
  const after = change(before.kept)
  if (after === before.kept) return
  state = store(after)
  // The rules are of what is kept: of anything else they would hide cards on each page to come.
  if (!state.problem && remember(NAMES.RULES, cardRules(state.kept)) !== 'kept') forget(NAMES.RULES)
  tell()
}

/** Forgets everything. */
export function eraseKept(): void {
  forgetAll()
  state = null
  tell()
}

function store(kept: Kept): ReaderState {
  const outcome = remember(NAMES.KEPT, writeKept(kept))
  if (outcome !== 'full') return { kept, problem: outcome === 'kept' ? null : outcome }
  const less = { ...kept, seen: kept.seen.slice(-SEEN_WHEN_FULL) }
  const again = remember(NAMES.KEPT, writeKept(less))
  return again === 'kept' ? { kept: less, problem: null } : { kept, problem: again }
}

/** What is kept now. What could not be kept is known to this page alone, until another tab keeps something else, or nothing. */
function readAnew(): ReaderState {
  const textBefore = lastText
  const fresh = load()
  return state?.problem && lastText === textBefore ? state : fresh
}

function load(): ReaderState {
  const text = recall(NAMES.KEPT)
  lastText = text
  if (text === 'blocked') return { kept: NOTHING, problem: 'blocked' }
  const { kept, isWhole } = readKept(text)
  // Perhaps a newer version wrote it: the next change would overwrite what it knew.
  if (!isWhole && text !== null) remember(NAMES.DAMAGED, text)
  return { kept, problem: null }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', onStorage)
  }
}

/** Another tab changed something; `key` is null when it erased all. */
function onStorage({ key }: StorageEvent) {
  if (key === NAMES.KEPT || key === null) reload()
}

/** Reads anew what is kept: a page that was left and is shown again heard of nothing meanwhile. */
export function reload(): void {
  const before = state?.kept ?? NOTHING
  state = readAnew()
  keepStaying(before, state.kept)
  tell()
}

function keepStaying(before: Kept, after: Kept) {
  const known = new Set(before.seen.map(({ id }) => id))
  for (const { id } of after.seen) if (!known.has(id)) stayingHere().add(id)
}

function stayingHere(): Set<string> {
  const back = cameBackTo()
  staying ??= new Set(back === null ? [] : [back])
  return staying
}

/** Whether a paper stays in this page although it was seen. */
export const isStaying = (id: string): boolean => stayingHere().has(id)

/** A card that was marked here may go: the reader wants it to. */
export const letGo = (id: string): boolean => stayingHere().delete(id)

function tell() {
  applyRules()
  for (const listener of listeners) listener()
}

/** Hides the cards that are to be hidden, as a script in the head did when the page began. */
function applyRules() {
  const sheet = document.adoptedStyleSheets[0] ?? new CSSStyleSheet()
  sheet.replaceSync(cardRules(readState().kept, stayingHere()))
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [sheet]
}
