import { database } from '#lib/db'
import { type Candidate, NEWCOMER_DAYS, type Ranked, type Reading, windowMs } from '#lib/domain/rank/rank'
import { isSignal, type Window } from '#lib/domain/rank/signals'

const DAY_MS = 86_400_000

/** The papers that may have a score in a window: those observed within it, and newcomers; none that was withdrawn. */
export async function findCandidates(window: Window, now: Date): Promise<Candidate[]> {
  const { prisma } = await database()
  const length = windowMs(window)
  const start = length === Number.POSITIVE_INFINITY ? -1 : now.getTime() - length
  const young = new Date(now.getTime() - (NEWCOMER_DAYS + 1) * DAY_MS).toISOString().slice(0, 10)
  // Bare columns beside max() and min() come from the row that has it: https://sqlite.org/lang_select.html#bareagg
  const rows = await prisma.$queryRawUnsafe<Row[]>(
    `WITH latest AS (
       SELECT arxiv_id, signal, value AS latest, max(observed_at) AS at FROM observation
       WHERE arxiv_id IN (SELECT arxiv_id FROM observation WHERE observed_at > ?1 AND observed_at <= ?2) AND observed_at <= ?2
       GROUP BY arxiv_id, signal
     )
     SELECT p.pk, p.published, l.signal, l.latest,
       (SELECT value FROM observation o WHERE o.arxiv_id = l.arxiv_id AND o.signal = l.signal AND o.observed_at <= ?1
          ORDER BY o.observed_at DESC LIMIT 1) AS at_start,
       (SELECT value FROM observation o WHERE o.arxiv_id = l.arxiv_id AND o.signal = l.signal ORDER BY o.observed_at LIMIT 1) AS first,
       (SELECT min(observed_at) FROM observation o WHERE o.arxiv_id = l.arxiv_id AND o.signal = l.signal) AS first_at
     FROM latest l JOIN paper p ON p.arxiv_id = l.arxiv_id AND p.withdrawn_at IS NULL
     UNION ALL
     SELECT p.pk, p.published, NULL, NULL, NULL, NULL, NULL FROM paper p WHERE p.published >= ?3 AND p.withdrawn_at IS NULL
     ORDER BY 1`,
    start,
    now.getTime(),
    young,
  )
  const candidates = new Map<number, Candidate>()
  for (const row of rows) {
    const pk = Number(row.pk)
    const candidate = candidates.get(pk) ?? { pk, published: row.published, readings: [] }
    candidates.set(pk, candidate)
    const reading = readReading(row)
    if (reading) candidate.readings.push(reading)
  }
  return [...candidates.values()]
}

type Int = number | bigint | null
type Row = {
  pk: Int
  published: string | null
  signal: string | null
  latest: Int
  at_start: Int
  first: Int
  first_at: Int
}

function readReading(row: Row): Reading | null {
  if (row.signal === null || !isSignal(row.signal)) return null
  return {
    signal: row.signal,
    latest: Number(row.latest),
    atStart: row.at_start === null ? null : Number(row.at_start),
    first: Number(row.first),
    firstAt: new Date(Number(row.first_at)),
  }
}

/** Replaces the ranking of one window: readers see the old one or the new one, never a half. */
export async function saveRanking(window: Window, ranked: Ranked[]): Promise<void> {
  const { transact } = await database()
  await transact([
    { sql: `DELETE FROM score WHERE ranking = 'attn' AND "window" = ?`, args: [window] },
    {
      sql: `INSERT INTO score (ranking, "window", paper_pk, score, gain, because, published, mark)
        SELECT 'attn', ?2, value->>'pk', value->>'score', value->>'gain', value->'because', coalesce(p.published, ''), 0
        FROM json_each(?1) JOIN paper p ON p.pk = value->>'pk' AND p.withdrawn_at IS NULL`,
      args: [JSON.stringify(ranked), window],
    },
  ])
}
