import { database } from '#lib/db'
import { titleKeyOf } from '#lib/domain/paper/identity'
import type { Paper } from '#lib/domain/paper/paper'
import { readPaper } from './feed-paper.ts'

/** The stored papers that could be the same as any of the given ones: by id, by former id, or by title. */
export async function findNamesakes(papers: Paper[]): Promise<Paper[]> {
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
  return rows.map(readPaper)
}
