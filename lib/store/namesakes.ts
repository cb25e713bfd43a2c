import { database } from '#lib/db'
import { titleKeyOf } from '#lib/domain/paper/identity'
import type { Paper } from '#lib/domain/paper/paper'
import { readPaper } from './feed-paper.ts'

/** Stored papers, and under which ids some of them were known before: from the former id to the present one. */
export type Namesakes = { known: Paper[]; formerIds: Map<string, string> }

/** The stored papers that could be the same as any of the given ones: by id, by former id, or by title. */
export async function findNamesakes(papers: Paper[]): Promise<Namesakes> {
  const { prisma } = await database()
  const ids = papers.map(({ id }) => id)
  const titleKeys = papers.map(({ title }) => titleKeyOf(title))
  const rows = await prisma.$queryRawUnsafe<Parameters<typeof readPaper>[0][]>(
    `SELECT id, arxiv_id, title, abstract, authors, categories, published, updated, code_url, withdrawn_at FROM paper WHERE pk IN (
       SELECT pk FROM paper WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT paper_pk FROM paper_alias WHERE id IN (SELECT value FROM json_each(?1))
       UNION SELECT pk FROM paper WHERE title_key IN (SELECT value FROM json_each(?2)))
     ORDER BY pk`,
    JSON.stringify(ids),
    JSON.stringify(titleKeys),
  )
  const former = await prisma.$queryRawUnsafe<{ former: string; id: string }[]>(
    `SELECT a.id AS former, p.id FROM paper_alias a JOIN paper p ON p.pk = a.paper_pk
     WHERE a.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )
  return { known: rows.map(readPaper), formerIds: new Map(former.map(({ former, id }) => [former, id])) }
}
