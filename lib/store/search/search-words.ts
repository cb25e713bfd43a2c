import { setImmediate as breathe } from 'node:timers/promises'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import type { Entry } from '#lib/search/block-table'
import { filterSegment } from '#lib/search/filters'
import { addCounts, type Counts, Group, type Hit } from '#lib/search/gather'
import { matchSegment } from '#lib/search/match'
import { type Alternative, keysOf, type PlannedClause, type WordList } from '#lib/search/plan'
import { worthOf as worthOfWord } from '#lib/search/weights'
import { findConditions } from './conditions.ts'
import { heldIndex, type OpenIndex } from './held.ts'
import { lookUp } from './look-up.ts'
import { openIndex } from './open-index.ts'
import { orderBy } from './order.ts'
import { findRows } from './phrases.ts'
import { planQuery } from './plan-query.ts'
import { REORDERED, reorderHits } from './reorder-hits.ts'
import { withIndex } from './with-index.ts'

/**
 * What the words of a query find. `hits`: the first ones, those with all the words before those with some. `total`: how many there are;
 * `complete`: how many of them have all the words. Others follow only where few have all. `plan`: what the words were taken for.
 */
export type WordsFound = { total: number; complete: number; hits: Hit[]; counts: Counts; plan: PlannedClause[] }

/** Where so many papers have all the words, nobody asks for those that lack some. */
const ENOUGH = 20

/** Searches by the words of a query, of which there is at least one that is not excluded. `hits` has at least the first `most`. */
export async function searchWords(query: FeedQuery, most: number, now: Date): Promise<WordsFound> {
  const kept = Math.max(most, REORDERED)
  const { answers } = await heldIndex()
  const index = await openIndex()
  const { page: _, ...question } = query
  const key = `${index.version} ${JSON.stringify(question)}`
  const known = answers.get(key)
  if (known && known.kept >= kept && Math.abs(now.getTime() - known.at) < FRESH_MS) return known.found
  const found = withIndex(opened => searchIn(opened, query, kept, now))
  answers.set(key, { at: now.getTime(), kept, found })
  if (answers.size > MOST_ANSWERS) answers.delete(answers.keys().next().value!)
  found.catch(() => answers.delete(key))
  return found
}

/** A ranking may be another one by then. */
const FRESH_MS = 5_000
const MOST_ANSWERS = 50

async function searchIn(index: OpenIndex, query: FeedQuery, kept: number, now: Date): Promise<WordsFound> {
  const plan = await planQuery(index, query)
  const found = await lookUp(index, keysOf(plan))
  const rows = await findRows(index, found, plan)
  const conditions = await findConditions(query, now)
  const order = await orderBy(query)
  const worthOf = worths(index, found)
  const needed = plan.filter(({ not }) => !not).length

  const [whole, some] = [new Group(kept, order), new Group(kept, order)]
  const gather = async (strict: boolean) => {
    for (const [i, { facts, gone }] of index.segments.entries()) {
      if (i > 0) await breathe()
      const find = (key: string) => found[i]!.get(key) ?? null
      const rowOf = (alternative: Alternative) => rows.get(alternative)?.[i] ?? []
      const isAllowed = filterSegment(conditions, facts)
      const group = strict ? whole : some
      group.enter(facts)
      matchSegment(plan, facts.pks.length, { find, worthOf, rowOf }, strict, (paper, score, met) => {
        if ((isAllowed !== null && !isAllowed(paper)) || (gone.size > 0 && gone.has(paper))) return
        if (strict || met < needed) group.add(paper, score)
      })
    }
  }
  // Papers that lack something are many, and mostly nobody asks for them.
  await gather(true)
  const fills = whole.size < ENOUGH && (whole.size === 0 || query.sort === 'relevance')
  if (fills) await gather(false)
  const groups = some.size > 0 ? [whole, some] : [whole]
  const hits: Hit[] = []
  for (const group of groups) {
    const best = query.sort === 'relevance' ? await reorderHits(group.hits(), plan) : group.hits()
    hits.push(...best.map(hit => ({ ...hit, partial: group === some })))
  }
  const total = groups.reduce((sum, { size }) => sum + size, 0)
  return { total, complete: whole.size, hits, counts: addCounts(groups), plan }
}

/** What each word is worth in the whole index, worked out once. */
function worths(index: OpenIndex, found: Map<string, Entry>[]): (list: WordList) => number {
  const known = new Map<WordList, number>()
  return list => {
    const worth = known.get(list)
    if (worth !== undefined) return worth
    let count = 0
    for (const entries of found) for (const key of list.keys) count += entries.get(key)?.count ?? 0
    known.set(list, worthOfWord(Math.min(count, index.papers), index.papers))
    return known.get(list)!
  }
}
