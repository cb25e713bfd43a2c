import { database } from '#lib/db'
import type { Folded } from '#lib/domain/paper/fold'
import { titleKeyOf } from '#lib/domain/paper/identity'
import type { Paper } from '#lib/domain/paper/paper'
import type { Signal } from '#lib/domain/rank/signals'
import { readPaper } from './feed-paper.ts'

/** The stored papers that could be the same as any of the given ones: by id, by former id, or by title. */
export async function findNamesakes(papers: Paper[]): Promise<Paper[]> {
  const { prisma } = await database()
  const ids = papers.map(({ id }) => id)
  const titleKeys = papers.map(({ title }) => titleKeyOf(title))
  const rows = await prisma.$queryRawUnsafe<Parameters<typeof readPaper>[0][]>(
    `SELECT id, arxiv_id, title, abstract, authors, categories, published, updated, code_url FROM paper WHERE pk IN (
       SELECT pk FROM paper WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT paper_pk FROM paper_alias WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT pk FROM paper WHERE title_key IN (SELECT value FROM json_each(?2)))
     ORDER BY pk`,
    JSON.stringify(ids),
    JSON.stringify(titleKeys),
  )
  return rows.map(readPaper)
}

/** A paper with the topics it is to carry from now on. */
export type TaggedPaper = Paper & { tags: { slug: string; words: string[] }[] }

const UPSERT = `
INSERT INTO paper (id, arxiv_id, title_key, title, abstract, authors, categories, published, updated, code_url, first_seen_at, changed_at)
SELECT value->>'id', value->>'arxivId', value->>'titleKey', value->>'title', value->>'abstract', value->'authors', value->'categories',
  value->>'published', value->>'updated', value->>'codeUrl', ?2, ?2
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO UPDATE SET title_key = excluded.title_key, title = excluded.title, abstract = excluded.abstract,
  authors = excluded.authors, categories = excluded.categories, published = excluded.published, updated = excluded.updated,
  code_url = excluded.code_url, changed_at = excluded.changed_at`

const RETAG = `
INSERT INTO paper_topic (topic_slug, paper_pk, reason)
SELECT tag.value->>'slug', p.pk, tag.value->'words'
FROM json_each(?) AS e JOIN paper p ON p.id = e.value->>'id', json_each(e.value, '$.tags') AS tag`

/** Stores papers, their topics and their new ids: all of them or none. The search index follows in the same transaction. */
export async function savePapers(papers: TaggedPaper[], renamed: Folded['renamed'], now: Date): Promise<void> {
  if (papers.length === 0) return
  const { transact } = await database()
  const payload = JSON.stringify(papers.map(paper => ({ ...paper, titleKey: titleKeyOf(paper.title) })))
  await transact([
    ...renamed.flatMap(({ from, to }) => [
      { sql: 'INSERT OR IGNORE INTO paper_alias (id, paper_pk) SELECT id, pk FROM paper WHERE id = ?', args: [from] },
      { sql: 'UPDATE paper SET id = ?1, arxiv_id = ?1 WHERE id = ?2', args: [to, from] },
    ]),
    { sql: UPSERT, args: [payload, now.getTime()] },
    {
      sql: `DELETE FROM paper_topic WHERE paper_pk IN (SELECT p.pk FROM json_each(?) e JOIN paper p ON p.id = e.value->>'id')`,
      args: [payload],
    },
    { sql: RETAG, args: [payload] },
  ])
}

/** What a source said of one arXiv id at one time. */
export type Observation = { arxivId: string; signal: Signal; observedAt: Date; value: number }

/** Stores observations and says how many were new, and how many ids among them belong to no paper yet (they wait for it). */
export async function saveObservations(observations: Observation[]): Promise<{ added: number; strangers: number }> {
  if (observations.length === 0) return { added: 0, strangers: 0 }
  const { prisma, transact } = await database()
  const payload = JSON.stringify(observations.map(one => ({ ...one, observedAt: one.observedAt.getTime() })))
  const [inserted] = await transact([
    {
      sql: `INSERT INTO observation (arxiv_id, signal, observed_at, value)
        SELECT value->>'arxivId', value->>'signal', value->>'observedAt', value->>'value' FROM json_each(?) WHERE true
        ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
      args: [payload],
    },
  ])
  const ids = JSON.stringify([...new Set(observations.map(({ arxivId }) => arxivId))])
  const strangers = await prisma.$queryRaw<{ n: bigint | number }[]>`
    SELECT count(*) AS n FROM json_each(${ids}) WHERE NOT EXISTS (SELECT 1 FROM paper WHERE arxiv_id = value)`
  return { added: inserted?.rowsAffected ?? 0, strangers: Number(strangers[0]?.n ?? 0) }
}
