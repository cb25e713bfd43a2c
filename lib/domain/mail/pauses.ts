const MINUTE_MS = 60_000

/** The waits after the first, second… attempt that a server answered with "not now", in minutes; the last one repeats. */
const REFUSED_MINUTES = [1, 5, 15, 60]

/** The shortest and the longest wait while there is no server to speak to, in milliseconds: 15 s and 15 min. */
const OUTAGE_MS = [15_000, 15 * MINUTE_MS] as const

/** How long a mail rests that was refused for now, in milliseconds. `attempts` were made before the one that failed. */
export function pauseAfterRefusal(attempts: number): number {
  return REFUSED_MINUTES[Math.min(attempts, REFUSED_MINUTES.length - 1)]! * MINUTE_MS
}

/**
 * How long a mail rests when there was no server to speak to, in milliseconds: a quarter of the time for which it has been waiting,
 * so that the pauses grow by themselves and nothing has to be counted.
 */
export function pauseAfterOutage(waitedMs: number): number {
  const [shortest, longest] = OUTAGE_MS
  return Math.round(Math.min(Math.max(waitedMs / 4, shortest), longest))
}
