import { database } from '#lib/db'

/** A paper, or an id without one, that a source may be asked about. */
type Subject = { arxivId: string; codeUrl: string | null }

/** Of what a source may be asked: any paper · those whose code is known · ids that were observed and have no paper. */
export type SubjectKind = 'papers' | 'code' | 'strangers'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How often asking again is worth it: of what is young or gains something, of this season's papers, of all others. */
const EVERY = { hotMs: 6 * HOUR_MS, seasonMs: 3 * DAY_MS, restMs: 30 * DAY_MS }
const YOUNG_DAYS = 14
const SEASON_DAYS = 90
/** An id that arXiv did not know, or not yet, is asked for again. */
const STRANGERS_MS = 7 * DAY_MS

/**
 * The papers most worth asking a source about: those that wait longest, measured by how often each is worth it, so that new ones and
 * those that trend come round often and all others do come round. Never one that was withdrawn.
 */
export async function findSubjects(source: string, kind: SubjectKind, limit: number, now: Date): Promise<Subject[]> {
  if (limit <= 0) return []
  return kind === 'strangers' ? findStrangers(source, limit, now) : findPapers(source, kind, limit, now)
}

async function findPapers(source: string, kind: 'papers' | 'code', limit: number, now: Date): Promise<Subject[]> {
  const { prisma } = await database()
  const day = (ago: number) => new Date(now.getTime() - ago * DAY_MS).toISOString().slice(0, 10)
  // What was never asked counts as if it had been, one interval before it came in. A time in the future is that of a wrong clock.
  return prisma.$queryRawUnsafe<Subject[]>(
    `SELECT arxivId, codeUrl FROM (
       SELECT p.pk, p.published, p.arxiv_id AS arxivId, p.code_url AS codeUrl, p.first_seen_at, a.asked_at,
         CASE WHEN p.published >= ?3 OR EXISTS (SELECT 1 FROM score s WHERE s.paper_pk = p.pk AND s.ranking = 'attn' AND s."window" = 'week' AND s.gain > 0)
           THEN ${EVERY.hotMs} WHEN p.published >= ?4 THEN ${EVERY.seasonMs} ELSE ${EVERY.restMs} END AS every_ms
       FROM paper p LEFT JOIN asked a ON a.source = ?1 AND a.arxiv_id = p.arxiv_id AND a.asked_at <= ?2
       WHERE p.arxiv_id IS NOT NULL AND p.withdrawn_at IS NULL ${kind === 'code' ? 'AND p.code_url IS NOT NULL' : ''}
     ) WHERE asked_at IS NULL OR asked_at <= ?2 - every_ms
     ORDER BY (?2 - coalesce(asked_at, first_seen_at - every_ms)) * 1.0 / every_ms DESC, published DESC, pk DESC LIMIT ?5`,
    source,
    now.getTime(),
    day(YOUNG_DAYS),
    day(SEASON_DAYS),
    limit,
  )
}

/** The latest observed first: somebody speaks of them now. */
async function findStrangers(source: string, limit: number, now: Date): Promise<Subject[]> {
  const { prisma } = await database()
  return prisma.$queryRawUnsafe<Subject[]>(
    `SELECT o.arxiv_id AS arxivId, NULL AS codeUrl FROM observation o
     WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.arxiv_id = o.arxiv_id)
       AND NOT EXISTS (SELECT 1 FROM asked a WHERE a.source = ? AND a.arxiv_id = o.arxiv_id AND a.asked_at BETWEEN ? AND ?)
     GROUP BY o.arxiv_id ORDER BY max(o.observed_at) DESC, o.arxiv_id DESC LIMIT ?`,
    source,
    now.getTime() - STRANGERS_MS,
    now.getTime(),
    limit,
  )
}

/** Notes that a source was asked about some papers, whether it knew them or not. */
export async function markAsked(source: string, arxivIds: string[], now: Date): Promise<void> {
  if (arxivIds.length === 0) return
  const { transact } = await database()
  await transact([
    {
      sql: `INSERT INTO asked (source, arxiv_id, asked_at) SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
        ON CONFLICT DO UPDATE SET asked_at = excluded.asked_at`,
      args: [source, JSON.stringify(arxivIds), now.getTime()],
    },
  ])
}
