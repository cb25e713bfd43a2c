import type { z } from 'zod'
import { cleanText } from '#lib/domain/paper/clean-text'
import { HIGHEST_COUNT, type Signal } from '#lib/domain/rank/signals'
import { readRefusal } from './refusal.ts'
import type { Observation, RefusedRecord } from './source.ts'

/** An answer in JSON that has a shape, or why it has not, in words that go on after "it is no such answer: ". */
export function parseJsonAnswer<T>(
  text: string,
  shape: z.ZodType<T>,
): { ok: true; value: T } | { ok: false; why: string } {
  if (hasTooManyParts(text)) return { ok: false, why: `it has more than ${MOST_PARTS.toLocaleString('en')} values` }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: `it is not JSON (it begins with ${quote(text.slice(0, 40))})` }
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const { field, why } = readRefusal(parsed.error)
  return { ok: false, why: field === 'line' ? why : `${field}: ${why}` }
}

/** The largest answers have some 20,000. A value can take ten times the room of its text. */
const MOST_PARTS = 2_000_000

/** Counted before anything is made of them; those within texts count as well, which do no harm at this number. */
function hasTooManyParts(text: string): boolean {
  if (text.length < MOST_PARTS) return false
  let parts = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (sign === COMMA || sign === BRACE || sign === BRACKET) parts++
  }
  return parts > MOST_PARTS
}
const [COMMA, BRACE, BRACKET] = [0x2c, 0x7b, 0x5b]

/**
 * What a service says of a paper, as observations. What it does not say (undefined, null) is no observation; what is no count is refused
 * by name.
 */
export function observe(
  arxivId: string,
  observedAt: Date,
  said: Partial<Record<Signal, unknown>>,
): { observations: Observation[]; refused: RefusedRecord[] } {
  const observations: Observation[] = []
  const refused: RefusedRecord[] = []
  for (const [signal, value] of Object.entries(said) as [Signal, unknown][]) {
    if (value === undefined || value === null) continue
    if (isCount(value)) observations.push({ arxivId, observedAt, signal, value })
    else refused.push({ record: arxivId, why: `${signal}: ${quote(value)} is no count` })
  }
  return { observations, refused }
}

export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= HIGHEST_COUNT

/** What a service sent, as it may stand in a sentence: short, on one line, without characters that command or break. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  const line = cleanText(text.slice(0, 200))
  return line.length > 60 ? `${cleanText(line.slice(0, 60))}…` : line
}
