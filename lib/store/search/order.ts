import { database } from '#lib/db'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import type { Hit, Order } from '#lib/search/gather'
import { rankingOf } from '../feed-ranked.ts'

const isBefore = (a: Hit, b: Hit): boolean => {
  if (a.score !== b.score) return a.score > b.score
  return a.date !== b.date ? a.date > b.date : a.pk > b.pk
}

export async function orderBy(query: FeedQuery): Promise<Order> {
  if (query.sort === 'relevance') return { valueOf: null, isBefore }
  if (query.sort === 'new') return { valueOf: (_, date) => date, isBefore }
  const scores = await findScores(query)
  return { valueOf: pk => scores.get(pk) ?? 0, isBefore }
}

async function findScores(query: FeedQuery): Promise<Map<number, number>> {
  const { read } = await database()
  const value = query.sort === 'top' ? 'gain' : 'score'
  const { rows } = await read(
    `SELECT json_group_array(paper_pk) AS pks, json_group_array(${value}) AS scores FROM score WHERE ranking = ? AND "window" = ?`,
    [rankingOf(query), query.window],
  )
  const pks = JSON.parse(String(rows[0]!.pks)) as number[]
  const scores = JSON.parse(String(rows[0]!.scores)) as number[]
  return new Map(pks.map((pk, i) => [pk, scores[i]!]))
}
