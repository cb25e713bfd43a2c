import { now } from '#lib/clock'
import { continueVisit, readVisit, type Visit } from '#lib/domain/reader/visit'
import { NAMES, recall, remember } from './browser-memory.ts'
import { whenShown } from './when-shown.ts'

let visit: Visit | null = null
let isForgotten = false

/** When the reader was here last, before this visit; null at the first, and where a browser keeps nothing. */
export function lastVisit(): number | null {
  if (!visit) noteActivity()
  return visit?.since ?? null
}

/** Something was done here: the visit goes on, or begins. */
export function noteActivity(): void {
  if (isForgotten) return
  const time = now().getTime()
  const text = recall(NAMES.VISIT)
  if (text === 'blocked') return
  visit = continueVisit(readVisit(parse(text), time), time)
  whenShown(() => void remember(NAMES.VISIT, JSON.stringify(visit)))
}

/** All was erased: the reader was never here. */
export function forgetVisit(): void {
  visit = null
  isForgotten = true
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
