import { now } from '#lib/clock'
import { continueVisit, readVisit, type Visit } from '#lib/domain/reader/visit'
import { NAMES, recall, remember } from './browser-memory.ts'

let visit: Visit | null = null

/** When the reader was here last, before this visit; null at the first, and where a browser keeps nothing. */
export function lastVisit(): number | null {
  if (!visit) noteActivity()
  return visit?.since ?? null
}

/** Something was done here: the visit goes on, or begins. */
export function noteActivity(): void {
  const time = now().getTime()
  const text = recall(NAMES.VISIT)
  if (text === 'blocked') return
  visit = continueVisit(readVisit(parse(text), time), time)
  remember(NAMES.VISIT, JSON.stringify(visit))
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
