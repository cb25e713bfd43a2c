import { findSeen } from '#lib/store/delivered-papers'
import type { ClaimedDelivery } from '#lib/store/deliveries'
import { type CandidateQuery, findDigestCandidates } from '#lib/store/digest-candidates'
import type { FeedPaper } from '#lib/store/feed-paper'
import { candidateQueryOf } from './digest-issue.ts'

/** Finds the candidates of a query; many readers' queries differ in nothing but what each has seen. */
export type CandidateFinder = { find(query: CandidateQuery): Promise<FeedPaper[]> }

export type Pool = CandidateFinder & { expect(deliveries: ClaimedDelivery[]): Promise<void> }

/** How many times as many papers as an issue holds are looked up for all its readers together. */
const DEPTH = 6
/** How long they are used, in milliseconds: the ranking goes on. */
const KEEP_MS = 5 * 60_000
const MOST_KEPT = 2_000

/** The look-up reader by reader. */
export const noPool: CandidateFinder = { find: findDigestCandidates }

/**
 * A pool of candidates by what is asked for. What a reader has seen is taken out of the pool of all; who has seen so much of it that
 * too little is left is looked after alone. The answer is that of `findDigestCandidates`, whose order does not depend on who asks.
 */
export function openPool(clock: () => Date): Pool {
  let found = new Map<string, Promise<FeedPaper[]>>()
  let since = clock().getTime()
  let seen = new Map<string, Set<number>>()

  const poolOf = (query: CandidateQuery): Promise<FeedPaper[]> => {
    const all = { ...query, subscriberId: null, localDate: '', limit: query.limit * DEPTH }
    const key = JSON.stringify(all)
    const known = found.get(key)
    if (known) return known
    const looking = findDigestCandidates(all)
    // A look that failed is not kept.
    looking.catch(() => found.delete(key))
    found.set(key, looking)
    return looking
  }

  return {
    expect: async deliveries => {
      const now = clock().getTime()
      if (found.size > MOST_KEPT || Math.abs(now - since) > KEEP_MS) {
        found = new Map()
        since = now
      }
      const pks = new Set<number>()
      for (const delivery of deliveries)
        for (const paper of await poolOf(candidateQueryOf(delivery)).catch(() => [])) pks.add(paper.pk)
      seen = await findSeen(deliveries, [...pks])
    },
    find: async query => {
      const theirs = query.subscriberId === null ? undefined : seen.get(`${query.subscriberId} ${query.localDate}`)
      if (!theirs) return findDigestCandidates(query)
      const pool = await poolOf(query)
      const left = pool.filter(paper => !theirs.has(paper.pk)).slice(0, query.limit)
      return left.length < query.limit && pool.length >= query.limit * DEPTH ? findDigestCandidates(query) : left
    },
  }
}
