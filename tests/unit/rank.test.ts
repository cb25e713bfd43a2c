import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeBecause } from '#lib/domain/rank/because'
import { type Candidate, type Reading, rankPapers, WEIGHTS } from '#lib/domain/rank/rank'
import { WINDOWS } from '#lib/domain/rank/signals'

const NOW = new Date('2026-11-23T12:00:00Z')
const reading = (over: Partial<Reading>): Reading => ({
  signal: 'upvotes',
  atStart: 0,
  first: 0,
  firstAt: new Date('2026-11-01T00:00:00Z'),
  latest: 0,
  ...over,
})
const paper = (pk: number, over: Partial<Candidate> = {}): Candidate => ({
  pk,
  published: '2020-01-01',
  readings: [],
  ...over,
})
const order = (candidates: Candidate[]) => rankPapers(candidates, 'day', NOW).map(({ pk }) => pk)

describe('ranking', () => {
  test('what gains goes up, not what has', () => {
    const famous = paper(1, { readings: [reading({ atStart: 9000, latest: 9001 })] })
    const rising = paper(2, { readings: [reading({ atStart: 3, latest: 44 })] })
    const [first, second] = rankPapers([famous, rising], 'day', NOW)
    expect([first?.pk, second?.pk]).toEqual([2, 1])
    expect(first?.because).toEqual([{ signal: 'upvotes', value: 41, share: 1 }])
    expect(describeBecause(first!.because, 'day')).toBe('+41 upvotes in 24 h')
  })

  test('one source shouting is capped', () => {
    const bought = paper(1, { readings: [reading({ signal: 'githubStars', latest: 50_000 })] })
    const liked = paper(2, { readings: [reading({ latest: WEIGHTS.githubStars.cap + 1 })] })
    expect(order([bought, liked])).toEqual([2, 1])
  })

  test('a newcomer without signals appears, and fades', () => {
    const today = paper(1, { published: '2026-11-23' })
    const lastWeek = paper(2, { published: '2026-11-16' })
    const old = paper(3)
    expect(order([old, lastWeek, today])).toEqual([1, 2])
    expect(rankPapers([today], 'day', NOW)[0]?.because).toEqual([
      { signal: 'recency', value: expect.any(Number), share: 1 },
    ])
  })

  test('a paper from the future (a wrong clock) counts as new, not as better', () => {
    expect(rankPapers([paper(1, { published: '2030-01-01' })], 'day', NOW)[0]?.score).toBeLessThanOrEqual(3)
  })

  test('what an old paper had before it was watched is no gain; a newcomer gained all it has', () => {
    const readings = [reading({ atStart: null, first: 500, latest: 510, firstAt: new Date('2026-11-23T01:00:00Z') })]
    expect(rankPapers([paper(1, { readings })], 'day', NOW)[0]?.gain).toBe(10)
    expect(rankPapers([paper(1, { readings, published: '2026-11-20' })], 'day', NOW)[0]?.gain).toBe(500)
  })

  test('losing signals costs nothing', () =>
    expect(order([paper(1, { readings: [reading({ atStart: 9, latest: 4 })] })])).toEqual([]))

  test('the order is total: it never depends on the order of the input', () => {
    const some = fc.array(fc.record({ pk: fc.integer({ min: 1, max: 50 }), latest: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(some, fc.constantFrom(...WINDOWS), (seeds, window) => {
        const unique = [...new Map(seeds.map(seed => [seed.pk, seed])).values()]
        const candidates = unique.map(({ pk, latest }) => paper(pk, { readings: [reading({ latest })] }))
        expect(rankPapers(candidates, window, NOW)).toEqual(rankPapers([...candidates].reverse(), window, NOW))
      }),
    )
  })

  test('shares add up to one', () => {
    const readings = [
      reading({ latest: 12 }),
      reading({ signal: 'comments', latest: 5 }),
      reading({ signal: 'points', latest: 90 }),
    ]
    const because = rankPapers([paper(1, { published: '2026-11-22', readings })], 'week', NOW)[0]!.because
    expect(because.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2)
    expect(because[0]?.signal).toBe('points')
    expect(describeBecause(because, 'week')).toBe('+90 Hacker News points, +12 upvotes in a week')
  })
})
