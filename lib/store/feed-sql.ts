import type { Clause, FeedQuery, Filter, Term } from '#lib/domain/query/feed-query'
import { windowMs } from '#lib/domain/rank/window'
import { tellingClauses } from '#lib/search/plan'

/** A condition with the values bound in it. No text of a reader is ever part of `sql`. */
export type Condition = { sql: string; args: (string | number)[] }

/** What a feed query asks for, as conditions on the paper `p`, and as one full-text expression (null without words). */
export type CompiledQuery = {
  where: Condition
  /** The conditions on the papers of one of the topics that are asked for, which need not be said again. */
  whereWithin(topic: string): Condition
  match: string | null
}

/**
 * Compiles a query. `match` has all the words, for the full-text table, which knows what has which words but is not asked for an order.
 * @param now for the windows of lists by date
 */
export function compileQuery(query: FeedQuery, now: Date): CompiledQuery {
  const filters = query.filters.map(filter => ({ filter, condition: compileFilter(filter) }))
  const clauses = tellingClauses(query.clauses)
  const wanted = clauses.filter(clause => !clause.not).map(compileClause)
  const unwanted = clauses.filter(clause => clause.not).map(compileClause)
  const others: Condition[] = []
  if (wanted.length === 0 && unwanted.length > 0) {
    others.push({
      sql: 'p.pk NOT IN (SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?)',
      args: [unwanted.join(' OR ')],
    })
  }
  // A ranking's window is the span of its gains; a list by date or words is limited to papers of that span.
  if ((query.sort === 'new' || query.sort === 'relevance') && query.window !== 'all') {
    const since = new Date(now.getTime() - windowMs(query.window))
    others.push({ sql: 'p.published >= ?', args: [since.toISOString().slice(0, 10)] })
  }
  const except = unwanted.length ? ` NOT (${unwanted.join(' OR ')})` : ''
  return {
    where: allOf([...filters.map(({ condition }) => condition), ...others]),
    whereWithin: topic =>
      allOf([...filters.flatMap(({ filter, condition }) => (isTopic(filter, topic) ? [] : [condition])), ...others]),
    match: wanted.length ? `(${wanted.join(' AND ')})${except}` : null,
  }
}

const isTopic = (filter: Filter, topic: string) => filter.kind === 'topic' && !filter.not && filter.value === topic

const allOf = (conditions: Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND ') || '1',
  args: conditions.flatMap(({ args }) => args),
})

function compileFilter(filter: Filter): Condition {
  const not = filter.not ? 'NOT ' : ''
  switch (filter.kind) {
    case 'topic':
      return {
        sql: `${not}EXISTS (SELECT 1 FROM paper_topic t WHERE t.topic_slug = ? AND t.paper_pk = p.pk)`,
        args: [filter.value],
      }
    case 'category':
      return {
        sql: `${not}EXISTS (SELECT 1 FROM paper_category c WHERE c.category = ? AND c.paper_pk = p.pk)`,
        args: [filter.value],
      }
    case 'code':
      return { sql: `p.code_url IS ${filter.not ? '' : 'NOT '}NULL`, args: [] }
    case 'id':
      return { sql: `p.id ${filter.not ? '<>' : '='} ?`, args: [filter.value] }
    case 'after':
      return { sql: 'p.published >= ?', args: [filter.value] }
    case 'before':
      return { sql: 'p.published < ?', args: [filter.value] }
  }
}

const compileClause = (clause: Clause) => `(${clause.any.map(compileTerm).join(' OR ')})`

/** Terms become FTS5 strings, in which a doubled quote is the only thing with a meaning. @see https://sqlite.org/fts5.html#fts5_strings */
function compileTerm({ field, text, prefix }: Term): string {
  const column = field === 'any' ? '' : `${field === 'author' ? 'authors' : field} : `
  return `${column}"${text.replaceAll('"', '""')}"${prefix ? ' *' : ''}`
}
