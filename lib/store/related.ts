import { database } from '#lib/db'
import { tellingWords } from '#lib/domain/topics/telling-words'
import { FEED_COLUMNS, type FeedPaper, type FeedRow, readFeedPaper } from './feed-paper.ts'

/** Words looked up for one paper. Those that stand in more papers than these say little, and are looked at no further. */
const MOST_WORDS = 16
const MOST_PAPERS = 100

/** A word that nearly nobody uses tells no more than one that a few do: it may be a slip. */
const FEW = 10

/** Papers that share the rarest words, of which those that share topics too come first. */
const CANDIDATES = 60

/** Candidates by a topic, where words alone do not fill the list. */
const NEWEST_OF_TOPIC = 200

/**
 * Papers that are like this one: they share words, the rarer the better, and topics, the rarer the better. Never the paper itself and none
 * that was withdrawn; ties go to the newer one, so that the order is always the same. Time is bounded at any number of papers.
 */
export async function findRelated(pk: number, limit: number): Promise<FeedPaper[]> {
  const paper = await findSubject(pk)
  if (!paper) return []
  const { topics, all } = paper
  const byWords = await findByWords(pk, tellingWords(paper.title, paper.abstract, MOST_WORDS), all)
  const near = byWords.size >= limit ? byWords : new Map([...(await findByTopics(pk, topics)), ...byWords])
  const shared = await findShared([...near.keys()], topics, all)
  const best = [...near]
    .map(([other, weight]) => ({ pk: other, weight: weight + (shared.get(other) ?? 0) }))
    .sort((a, b) => b.weight - a.weight || b.pk - a.pk)
  return readPapers(best, limit)
}

type Topic = { slug: string; count: number }
type Near = { pk: number | bigint; weight: number }
const toMap = (rows: Near[]) => new Map(rows.map(({ pk, weight }) => [Number(pk), weight]))

/** How much a thing says that stands in `count` of `all` papers: squared, so that one rare word outweighs several common ones. */
const worth = (count: number, all: number) => Math.log((all + FEW) / Math.max(FEW, count)) ** 2

async function findByWords(
  pk: number,
  { words, ofTitle }: { words: string[]; ofTitle: number },
  all: number,
): Promise<Map<number, number>> {
  if (words.length === 0) return new Map()
  const { prisma } = await database()
  // No more than a hundred papers of each word are ever read: time does not grow with the number of papers.
  const hits = words.map(
    (_, i) =>
      `SELECT * FROM (SELECT ${i} AS word, rowid AS pk FROM paper_fts WHERE paper_fts MATCH ?${i + 4} LIMIT ${MOST_PAPERS + 1})`,
  )
  const rows = await prisma.$queryRawUnsafe<Near[]>(
    `WITH hit AS MATERIALIZED (${hits.join(' UNION ALL ')}),
     said AS MATERIALIZED (SELECT word, ?1 ->> count(*) AS weight FROM hit GROUP BY word HAVING count(*) BETWEEN 2 AND ${MOST_PAPERS})
     SELECT hit.pk, sum(said.weight * iif(hit.word < ${ofTitle}, 2, 1)) AS weight FROM said CROSS JOIN hit ON hit.word = said.word WHERE hit.pk <> ?2
     GROUP BY hit.pk ORDER BY weight DESC, hit.pk DESC LIMIT ?3`,
    // By how many papers have the word. Not every database knows logarithms.
    JSON.stringify(Array.from({ length: MOST_PAPERS + 1 }, (_, count) => worth(count, all))),
    pk,
    CANDIDATES,
    ...words.map(word => `"${word}"`),
  )
  return toMap(rows)
}

async function findByTopics(pk: number, topics: Topic[]): Promise<Map<number, number>> {
  if (topics.length === 0) return new Map()
  const { prisma } = await database()
  const near = topics.map(
    ({
      count,
    }) => `SELECT * FROM (SELECT paper_pk, ${1 / (10 + count)} AS rarity FROM paper_topic WHERE topic_slug = ? AND paper_pk <> ?
      ORDER BY published DESC, paper_pk DESC LIMIT ${NEWEST_OF_TOPIC})`,
  )
  const rows = await prisma.$queryRawUnsafe<Near[]>(
    `SELECT paper_pk AS pk, 0.0 AS weight FROM (${near.join(' UNION ALL ')}) JOIN paper p ON p.pk = paper_pk
     GROUP BY paper_pk ORDER BY sum(rarity) DESC, p.published DESC, paper_pk DESC LIMIT ?`,
    ...topics.flatMap(({ slug }) => [slug, pk]),
    CANDIDATES,
  )
  return toMap(rows)
}

async function findShared(pks: number[], topics: Topic[], all: number): Promise<Map<number, number>> {
  if (topics.length === 0 || pks.length === 0) return new Map()
  const { prisma } = await database()
  const rows = await prisma.$queryRawUnsafe<Near[]>(
    `SELECT t.paper_pk AS pk, sum(s.value->>'weight') AS weight FROM json_each(?) e
     CROSS JOIN json_each(?) s CROSS JOIN paper_topic t ON t.topic_slug = s.value->>'slug' AND t.paper_pk = e.value
     GROUP BY t.paper_pk`,
    JSON.stringify(pks),
    JSON.stringify(topics.map(({ slug, count }) => ({ slug, weight: worth(count, all) }))),
  )
  return toMap(rows)
}

async function readPapers(best: { pk: number; weight: number }[], limit: number): Promise<FeedPaper[]> {
  const { prisma } = await database()
  // More than are wanted: some may have been withdrawn.
  const rows = await prisma.$queryRawUnsafe<FeedRow[]>(
    `SELECT ${FEED_COLUMNS} FROM json_each(?) e CROSS JOIN paper p ON p.pk = e.value->>'pk'
     LEFT JOIN score s ON s.ranking = 'attn' AND s.window = 'week' AND s.paper_pk = p.pk WHERE p.withdrawn_at IS NULL
     ORDER BY e.value->>'weight' DESC, p.published DESC, p.pk DESC LIMIT ?`,
    JSON.stringify(best),
    limit,
  )
  return rows.map(readFeedPaper)
}

type Subject = { title: string; abstract: string; topics: Topic[]; all: number }

async function findSubject(pk: number): Promise<Subject | null> {
  const { prisma } = await database()
  const [row] = await prisma.$queryRaw<{ title: string; abstract: string; topics: string; n: bigint | number }[]>`
    SELECT title, abstract, (SELECT sum(paper_count) FROM paper_year) AS n,
      (SELECT json_group_array(json_object('slug', o.slug, 'count', o.paper_count))
       FROM paper_topic t JOIN topic o ON o.slug = t.topic_slug WHERE t.paper_pk = p.pk) AS topics
    FROM paper p WHERE p.pk = ${pk}`
  return row ? { title: row.title, abstract: row.abstract, topics: JSON.parse(row.topics), all: Number(row.n) } : null
}
