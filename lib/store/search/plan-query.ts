import type { FeedQuery } from '#lib/domain/query/feed-query'
import { ANYWHERE } from '#lib/search/analysis'
import { formKey, nameKey, stemKey } from '#lib/search/keys'
import { type Alternative, type PlannedClause, type PlannedWord, planWords } from '#lib/search/plan'
import { stemOf } from '#lib/search/words'
import type { OpenIndex } from './held.ts'
import { countPrefix } from './look-up.ts'

/** A beginning that more words have than this stands for the most frequent of them. */
const MOST_WORDS = 100
const MOST_BLOCKS = 64

/** What to look up for a query, with words that begin so filled in from those that there are. */
export async function planQuery(index: OpenIndex, query: FeedQuery): Promise<PlannedClause[]> {
  const plan = planWords(query)
  for (const { any } of plan)
    for (const alternative of any)
      if (alternative.prefix !== null) alternative.words = await completePrefix(index, alternative.prefix, alternative)
  return plan
}

async function completePrefix(index: OpenIndex, prefix: string, { places }: Alternative): Promise<PlannedWord[]> {
  const lists: PlannedWord['lists'] = []
  if (places) {
    const forms = await countPrefix(index, formKey(prefix), MOST_BLOCKS)
    const stems = await countPrefix(index, stemKey(prefix), MOST_BLOCKS)
    const best = [...forms].sort((a, b) => b[1] - a[1]).map(([key]) => stemKey(stemOf(key.slice(1))))
    const rare = [...stems].sort((a, b) => b[1] - a[1]).map(([key]) => key)
    const keys = [...new Set([...best, ...rare])].slice(0, MOST_WORDS)
    lists.push({ keys, places })
  }
  const names = [...(await countPrefix(index, nameKey(prefix), MOST_BLOCKS))].sort((a, b) => b[1] - a[1])
  if (places === ANYWHERE || places === 0)
    lists.push({ keys: names.slice(0, MOST_WORDS).map(([key]) => key), places: ANYWHERE })
  return [{ lists, stem: prefix, places }]
}
