import { findReaders, findSeen, type ReaderContext } from '#lib/store/delivered-papers'
import type { ClaimedDelivery } from '#lib/store/deliveries'
import { type CandidateQuery, type DigestPaper, findDigestCandidates } from '#lib/store/digest-candidates'
import { findIssueContext, type IssueContext } from '#lib/store/issue-context'
import { candidateQueryOf } from './digest-issue.ts'

/** Where what an issue is made of comes from. */
export type IssueSources = {
  context(subscriberId: string | null, localDate: string): Promise<IssueContext>
  find(query: CandidateQuery): Promise<DigestPaper[]>
}

/** Reader by reader. */
export const oneByOne: IssueSources = { context: findIssueContext, find: findDigestCandidates }

/** How many times as many papers as an issue holds are looked up for all its readers together. */
const DEPTH = 6
/** How long they are used, in milliseconds: the ranking goes on. */
const KEEP_MS = 5 * 60_000
const MOST_KEPT = 2_000

/**
 * The same for many readers, whose queries differ in little but what each has seen. `expect` looks up at once what is common to a batch. What
 * a reader has seen is taken out of the pool of all; who has seen so much of it that too little is left, and who was not expected, is
 * looked after alone. The answers are those of `oneByOne`: the order of candidates does not depend on who asks.
 */
export function openPool(clock: () => Date): IssueSources & { expect(deliveries: ClaimedDelivery[]): Promise<void> } {
  let pools = new Map<string, Promise<DigestPaper[]>>()
  let since = clock().getTime()
  let readers = new Map<string, ReaderContext>()
  let seen = new Map<string, Set<number>>()
  let expected = new Map<string, DigestPaper[]>()

  const poolOf = (query: CandidateQuery, { isFirst }: ReaderContext): Promise<DigestPaper[]> => {
    const all = { ...query, subscriberId: null, localDate: '', isFirst, limit: query.limit * DEPTH }
    const key = JSON.stringify(all)
    const known = pools.get(key)
    if (known) return known
    const looking = findDigestCandidates(all)
    // A look that failed is not kept.
    looking.catch(() => pools.delete(key))
    pools.set(key, looking)
    return looking
  }

  return {
    expect: async deliveries => {
      const now = clock().getTime()
      if (pools.size > MOST_KEPT || Math.abs(now - since) > KEEP_MS) {
        pools = new Map()
        since = now
      }
      readers = await findReaders(deliveries)
      expected = new Map()
      for (const delivery of deliveries) {
        const reader = readers.get(keyOf(delivery))!
        const pool = await poolOf(candidateQueryOf(delivery, reader), reader).catch(() => null)
        if (pool) expected.set(keyOf(delivery), pool)
      }
      const pks = new Set([...new Set(expected.values())].flatMap(pool => pool.map(({ pk }) => pk)))
      seen = await findSeen(deliveries, [...pks])
    },
    context: async (subscriberId, localDate) =>
      readers.get(`${subscriberId} ${localDate}`) ?? findIssueContext(subscriberId, localDate),
    find: async query => {
      const key = keyOf(query)
      const [pool, theirs] = [expected.get(key), seen.get(key)]
      if (!pool || !theirs) return findDigestCandidates(query)
      const left: DigestPaper[] = []
      for (const paper of pool) {
        if (left.length === query.limit) break
        if (!theirs.has(paper.pk)) left.push(paper)
      }
      return left.length < query.limit && pool.length >= query.limit * DEPTH ? findDigestCandidates(query) : left
    },
  }
}

const keyOf = ({ subscriberId, localDate }: { subscriberId: string | null; localDate: string }) =>
  `${subscriberId} ${localDate}`
