/** What a service says of its limits: in how long it may be asked again, and how many questions are left until when. Milliseconds. */
export type Told = { waitMs?: number; left?: number; resetMs?: number }

/** Nobody is believed who says to come back tomorrow: a wrong clock, or a wrong unit, would silence a source for good. */
export const MOST_TOLD_MS = 6 * 3_600_000

/**
 * What the headers of an answer say. Times that are those of the service's clock are compared with its own `Date`.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after · https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function readLimits(headers: Record<string, string>, now: Date): Told {
  const clock = Date.parse(headers.date ?? '') || now.getTime()
  const told: Told = {}
  const waitMs = readRetryAfter(headers['retry-after'], clock)
  if (waitMs !== null) told.waitMs = waitMs
  const left = readCount(headers['x-ratelimit-remaining'])
  const reset = readCount(headers['x-ratelimit-reset'])
  if (left === null || reset === null) return told
  // GitHub names the second since 1970, OpenAlex how many seconds are left.
  return { ...told, left, resetMs: within(reset > 1e9 ? reset * 1000 - clock : reset * 1000) }
}

function readRetryAfter(text: string | undefined, clock: number): number | null {
  const seconds = readCount(text)
  if (seconds !== null) return within(seconds * 1000)
  // Only what begins with the name of a day: Date.parse takes "120;" for the year 120.
  const at = /^\s*[A-Z][a-z]{2}/.test(text ?? '') ? Date.parse(text!) : Number.NaN
  return Number.isNaN(at) ? null : within(at - clock)
}

const readCount = (text: string | undefined) => (/^\s*\d{1,12}(\.\d+)?\s*$/.test(text ?? '') ? Number(text) : null)
const within = (ms: number) => Math.max(0, Math.min(MOST_TOLD_MS, ms))
