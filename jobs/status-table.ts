import type { Status } from '#lib/store/status'

const MINUTE = 60_000

/** The state of things as text for a terminal. */
export function renderStatus(status: Status, now: Date): string {
  const { freshness, papers, sources, rankedAt, workerSeenAt, jobs } = status
  const { deliveries, oldestWaiting, held, mailStop, mailPausedAt } = status
  const mails = Object.entries(deliveries).filter(([, count]) => count > 0)
  const waiting = oldestWaiting ? `; the oldest one waiting was due ${renderAge(oldestWaiting, now)}` : ''
  return [
    freshness,
    '',
    ...renderRows([
      ['papers', String(papers)],
      ['ranked', renderAge(rankedAt, now)],
      ['worker seen', renderAge(workerSeenAt, now)],
      ['mails of 24 h', `${mails.map(([state, count]) => `${count} ${state}`).join(', ') || 'none'}${waiting}`],
      ...(held > 0 ? [['mails held', `${held}, see: npm run attn -- mail`]] : []),
      ...(mailPausedAt ? [['mail paused', `${renderAge(mailPausedAt, now)}, until: npm run attn -- resume mail`]] : []),
      ...(mailStop
        ? [['mail stopped', `${renderAge(mailStop.since, now)}: ${mailStop.why} It said: ${mailStop.lastReply}`]]
        : []),
    ]),
    ...renderTable(
      ['source', 'state', 'last success', 'last paper', ''],
      sources.map(({ name, state, lastSuccessAt, lastPaperAt, says, lastError, pausedAt }) => [
        name,
        state,
        renderAge(lastSuccessAt, now),
        renderAge(lastPaperAt, now),
        [pausedAt && `Paused ${renderAge(pausedAt, now)}.`, says, lastError].filter(Boolean).join(' '),
      ]),
    ),
    ...renderTable(
      ['job', 'last worked', 'ended', ''],
      jobs.map(({ name, lastStartedAt, lastOk, lastSummary }) => [
        name,
        renderAge(lastStartedAt, now),
        lastOk === null ? '–' : lastOk ? 'well' : 'FAILED',
        lastSummary ?? '',
      ]),
    ),
  ].join('\n')
}

function renderTable(head: string[], rows: string[][]): string[] {
  return rows.length > 0 ? ['', ...renderRows([head, ...rows])] : []
}

function renderRows(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}

function renderAge(at: Date | null, now: Date): string {
  if (!at) return 'never'
  const minutes = Math.round((now.getTime() - at.getTime()) / MINUTE)
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min ago`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 60 / 24)} days ago`
}
