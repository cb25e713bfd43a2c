import { database } from '#lib/db'
import type { GaugeFacts } from '#lib/domain/status/figures'
import { findFreshness } from './freshness.ts'

/**
 * What the database says at this moment, for whoever draws it over time. Each is a look at an index or at a small table, so that it costs the
 * same at a million deliveries as at none, but for those that are waiting, which are counted.
 */
export async function findGauges(now: Date): Promise<GaugeFacts> {
  const { read } = await database()
  const [row] = (await read(FIGURES, [])).rows
  const numbers = (name: string) => JSON.parse(String(row![name] ?? '{}')) as Record<string, number>
  const { sources, workerSeenAt } = await findFreshness(now)
  return {
    papers: Number(row!.papers ?? 0),
    digests: numbers('digests'),
    letters: numbers('letters'),
    oldestDigestAt: dateOf(row!.oldest),
    oldestLetterAt: dateOf(row!.oldest_letter),
    mails: JSON.parse(String(row!.mails)) as GaugeFacts['mails'],
    stoppedAt: dateOf(row!.stopped),
    paused: JSON.parse(String(row!.paused)) as string[],
    indexChanges: Number(row!.changes ?? 0),
    requested: Number(row!.requested ?? 0),
    jobs: JSON.parse(String(row!.jobs)) as GaugeFacts['jobs'],
    sources,
    workerSeenAt,
  }
}

const dateOf = (value: unknown): Date | null => (value === null ? null : new Date(Number(value)))

// The states are written out, or SQLite would not see that the index of those that wait has them all; left to itself it would read all of them.
export const FIGURES = `SELECT
  (SELECT sum(paper_count) FROM paper_year) AS papers,
  (SELECT json_group_object(state, n) FROM (SELECT state, count(*) AS n FROM delivery
    WHERE state IN ('queued', 'retry', 'claimed', 'sending', 'uncertain') GROUP BY state)) AS digests,
  (SELECT json_group_object(state, n) FROM (SELECT state, count(*) AS n FROM letter
    WHERE state IN ('queued', 'sending', 'uncertain') GROUP BY state)) AS letters,
  (SELECT min(due_at) FROM delivery INDEXED BY delivery_waiting WHERE state IN ('queued', 'retry')) AS oldest,
  (SELECT min(queued_at) FROM letter INDEXED BY letter_state_next_attempt_at_idx WHERE state = 'queued') AS oldest_letter,
  (SELECT json_group_array(json_object('kind', kind, 'result', result, 'count', count)) FROM mail_count) AS mails,
  (SELECT stopped_at FROM mail_server WHERE id = 1) AS stopped,
  (SELECT json_group_array(what) FROM pause) AS paused,
  (SELECT count(*) FROM search_change) AS changes,
  (SELECT count(*) FROM job_request WHERE finished_at IS NULL) AS requested,
  (SELECT json_group_array(json_object('name', j.name, 'startedAt', j.last_started_at,
    'ok', (SELECT r.ok FROM job_run r WHERE r.job = j.name ORDER BY r.started_at DESC LIMIT 1))) FROM job j) AS jobs`
