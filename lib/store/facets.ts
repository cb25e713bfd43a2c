import { database } from '#lib/db'
import { asksWords, type FeedQuery, type Filter, topicsOf } from '#lib/domain/query/feed-query'
import { categoryLabel, topicLabel } from '#lib/search/segment-facts'
import { type Condition, compileQuery } from './feed-sql.ts'
import { isByTopicsAlone, selectFound } from './found.ts'
import { searchWords, type WordsFound } from './search/search-words.ts'
import { countWithin, countYears } from './topic-counts.ts'
import { countTopics } from './topics.ts'

/** How many of the papers found carry which topic, are of which category, of which year. Most frequent first, newest years first. */
export type Facets = {
  topics: { slug: string; count: number }[]
  categories: { category: string; count: number }[]
  years: { year: number; count: number }[]
}

/** By slug, by year, by name. */
type Counts = { topics: Map<string, number>; years: Map<string, number>; categories?: Map<string, number> }

/**
 * What each further topic or category would leave of the papers that a query finds, and how they are spread over the years. Where topics
 * alone decide there are no categories: nobody keeps their counts, and counting those of all papers takes longer than the rest of a page.
 */
export async function findFacets(query: FeedQuery, now: Date): Promise<Facets> {
  const { topics, years, categories } = asksWords(query)
    ? countsOf(await searchWords(query, 0, now))
    : await countByFilters(query, now)
  return {
    topics: mostFirst(topics).map(([slug, count]) => ({ slug, count })),
    categories: mostFirst(categories ?? new Map()).map(([category, count]) => ({ category, count })),
    years: [...years].map(([year, count]) => ({ year: Number(year), count })).sort((a, b) => b.year - a.year),
  }
}

/** The counts of a search, by the kinds of its labels. */
function countsOf({ counts }: WordsFound): Counts {
  const labelled = (prefix: string) =>
    new Map(
      [...counts.labels].flatMap(([label, n]) => (label.startsWith(prefix) ? [[label.slice(prefix.length), n]] : [])),
    )
  const years = new Map([...counts.years].map(([year, n]) => [String(year), n]))
  return { topics: labelled(topicLabel('')), categories: labelled(categoryLabel('')), years }
}

async function countByFilters(query: FeedQuery, now: Date): Promise<Counts> {
  const compiled = compileQuery(query, now)
  if (isByTopicsAlone(query, compiled)) return countByTopics(query, now)
  return countFound(await selectFound(query, compiled), true)
}

const mostFirst = (counts: Map<string, number>) => [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))

// Papers without a topic are most of all papers, those with it are few: what is left is the difference.
async function countByTopics(query: FeedQuery, now: Date): Promise<Counts> {
  const [wanted, unwanted] = [topicsOf(query), topicsOf(query, true)]
  if (wanted.some(slug => unwanted.includes(slug))) return { topics: new Map(), years: new Map() }
  if (wanted.length === 0 && unwanted.length === 0) return { topics: await countTopics(), years: await countYears() }
  if (wanted.length === 1 && unwanted.length === 0) return countTopic(wanted[0]!)
  if (wanted.length === 0) {
    const removed =
      unwanted.length > 2 ? await countFound(selectAny(unwanted)) : await countEither(query, unwanted, now)
    return subtract({ topics: await countTopics(), years: await countYears() }, removed)
  }
  if (wanted.length === 1 && unwanted.length === 1) {
    return subtract(await countTopic(wanted[0]!), await countBoth(query, [...wanted, ...unwanted], now))
  }
  return countFound(await selectFound(query, compileQuery(query, now)))
}

// Those of one, those of the other, less those of both, who were counted twice.
async function countEither(query: FeedQuery, [one, other]: string[], now: Date): Promise<Counts> {
  const first = await countTopic(one!)
  if (other === undefined) return first
  const second = await countTopic(other)
  return subtract(
    { topics: sum(first.topics, second.topics), years: sum(first.years, second.years) },
    await countBoth(query, [one!, other], now),
  )
}

async function countBoth(query: FeedQuery, slugs: string[], now: Date): Promise<Counts> {
  const both = { ...query, filters: slugs.map((value): Filter => ({ kind: 'topic', value, not: false })) }
  return countFound(await selectFound(both, compileQuery(both, now)))
}

async function countTopic(slug: string): Promise<Counts> {
  const { prisma } = await database()
  const years = await prisma.$queryRaw<Count[]>`
    SELECT substr(published, 1, 4) AS name, count(*) AS count FROM paper_topic
    WHERE topic_slug = ${slug} AND published IS NOT NULL GROUP BY 1`
  return { topics: await countWithin(slug), years: toMap(years) }
}

const selectAny = (slugs: string[]): Condition => ({
  sql: `SELECT DISTINCT paper_pk AS pk, published FROM paper_topic WHERE topic_slug IN (${slugs.map(() => '?')})`,
  args: slugs,
})

async function countFound({ sql, args }: Condition, byCategory = false): Promise<Counts> {
  const { prisma } = await database()
  // The papers first, once; then what they carry. The planner would rather walk all topics of all papers.
  const rows = await prisma.$queryRawUnsafe<(Count & { kind: string })[]>(
    `WITH found AS MATERIALIZED (${sql})
     SELECT 'topic' AS kind, f.topic_slug AS name, count(*) AS count FROM found CROSS JOIN paper_topic f ON f.paper_pk = found.pk GROUP BY 2
     UNION ALL
     SELECT 'year', substr(published, 1, 4), count(*) FROM found WHERE published IS NOT NULL GROUP BY 2
     ${byCategory ? CATEGORIES : ''}`,
    ...args,
  )
  return {
    topics: toMap(rows.filter(({ kind }) => kind === 'topic')),
    years: toMap(rows.filter(({ kind }) => kind === 'year')),
    categories: toMap(rows.filter(({ kind }) => kind === 'category')),
  }
}

const CATEGORIES = `UNION ALL
     SELECT 'category', c.category, count(*) FROM found CROSS JOIN paper_category c ON c.paper_pk = found.pk GROUP BY 2`

type Count = { name: string; count: bigint | number }

const toMap = (rows: Count[]) => new Map(rows.map(({ name, count }) => [name, Number(count)]))

const subtract = (from: Counts, what: Counts): Counts => ({
  topics: difference(from.topics, what.topics),
  years: difference(from.years, what.years),
})

function sum(one: Map<string, number>, other: Map<string, number>): Map<string, number> {
  const names = new Set([...one.keys(), ...other.keys()])
  return new Map([...names].map(name => [name, (one.get(name) ?? 0) + (other.get(name) ?? 0)]))
}

function difference(from: Map<string, number>, what: Map<string, number>): Map<string, number> {
  const left = [...from].map(([name, count]) => [name, count - (what.get(name) ?? 0)] as const)
  return new Map(left.filter(([, count]) => count > 0))
}
