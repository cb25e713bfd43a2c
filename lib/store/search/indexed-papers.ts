import { database } from '#lib/db'
import type { IndexedPaper } from '#lib/search/analysis'

/** Those of some papers that can be searched for, in the order of their keys: not those that are gone or were withdrawn. */
export async function readIndexedPapers(pks: number[]): Promise<IndexedPaper[]> {
  const { read } = await database()
  const { rows } = await read(
    `SELECT p.pk, p.title, p.abstract, p.authors, p.categories, p.published, p.code_url IS NOT NULL AS has_code,
       (SELECT json_group_array(topic_slug) FROM paper_topic t WHERE t.paper_pk = p.pk) AS topics
     FROM json_each(?) e CROSS JOIN paper p ON p.pk = e.value WHERE p.withdrawn_at IS NULL ORDER BY p.pk`,
    [JSON.stringify(pks)],
  )
  return rows.map(row => ({
    pk: Number(row.pk),
    title: String(row.title),
    abstract: String(row.abstract),
    authors: JSON.parse(String(row.authors)),
    categories: JSON.parse(String(row.categories)),
    topics: JSON.parse(String(row.topics)),
    published: row.published === null ? null : String(row.published),
    hasCode: Number(row.has_code) === 1,
  }))
}
