import { addDays, instantOf } from '../schedule/zone.ts'
import { describeAnnouncements } from './announced-words.ts'
import {
  ANNOUNCED_HOUR,
  type Announcement,
  ARXIV_ZONE,
  announcementsUntil,
  nextAnnouncement,
} from './arxiv-calendar.ts'
import { describeUnasked, isUnasked } from './asked.ts'
import type { CountedAnnouncement, Freshness, Judgement, SourceFacts, Surroundings } from './freshness.ts'
import { describeMoment } from './words.ts'

const HOUR_MS = 3_600_000

/** arXiv's query API has an announcement by midnight ET, four hours after it, at the latest. */
const VISIBLE_AFTER_MS = 4 * HOUR_MS

/** How long after an announcement its absence is late: the API is crowded when all come at once, and visits have their turns. */
const LATE_AFTER_MS = 8 * HOUR_MS

/** How long without any answer is late, and stale, though no announcement be missed. */
const UNANSWERED_LATE_MS = 24 * HOUR_MS
const UNANSWERED_STALE_MS = 72 * HOUR_MS

/**
 * What is here of the latest announcements. `here`: the last of which papers are here, or of which arXiv had none that fits. `missed`:
 * those after it that have been out long enough, the last first. `open`: the very last one, where it is not here and need not be yet.
 */
export type Look = { here: CountedAnnouncement | null; missed: CountedAnnouncement[]; open: CountedAnnouncement | null }

/** How many announcements are looked at: those of five weeks. */
export const LOOKED_AT = 25

/** The announcements whose papers have to be counted for a judgement, the last first: those up to now, and those up to the last answer. */
export function announcementsToCount(answeredAt: Date | null, now: Date): Announcement[] {
  const latest = announcementsUntil(now, LOOKED_AT)
  const isLongAgo = answeredAt !== null && answeredAt < latest.at(-1)!.at
  return isLongAgo ? [...latest, ...announcementsUntil(answeredAt, LOOKED_AT)] : latest
}

/** Judges arXiv by its calendar and by what is here of its announcements. It was asked at least once. */
export function judgeAnnounced(facts: SourceFacts, around: Surroundings): Judgement {
  const { now, announced } = around
  const { lastSuccessAt } = facts
  const seen = look(announced, lastSuccessAt, now)
  const state = stateOf(facts, seen, now)
  const isOverdue = state === 'late' || state === 'stale'
  const unasked = isOverdue && isUnasked(facts, around)
  const line = lastSuccessAt
    ? describeAnnouncements(seen, now)
    : 'No announcement of arXiv’s is here: it never answered to the end.'
  const had = seen.missed[0] && isVisibleAt(seen.missed[0], lastSuccessAt) ? ', and it had none of that' : ''
  const why = unasked
    ? describeUnasked(facts, around)
    : isOverdue && lastSuccessAt
      ? `Last answer: ${describeMoment(lastSuccessAt, now)}${had}.`
      : ''
  return { state, says: [line, why].filter(Boolean).join(' '), line, unasked, nextExpectedAt: nextAnnouncement(now).at }
}

function look(announced: CountedAnnouncement[], answeredAt: Date | null, now: Date): Look {
  const found = announced.findIndex((_, i) => isHere(announced, i, answeredAt))
  const after = found === -1 ? announced : announced.slice(0, found)
  const missed = after.filter(each => each.sure && each.at.getTime() + LATE_AFTER_MS <= now.getTime())
  const last = after[0] ?? null
  return { here: announced[found] ?? null, missed, open: missed.includes(last!) ? null : last }
}

/** Whether all of an announcement that there is to have is here. */
function isHere(announced: CountedAnnouncement[], i: number, answeredAt: Date | null): boolean {
  const each = announced[i]!
  if (each.papers > 0) return answeredAt !== null && answeredAt >= each.at
  return each.sure && isVisibleAt(each, answeredAt) && !hasAlwaysPapers(announced)
}

/**
 * Whether no paper of an announcement means that it is missing. A narrow query has some without any that fits. But where the last five
 * that brought papers came one after the other, something is wrong, be it with arXiv or with our calendar.
 */
function hasAlwaysPapers(announced: CountedAnnouncement[]): boolean {
  const first = announced.findIndex(({ papers }) => papers > 0)
  // Those before the oldest with papers may be of a time before this installation.
  const oldest = announced.findLastIndex(({ papers }) => papers > 0)
  return announced.slice(first, Math.min(first + 5, oldest + 1)).every(({ papers }) => papers > 0)
}

const isVisibleAt = ({ at }: CountedAnnouncement, answeredAt: Date | null) =>
  answeredAt !== null && answeredAt.getTime() >= at.getTime() + VISIBLE_AFTER_MS

function stateOf({ lastSuccessAt, lastAttemptAt }: SourceFacts, { missed, open, here }: Look, now: Date): Freshness {
  const silence = now.getTime() - (lastSuccessAt ?? lastAttemptAt ?? now).getTime()
  // The first visit takes its time, and nothing can be missed before its end.
  if (!lastSuccessAt && silence < LATE_AFTER_MS) return 'quiet'
  if (missed.length > 1 || silence >= UNANSWERED_STALE_MS) return 'stale'
  if (missed.length > 0 || silence >= UNANSWERED_LATE_MS) return 'late'
  return open || !here || isPausing(here, now) ? 'quiet' : 'fresh'
}

/** Whether the evening after an announcement has passed without another. */
const isPausing = ({ date }: CountedAnnouncement, now: Date) =>
  now >= instantOf(addDays(date, 1), ANNOUNCED_HOUR, ARXIV_ZONE)
