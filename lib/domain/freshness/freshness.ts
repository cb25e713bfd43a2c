import type { Announcement } from './arxiv-calendar.ts'

/**
 * How a source does. Judged from what was really seen, and never from what should have happened.
 *
 * | state     | by arXiv's calendar                              | by interval                      | loaded by hand    |
 * |-----------|--------------------------------------------------|----------------------------------|-------------------|
 * | `fresh`   | the last announcement is here                    | it answered less than lateMs     | –                 |
 * |           |                                                  | ago, or has not been asked since |                   |
 * | `quiet`   | all is here and arXiv pauses (weekend, holiday), | being asked for the first time   | always            |
 * |           | or what is not here came out less than 8 h ago,  |                                  |                   |
 * |           | or on an evening that may be a holiday           |                                  |                   |
 * | `late`    | one has been out for 8 h and is not here,        | no answer for lateMs             | –                 |
 * |           | or no answer for 24 h                            |                                  |                   |
 * | `stale`   | two or more have been out for 8 h and are not    | no answer for staleMs            | –                 |
 * |           | here, or no answer for 72 h                      |                                  |                   |
 * | `failing` | the last attempt failed, after all the patience  | likewise                         | loading it failed |
 * |           | that a visit has                                 |                                  |                   |
 *
 * One that was never asked is quiet while a worker runs, which asks it next, and stale without one. One whose last answer is noted for a
 * time still to come is stale: a clock is wrong, and nothing can be said of its age.
 */
export const FRESHNESS = ['fresh', 'quiet', 'late', 'stale', 'failing'] as const
export type Freshness = (typeof FRESHNESS)[number]

/** When silence of a source is to be called late, and when stale. */
export type Staleness =
  | { kind: 'announced' } // by arXiv's calendar of announcements
  | { kind: 'every'; lateMs: number; staleMs: number } // since its last success

/** What is known of a source. Times are those of this installation's clock. */
export type SourceFacts = {
  name: string
  /** Null where nobody asks it and it never changes by itself: the bundled listing, imported files. */
  staleness: Staleness | null
  /** How often it is visited, in milliseconds. */
  everyMs: number | null
  papers: number
  /** When it was last asked, whatever came of it. */
  lastAttemptAt: Date | null
  /** When it last answered to the end. */
  lastSuccessAt: Date | null
  /** When it was visited last and there was nothing to ask. */
  idleAt: Date | null
  lastPaperAt: Date | null
  /** Why the last attempt failed, word for word; null when it did not. */
  lastError: string | null
  failuresInARow: number
}

/** An announcement of arXiv's, and how many papers are here that were submitted for it. */
export type CountedAnnouncement = Announcement & { papers: number }

/** What sources are judged by. `announced`: the latest announcements up to now, the last first. */
export type Surroundings = { now: Date; workerSeenAt: Date | null; announced: CountedAnnouncement[] }

/** The state of a source, and why. */
export type Judgement = {
  state: Freshness
  /** Why, in a sentence or two. */
  says: string
  /** The part of it that readers of papers want to know, as in a mail's footer; '' when there is none. */
  line: string
  /** It should have been asked since, and nobody did. */
  unasked: boolean
  /** When there should be news of it; null when nobody can say. */
  nextExpectedAt: Date | null
}
