import { describeUnasked, isUnasked } from './asked.ts'
import type { Judgement, SourceFacts, Staleness, Surroundings } from './freshness.ts'
import { describeMoment, describeNext } from './words.ts'

/** Judges a source that answers every so often, by how long ago it last did. It was asked at least once. */
export function judgeEvery(
  facts: SourceFacts,
  { lateMs, staleMs }: Extract<Staleness, { kind: 'every' }>,
  around: Surroundings,
): Judgement {
  const { now } = around
  const { everyMs, lastAttemptAt, lastSuccessAt } = facts
  const idleSince = idleAfterAnswer(facts)
  const silence = now.getTime() - (idleSince ?? lastSuccessAt ?? lastAttemptAt ?? now).getTime()
  const isOverdue = silence >= lateMs
  const unasked = isOverdue && isUnasked(facts, around)
  const nextExpectedAt =
    lastSuccessAt && !idleSince && everyMs !== null ? new Date(lastSuccessAt.getTime() + everyMs) : null
  const state = silence >= staleMs ? 'stale' : isOverdue ? 'late' : lastSuccessAt ? 'fresh' : 'quiet'
  const says = !isOverdue
    ? describeAnswer(facts, nextExpectedAt, now)
    : unasked
      ? describeUnasked(facts, around)
      : `${describeAnswer(facts, null, now)} ${describeAskedAgain(facts, now)}`.trim()
  return { state, says, line: '', unasked, nextExpectedAt }
}

/** When it was seen last that there was nothing to ask, where that was after the last answer. */
const idleAfterAnswer = ({ idleAt, lastSuccessAt }: SourceFacts): Date | null =>
  idleAt && lastSuccessAt && idleAt > lastSuccessAt ? idleAt : null

function describeAnswer(facts: SourceFacts, next: Date | null, now: Date): string {
  const { lastSuccessAt } = facts
  if (!lastSuccessAt) return 'It never answered to the end.'
  const idleSince = idleAfterAnswer(facts)
  if (idleSince) {
    const answer = describeMoment(lastSuccessAt, now)
    return `Last answer: ${answer}; there was nothing to ask ${describeMoment(idleSince, now)}.`
  }
  const expected = next ? `; next ${next < now ? 'was ' : ''}expected ${describeNext(next, now)}` : ''
  return `Last answer: ${describeMoment(lastSuccessAt, now)}${expected}.`
}

function describeAskedAgain({ lastAttemptAt, lastSuccessAt }: SourceFacts, now: Date): string {
  const isAskedAgain = lastAttemptAt !== null && (!lastSuccessAt || lastAttemptAt > lastSuccessAt)
  return isAskedAgain ? `Asked again ${describeMoment(lastAttemptAt, now)}.` : ''
}
