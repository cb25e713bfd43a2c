import { FRESHNESS, type Freshness } from '../freshness/freshness.ts'

/** What the database says of an installation, for its figures. Times of jobs are milliseconds. */
export type GaugeFacts = {
  papers: number
  digests: Record<string, number>
  letters: Record<string, number>
  oldestDigestAt: Date | null
  oldestLetterAt: Date | null
  mails: { kind: string; result: string; count: number }[]
  stoppedAt: Date | null
  paused: string[]
  indexChanges: number
  requested: number
  jobs: { name: string; startedAt: number | null; ok: 0 | 1 | null }[]
  sources: { name: string; state: Freshness; lastSuccessAt: Date | null; failuresInARow: number }[]
  workerSeenAt: Date | null
}

/** A figure with its values; null is not known. */
type Figure = {
  name: string
  help: string
  type?: 'gauge' | 'counter'
  values: { labels?: Record<string, string>; value: number | null }[]
}

const DIGEST_STATES = ['queued', 'retry', 'claimed', 'sending', 'uncertain']
const LETTER_STATES = ['queued', 'sending', 'uncertain']

/** The figures of an installation as they are at `now`. Of what never happened there is no age. */
export function figuresOf(facts: GaugeFacts, now: Date): Figure[] {
  const age = (at: Date | null) => at && Math.max(0, (now.getTime() - at.getTime()) / 1000)
  const one = (name: string, help: string, value: number | null): Figure => ({ name, help, values: [{ value }] })
  const { sources, jobs } = facts
  return [
    one('attn_papers', 'Papers that are here.', facts.papers),
    {
      name: 'attn_mail_queue',
      help: 'Mails that are not done yet, by state; "uncertain" ones are held for an operator.',
      values: [
        ...DIGEST_STATES.map(state => ({ labels: { kind: 'digest', state }, value: facts.digests[state] ?? 0 })),
        ...LETTER_STATES.map(state => ({ labels: { kind: 'letter', state }, value: facts.letters[state] ?? 0 })),
      ],
    },
    {
      name: 'attn_mail_oldest_waiting_seconds',
      help: 'For how long the oldest mail that waits has been due; 0 when none waits.',
      values: [
        { labels: { kind: 'digest' }, value: age(facts.oldestDigestAt) ?? 0 },
        { labels: { kind: 'letter' }, value: age(facts.oldestLetterAt) ?? 0 },
      ],
    },
    {
      name: 'attn_mails_total',
      help: 'Mails that ended so, of all workers together, by kind and result.',
      type: 'counter',
      values: facts.mails.map(({ kind, result, count }) => ({ labels: { kind, result }, value: count })),
    },
    one('attn_mail_stopped', 'Whether nobody sends because of what the mail server said.', facts.stoppedAt ? 1 : 0),
    one('attn_mail_paused', 'Whether an operator paused all mail.', facts.paused.includes('mail') ? 1 : 0),
    {
      name: 'attn_source_success_age_seconds',
      help: 'Since when a source answered to the end.',
      values: sources.map(({ name, lastSuccessAt }) => ({ labels: { source: name }, value: age(lastSuccessAt) })),
    },
    {
      name: 'attn_source_state',
      help: 'How fresh a source is: 1 for the state that it is in.',
      values: sources.flatMap(({ name, state: present }) =>
        FRESHNESS.map(state => ({ labels: { source: name, state }, value: state === present ? 1 : 0 })),
      ),
    },
    {
      name: 'attn_source_failures_in_a_row',
      help: 'How often a source failed since it last answered.',
      values: sources.map(({ name, failuresInARow }) => ({ labels: { source: name }, value: failuresInARow })),
    },
    {
      name: 'attn_job_last_run_ok',
      help: 'Whether the last run of a job that did something, or failed, went well.',
      values: jobs.map(({ name, ok }) => ({ labels: { job: name }, value: ok })),
    },
    {
      name: 'attn_job_worked_age_seconds',
      help: 'Since when a job did something.',
      values: jobs.map(({ name, startedAt }) => ({
        labels: { job: name },
        value: age(startedAt === null ? null : new Date(startedAt)),
      })),
    },
    one('attn_job_requests_open', 'Runs that were asked for and are not done.', facts.requested),
    one('attn_worker_seen_age_seconds', 'Since when a worker gave a sign of life.', age(facts.workerSeenAt)),
    one(
      'attn_search_changes_pending',
      'Changes of papers that are not in a segment of the index yet.',
      facts.indexChanges,
    ),
  ]
}
