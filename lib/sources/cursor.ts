import type { z } from 'zod'

/** What an earlier visit left behind, or null where there is nothing, or nothing that this version understands: then a visit begins anew. */
export function readCursor<T>(cursor: string | null, shape: z.ZodType<T>): T | null {
  if (cursor === null) return null
  try {
    return shape.parse(JSON.parse(cursor))
  } catch {
    return null
  }
}
