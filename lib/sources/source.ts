import type { Staleness } from '#lib/domain/freshness/freshness'
import type { Paper } from '#lib/domain/paper/paper'
import type { Signal } from '#lib/domain/rank/signals'

/** What may not be done to a service, whoever of this installation asks it: kept in the database across all processes. */
export type Politeness = {
  /** Sources that name the same service share its limits. */
  service: string
  /** From the end of one request to the beginning of the next, in milliseconds. One request at a time. */
  gapMs: number
  /** Most requests within an hour, where the service counts them. */
  perHour?: number
}

/** What `ETag` and `Last-Modified` of an earlier answer were. */
export type Validators = { etag: string | null; lastModified: string | null }

/** One question to a service. `unless`: answer `unchanged` when nothing changed since. `about`: the papers, by arXiv id, that it is about. */
export type Question = {
  url: string
  accept: string
  authorization?: string
  unless?: Validators | null
  about?: string[]
}

/** What a service answered: its text, whole; or that nothing changed since; or that there is no such thing (404, 410). */
export type Answer =
  | { kind: 'text'; text: string; validators: Validators }
  | { kind: 'unchanged' }
  | { kind: 'missing' }

/**
 * Asks a service: waits its turn, and is patient with what passes (429, 503, timeouts).
 * @throws SourceError when patience is over, when the answer is a refusal, too large, cut off, or leads elsewhere
 */
export type Ask = (question: Question) => Promise<Answer>

/**
 * Why a source could not be asked to the end; the message is one sentence fit for /status.
 * `away`: no answer in time · `busy`: told to come later · `refused`: told that the question is wrong · `locked`: our key is not taken · `garbled`: the answer is not what it
 * has to be · `large`: more than is taken · `stopped`: we were asked to end.
 */
export class SourceError extends Error {
  override name = 'SourceError'
  constructor(
    readonly kind: 'away' | 'busy' | 'refused' | 'locked' | 'garbled' | 'large' | 'stopped',
    message: string,
    /** When the service said that it may be asked again. */
    readonly retryAt: Date | null = null,
  ) {
    super(message)
  }
}

/** What a source says of a paper at a time. A signal that it does not know is absent, never zero. */
export type Observation = { arxivId: string; observedAt: Date; signal: Signal; value: number }

/** A record that was not taken: which one, and why. */
export type RefusedRecord = { record: string; why: string }

/** What a parser makes of an answer: the records it holds and those it refused, or why it is no such answer at all. Never a throw. */
export type Parsed<T> = ({ ok: true; refused: RefusedRecord[] } & T) | { ok: false; why: string }

/** Papers as heard of: a paper, and whether its authors withdrew it. */
export type HeardPaper = Paper & { withdrawn?: boolean }

/** A part of what a source gives, to be stored together. Storing it twice changes nothing. */
export type Batch = {
  papers: HeardPaper[]
  observations: Observation[]
  refused: RefusedRecord[]
  /** The papers only add to what is known: those that nobody knows are not to be stored. */
  enrichOnly?: boolean
  /** Where a visit goes on that is interrupted after this batch was stored; JSON of the source's own making. */
  cursor: string
  /** How far the visit is, where that can be known: steps done of steps in all. */
  done?: { steps: number; ofSteps: number }
}

/** A paper that a source of signals may be asked about, the most wanted first. */
export type Subject = { arxivId: string; codeUrl: string | null }

/** What a source is given for a visit. */
export type Visit = {
  ask: Ask
  settings: SourceSettings
  now: Date
  /** What the last batch stored left behind; null the first time. A range has its own, and begins anew once it was visited to its end. */
  cursor: string | null
  /** Days to go over again or for the first time (`2026-11-01`, both included); absent: what is new. */
  range?: { from: string; until: string }
  /** Papers to ask about (sources of signals), or ids heard of without a paper (arXiv). At most `limit`. */
  findSubjects(limit: number): Promise<Subject[]>
}

/** Addresses, the query, and keys, as the environment has them. */
export type SourceSettings = {
  ARXIV_API_URL: string
  ARXIV_OAI_URL: string
  ARXIV_RSS_URL: string
  HF_API_URL: string
  GITHUB_API_URL: string
  OPENALEX_API_URL: string
  HN_API_URL: string
  ARXIV_QUERY: string
  GITHUB_TOKEN?: string
  OPENALEX_API_KEY?: string
  BIORXIV_URL?: string
}

export type { Staleness }

/** A source: one file with `fetchX`, which asks, and `parseX`, which is pure; one line in the table of lib/sources/sources.ts. */
export type Source = {
  /** As /status and `ingest NAME` call it. */
  name: string
  /** What it gives, in a few words. */
  about: string
  politeness(settings: SourceSettings): Politeness
  /** How often the schedule visits it, in milliseconds. */
  everyMs: number
  staleness: Staleness
  /** The setting without which it is not visited; absent: none. */
  needs?: keyof SourceSettings
  /** Whether it can be given a range of days. */
  takesRange: boolean
  fetch(visit: Visit): AsyncGenerator<Batch>
}
