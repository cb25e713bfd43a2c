import { setImmediate as breathe } from 'node:timers/promises'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { filterSegment } from '#lib/search/filters'
import { Best, type Counts, countFound, type Hit, noCounts } from '#lib/search/gather'
import { matchSegment, type Sources } from '#lib/search/match'
import { keysOf, type PlannedClause, type WordList } from '#lib/search/plan'
import { worthOf } from '#lib/search/weights'
import { findConditions } from './conditions.ts'
import { heldIndex, type OpenIndex } from './held.ts'
import { IndexMoved, lookUp } from './look-up.ts'
import { openIndex } from './open-index.ts'
import { orderBy } from './order.ts'
import { findPhrase } from './phrases.ts'
import { planQuery } from './plan-query.ts'
import { REORDERED, reorderHits } from './reorder-hits.ts'

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
  const found = searchPatiently(index, query, kept, now)
  answers.set(key, { at: now.getTime(), kept, found })
  if (answers.size > MOST_ANSWERS) answers.delete(answers.keys().next().value!)
  found.catch(() => answers.delete(key))
  return found
}

/** A ranking may be another one by then. */
const FRESH_MS = 5_000
const MOST_ANSWERS = 50

async function searchPatiently(index: OpenIndex, query: FeedQuery, kept: number, now: Date): Promise<WordsFound> {
  for (let tries = 0; ; tries++) {
    try {
      return await searchIn(tries === 0 ? index : await openIndex(), query, kept, now)
    } catch (error) {
      if (!(error instanceof IndexMoved) || tries === 3) throw error
    }
  }
}

async function searchIn(index: OpenIndex, query: FeedQuery, kept: number, now: Date): Promise<WordsFound> {
  const plan = await planQuery(index, query)
  const found = await lookUp(index, keysOf(plan))
  const phrases = await findPhrases(plan)
  const conditions = await findConditions(query, now)
  const worths = new Map<WordList, number>()
  const worth = (list: WordList) => {
    const known = worths.get(list)
    if (known !== undefined) return known
    let count = 0
    for (const entries of found) for (const key of list.keys) count += entries.get(key)?.count ?? 0
    const value = worthOf(Math.min(count, index.papers), index.papers)
    worths.set(list, value)
    return value
  }

  const order = await orderBy(query)
  const isComplete = new Best(kept, order.isBefore)
  const isPartial = new Best(kept, order.isBefore)
  const marks: Uint8Array[] = []
  let [complete, partial] = [0, 0]
  for (const [i, { facts, gone }] of index.segments.entries()) {
    const sources: Sources = {
      find: key => found[i]!.get(key) ?? null,
      worthOf: worth,
      pksOf: ({ field, text }) => phrases.get(`${field}:${text}`)!,
    }
    const { scores, counts, needed } = matchSegment(plan, facts.pks, sources)
    const allowed = filterSegment(conditions, facts)
    const mark = new Uint8Array(scores.length)
    for (let number = 0; number < scores.length; number++) {
      if (counts[number] === 0 || (allowed !== null && allowed[number] === 0)) continue
      if (gone.size > 0 && gone.has(number)) continue
      const isWhole = counts[number] === needed
      mark[number] = isWhole ? 2 : 1
      if (isWhole) complete++
      else partial++
      const best = isWhole ? isComplete : isPartial
      const score = order.valueOf ? order.valueOf(facts.pks[number]!, facts.dates[number]!) : scores[number]!
      if (score < best.threshold) continue
      best.add({ pk: facts.pks[number]!, score, date: facts.dates[number]!, partial: !isWhole })
    }
    marks.push(mark)
    if (index.segments.length > 1) await breathe()
  }

  const fills = complete < ENOUGH && partial > 0 && (complete === 0 || query.sort === 'relevance')
  const counts = noCounts()
  index.segments.forEach(({ facts }, i) => {
    countFound(counts, facts, marks[i]!, fills ? 1 : 2)
  })
  const [whole, some] = [isComplete.ordered(), fills ? isPartial.ordered() : []]
  const hits =
    query.sort === 'relevance'
      ? [...(await reorderHits(whole, plan)), ...(await reorderHits(some, plan))]
      : [...whole, ...some]
  return { total: complete + (fills ? partial : 0), complete, hits, counts, plan }
}

async function findPhrases(plan: PlannedClause[]): Promise<Map<string, Int32Array>> {
  const found = new Map<string, Int32Array>()
  for (const { any } of plan)
    for (const { phrase } of any) {
      const key = phrase && `${phrase.field}:${phrase.text}`
      if (key && !found.has(key)) found.set(key, await findPhrase(phrase.field, phrase.text))
    }
  return found
}
