import type { SourceFacts, Surroundings } from './freshness.ts'
import { describeIdleness, describeMoment } from './words.ts'

const HOUR_MS = 3_600_000

/** Whether nobody asked a source for more than two of its turns. */
export function isUnasked({ everyMs, lastAttemptAt, lastSuccessAt }: SourceFacts, { now }: Surroundings): boolean {
  const asked = lastAttemptAt ?? lastSuccessAt
  return asked === null || now.getTime() - asked.getTime() > 2 * (everyMs ?? HOUR_MS)
}

/** Since when nobody asked a source, and whether anybody is there who would. */
export function describeUnasked(
  { lastAttemptAt, lastSuccessAt }: SourceFacts,
  { now, workerSeenAt }: Surroundings,
): string {
  const asked = lastAttemptAt ?? lastSuccessAt
  const idleness = describeIdleness(workerSeenAt, now) || 'a worker runs and does not'
  return asked ? `Nobody asked since ${describeMoment(asked, now)}: ${idleness}.` : `Nobody asked: ${idleness}.`
}
