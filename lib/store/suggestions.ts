import { database } from '#lib/db'
import { type Beginning, begins, readBeginning, type Suggestion, topicsThatBegin } from '#lib/domain/query/suggestion'
import { countTopics } from './topics.ts'

export type { Suggestion } from '#lib/domain/query/suggestion'

/** Of topics and of authors; the rest are papers. */
const MOST_OF_A_KIND = 3

/** Fewer letters begin too many words: the index would read half of itself to find them all. They are taken for a word. */
const LEAST_LETTERS = 4

/** Papers of the search index looked at for names, the newest first. */
const SAMPLE = 200

/** What a reader may be about to type: topics, papers and authors, `limit` at most, the same however many papers there are. */
export async function findSuggestions(text: string, limit: number): Promise<Suggestion[]> {
  const beginning = readBeginning(text)
  if (!beginning) return []
  const topics = await suggestTopics(beginning)
  const authors = await suggestAuthors(beginning)
  const papers = await suggestPapers(beginning, Math.max(0, limit - topics.length - authors.length))
  return [...topics, ...papers, ...authors].slice(0, limit)
}

async function suggestTopics(beginning: Beginning): Promise<Suggestion[]> {
  const topics = topicsThatBegin(beginning)
  if (topics.length === 0) return []
  const counts = await countTopics()
  return topics
    .map(({ slug, name }) => ({ kind: 'topic' as const, slug, name, count: counts.get(slug) ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_OF_A_KIND)
}

/** Titles that begin with all of it come first, then those that have its words, the newest first. */
async function suggestPapers(beginning: Beginning, limit: number): Promise<Suggestion[]> {
  const { prisma } = await database()
  const key = [...beginning.words, beginning.last].join(' ')
  const found = await prisma.$queryRaw<Row[]>`
    SELECT id, title FROM paper WHERE title_key >= ${key} AND title_key < ${`${key}\u{10ffff}`} ORDER BY title_key LIMIT ${limit}`
  const papers = new Map(found.map(row => [row.id, row.title]))
  for (const match of matchesOf('title', beginning)) {
    if (papers.size >= limit) break
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT p.id, p.title FROM (SELECT rowid AS pk FROM paper_fts WHERE paper_fts MATCH ${match} ORDER BY rowid DESC LIMIT ${SAMPLE}) f
      JOIN paper p ON p.pk = f.pk ORDER BY f.pk DESC`
    for (const { id, title } of rows) if (begins(title, beginning)) papers.set(id, title)
  }
  return [...papers].slice(0, limit).map(([id, title]) => ({ kind: 'paper', id, title }))
}

type Row = { id: string; title: string }

async function suggestAuthors(beginning: Beginning): Promise<Suggestion[]> {
  const { prisma } = await database()
  const [match] = matchesOf('authors', beginning)
  if (!match) return []
  const rows = await prisma.$queryRaw<{ authors: string }[]>`
    SELECT p.authors FROM (SELECT rowid AS pk FROM paper_fts WHERE paper_fts MATCH ${match} ORDER BY rowid DESC LIMIT ${SAMPLE}) f
    JOIN paper p ON p.pk = f.pk`
  const seen = new Map<string, number>()
  for (const name of rows.flatMap(({ authors }) => JSON.parse(authors) as string[]))
    if (begins(name, beginning)) seen.set(name, (seen.get(name) ?? 0) + 1)
  const names = [...seen].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_OF_A_KIND)
  return Promise.all(names.map(async ([name]) => ({ kind: 'author' as const, name, count: await countByAuthor(name) })))
}

async function countByAuthor(name: string): Promise<number> {
  const { prisma } = await database()
  const rows = await prisma.$queryRaw<{ n: bigint | number }[]>`
    SELECT count(*) AS n FROM paper_fts WHERE paper_fts MATCH ${`authors : ${quote(name)}`}`
  return Number(rows[0]?.n ?? 0)
}

/** Full-text expressions for what begins so, the narrowest first. None where too few letters are typed. */
function matchesOf(column: 'title' | 'authors', { words, last }: Beginning): string[] {
  const whole = words.map(word => `${column} : ${quote(word)}`)
  if (last.length < LEAST_LETTERS) {
    // After other words ("yoshua b") they are looked for among what those words find.
    if (words.length === 0) whole.push(`${column} : ${quote(last)}`)
    return [whole.join(' AND ')]
  }
  // The index has stems: "attention" is "attent" there, which does not begin with "attenti".
  const shorter = last.slice(0, Math.max(4, last.length - 4))
  return [...new Set([last, shorter])].map(each => [...whole, `${column} : ${quote(each)} *`].join(' AND '))
}

/** An FTS5 string, in which a doubled quote is the only thing with a meaning. @see https://sqlite.org/fts5.html#fts5_strings */
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
