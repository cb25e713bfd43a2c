const UNITS_MS: Record<string, number> = { s: 1000, min: 60_000, h: 3_600_000 }

/** Reads how many mails may leave in a time, as `10/s`, `600/min` or `2000/h`: the time between two of them in milliseconds; null for anything else. */
export function parseRate(text: string): number | null {
  const [, count, unit] = /^(\d{1,7}) *\/ *(s|min|h)$/.exec(text.trim()) ?? []
  if (!count || Number(count) === 0) return null
  return UNITS_MS[unit!]! / Number(count)
}
