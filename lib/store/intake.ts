import { database } from '#lib/db'
import type { Folded } from '#lib/domain/paper/fold'
import { titleKeyOf } from '#lib/domain/paper/identity'
import type { Paper } from '#lib/domain/paper/paper'
import { type Observation, observationStatements, thinStatements } from './observations.ts'
import type { Statement } from './statement.ts'
import { type Tagged, tagStatements } from './tag-statements.ts'
import { LOST_VISIT, progressStatements, type VisitKey } from './visits.ts'

/** A paper with the topics it is to carry from now on. */
export type TaggedPaper = Paper & Tagged

/** What is to be stored together. */
export type Intake = {
  /** What `findIntakeVersion` said before the papers were compared with those that are known. */
  version: number
  papers: TaggedPaper[]
  renamed: Folded['renamed']
  observations?: Observation[]
  /** What the batch of a source leaves behind; its observations are thinned out. */
  progress?: { visit: VisitKey; cursor: string; added: number }
}

/** `overtaken`: somebody else stored papers since `version`, so that what is known has to be read again · `lost`: the visit is another's. */
export type Stored = { kind: 'stored'; observed: number } | { kind: 'overtaken' } | { kind: 'lost' }

/** Changes whenever anybody takes papers in. */
export async function findIntakeVersion(): Promise<number> {
  const { prisma } = await database()
  return (await prisma.intake.findUniqueOrThrow({ where: { id: 1 } })).version
}

/** Stores all of it, or nothing. The search index follows in the same transaction. */
export async function saveIntake(
  { version, papers, renamed, observations = [], progress }: Intake,
  now: Date,
): Promise<Stored> {
  if (papers.length + observations.length === 0 && !progress) return { kind: 'stored', observed: 0 }
  const { transact } = await database()
  const observing = observationStatements(observations)
  try {
    const results = await transact([
      ...observing,
      ...(progress ? thinStatements(observations) : []),
      ...(progress ? progressStatements(progress.visit, progress.cursor, progress.added, now) : []),
      ...paperStatements(version, papers, renamed, now),
    ])
    return { kind: 'stored', observed: observing.length > 0 ? (results[0]?.rowsAffected ?? 0) : 0 }
  } catch (error) {
    const { message } = error as Error
    if (OVERTAKEN.test(message)) return { kind: 'overtaken' }
    if (LOST_VISIT.test(message)) return { kind: 'lost' }
    throw error
  }
}

// A condition between statements of one batch can only be a constraint that fails.
const COUNT = 'UPDATE intake SET version = CASE version WHEN ?1 THEN ?1 + 1 END'
const OVERTAKEN = /NOT NULL constraint failed: intake\.version/

const UPSERT = `
INSERT INTO paper (id, arxiv_id, title_key, title, abstract, authors, categories, published, updated, code_url, withdrawn_at, first_seen_at, changed_at)
SELECT value->>'id', value->>'arxivId', value->>'titleKey', value->>'title', value->>'abstract', value->'authors', value->'categories',
  value->>'published', value->>'updated', value->>'codeUrl', iif(value->>'withdrawn', ?2, NULL), ?2, ?2
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO UPDATE SET title_key = excluded.title_key, title = excluded.title, abstract = excluded.abstract,
  authors = excluded.authors, categories = excluded.categories, published = excluded.published, updated = excluded.updated,
  code_url = excluded.code_url, changed_at = excluded.changed_at,
  withdrawn_at = iif(excluded.withdrawn_at IS NULL, NULL, coalesce(withdrawn_at, excluded.withdrawn_at))`

const OF_THESE = `(SELECT p.pk FROM json_each(?) e JOIN paper p ON p.id = e.value->>'id')`

function paperStatements(version: number, papers: TaggedPaper[], renamed: Folded['renamed'], now: Date): Statement[] {
  if (papers.length === 0) return []
  const payload = JSON.stringify(
    papers.map(({ tags: _, ...paper }) => ({ ...paper, titleKey: titleKeyOf(paper.title) })),
  )
  return [
    { sql: COUNT, args: [version] },
    ...renamed.flatMap(({ from, to }) => [
      { sql: 'INSERT OR IGNORE INTO paper_alias (id, paper_pk) SELECT id, pk FROM paper WHERE id = ?', args: [from] },
      { sql: 'UPDATE paper SET id = ?1, arxiv_id = ?1 WHERE id = ?2', args: [to, from] },
    ]),
    { sql: UPSERT, args: [payload, now.getTime()] },
    ...tagStatements(papers),
    // At once, not with the next ranking: what was withdrawn does not trend.
    {
      sql: `DELETE FROM score WHERE paper_pk IN ${OF_THESE} AND paper_pk IN (SELECT pk FROM paper WHERE withdrawn_at IS NOT NULL)`,
      args: [payload],
    },
  ]
}
