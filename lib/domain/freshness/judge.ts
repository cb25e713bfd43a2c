import { describeDate } from '../paper/date.ts'
import { judgeAnnounced } from './announced.ts'
import { judgeEvery } from './every.ts'
import type { Judgement, SourceFacts, Surroundings } from './freshness.ts'
import { countPapers, describeIdleness, describeMoment } from './words.ts'

/** Clocks of two machines differ by so much without harm. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/** Judges a source by what was seen of it: the table is at FRESHNESS. */
export function judgeSource(facts: SourceFacts, around: Surroundings): Judgement {
  const { staleness, lastAttemptAt, lastSuccessAt, lastError } = facts
  if (!staleness) return judgeLoaded(facts)
  if (!lastAttemptAt && !lastSuccessAt && !lastError) return judgeUnasked(facts, around)
  const judgement =
    staleness.kind === 'announced' ? judgeAnnounced(facts, around) : judgeEvery(facts, staleness, around)
  if (lastError !== null) return asFailing(judgement, facts, around.now)
  const isAhead = lastSuccessAt && lastSuccessAt.getTime() > around.now.getTime() + CLOCK_TOLERANCE_MS
  return isAhead ? asUnbelievable(judgement, lastSuccessAt, around.now) : judgement
}

// The bundled listing, and files that were imported.
function judgeLoaded({ papers, lastPaperAt, lastError }: SourceFacts): Judgement {
  const unmoving = { line: '', unasked: false, nextExpectedAt: null }
  if (lastError !== null) return { ...unmoving, state: 'failing', says: 'The last attempt failed.' }
  const when = lastPaperAt ? ` on ${describeDate(lastPaperAt.toISOString())}` : ''
  return { ...unmoving, state: 'quiet', says: `${countPapers(papers)}, loaded${when}; it does not change by itself.` }
}

function judgeUnasked({ name, staleness }: SourceFacts, { now, workerSeenAt }: Surroundings): Judgement {
  const idleness = describeIdleness(workerSeenAt, now)
  const line = staleness?.kind === 'announced' ? `${name} was not asked yet.` : ''
  return idleness === ''
    ? { state: 'quiet', says: 'Not asked yet; the worker does that next.', line, unasked: false, nextExpectedAt: null }
    : { state: 'stale', says: `Never asked: ${idleness}.`, line, unasked: true, nextExpectedAt: null }
}

// At once and not at the next failure: a visit is patient, and what it could not wait out is no passing matter. The error itself stands
// beside these words wherever they are read.
function asFailing(judgement: Judgement, { lastAttemptAt, failuresInARow }: SourceFacts, now: Date): Judgement {
  const when = lastAttemptAt ? ` ${describeMoment(lastAttemptAt, now)}` : ''
  const failed =
    failuresInARow > 1
      ? `The last ${failuresInARow} attempts failed${when && `, the latest${when}`}.`
      : `The last attempt failed${when}.`
  return { ...judgement, state: 'failing', unasked: false, says: `${failed} ${judgement.says}` }
}

function asUnbelievable(judgement: Judgement, lastSuccessAt: Date, now: Date): Judgement {
  const noted = describeMoment(lastSuccessAt, now)
  const says = `Its last answer is noted for ${noted}, which is still to come: a clock is or was wrong, and nothing can be said of its age.`
  return { ...judgement, state: 'stale', says, unasked: false }
}
