import type { Statement } from './statement.ts'

/** The id of a paper, and the topics that the tagger found for it with the words that earned them. */
export type Tagged = { id: string; tags: { slug: string; words: string[] }[] }

/**
 * Gives papers the topics that the tagger found, but for what the operator said of them: the one way in which topics are written. A
 * topic that the operator added has no words. What stays as it is, is not touched.
 */
export function tagStatements(papers: readonly Tagged[]): [removed: Statement, reworded: Statement, added: Statement] {
  const payload = JSON.stringify(papers.map(({ id, tags }) => ({ id, tags })))
  return [
    {
      sql: `${WANTED} DELETE FROM paper_topic WHERE paper_pk IN (SELECT pk FROM heard)
        AND (paper_pk, topic_slug) NOT IN (SELECT pk, slug FROM wanted)`,
      args: [payload],
    },
    {
      sql: `${WANTED} UPDATE paper_topic SET reason = wanted.reason FROM wanted
        WHERE paper_pk = wanted.pk AND topic_slug = wanted.slug AND paper_topic.reason <> wanted.reason`,
      args: [payload],
    },
    {
      sql: `${WANTED} INSERT INTO paper_topic (topic_slug, paper_pk, reason)
        SELECT slug, pk, reason FROM wanted WHERE true ON CONFLICT DO NOTHING`,
      args: [payload],
    },
  ]
}

const WANTED = `
WITH heard AS MATERIALIZED (
  SELECT p.pk, e.value->'tags' AS tags FROM json_each(?1) e JOIN paper p ON p.id = e.value->>'id'
),
found AS MATERIALIZED (
  SELECT h.pk, t.value->>'slug' AS slug, t.value->'words' AS reason FROM heard h, json_each(h.tags) t
),
wanted AS MATERIALIZED (
  SELECT pk, slug, reason FROM found
  WHERE NOT EXISTS (SELECT 1 FROM topic_correction c WHERE c.paper_pk = pk AND c.topic_slug = slug AND NOT c.wanted)
  UNION ALL
  SELECT c.paper_pk, c.topic_slug, '[]' FROM heard h CROSS JOIN topic_correction c ON c.paper_pk = h.pk
  WHERE c.wanted AND (c.paper_pk, c.topic_slug) NOT IN (SELECT pk, slug FROM found)
)`
