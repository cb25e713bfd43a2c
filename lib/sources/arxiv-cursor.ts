import { z } from 'zod'

const day = z.iso.date()

/** A page among the days of submission from `from` to `until`: the one that begins at entry `start` of `day`. */
const place = z.object({
  from: day,
  until: day,
  day,
  start: z.int().min(0),
  /** How many entries the day had on the pages before, and the last of these. */
  total: z.int().min(0).nullable(),
  last: z.string().nullable(),
})

const cursor = z.object({
  v: z.literal(1),
  /** The last day of the last visit that came to its end, and what the first question of that visit was answered. */
  complete: day.nullable(),
  seen: z.string().nullable(),
  /** Where visits stopped that did not come to their end: for what is new, and for days asked for. */
  fresh: place.nullable(),
  range: place.nullable(),
  /** Replaced papers: up to which time of `updated` they are known, when that was found, and a walk that did not come to its end. */
  replaced: z
    .object({
      until: z.string(),
      at: z.string(),
      walk: z.object({ start: z.int().min(0), newest: z.string(), horizon: z.string() }).nullable(),
    })
    .nullable(),
})

export type Place = z.output<typeof place>
export type ArxivCursor = z.output<typeof cursor>

const EMPTY: ArxivCursor = { v: 1, complete: null, seen: null, fresh: null, range: null, replaced: null }

/** What a cursor says; one that cannot be read says that nothing was done yet. */
export function readArxivCursor(text: string | null): ArxivCursor {
  try {
    const read = cursor.safeParse(JSON.parse(text ?? 'null'))
    return read.success ? read.data : EMPTY
  } catch {
    return EMPTY
  }
}
