import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movementOf } from '#lib/domain/rank/movement'
import { type Candidate, rankPapers } from '#lib/domain/rank/rank'
import { RANKINGS } from '#lib/domain/rank/rankings'
import { readSeries, type Series } from '#lib/domain/rank/reading'
import { DEFAULT_SETTINGS, formatRanking, parseRanking, type RankingSettings } from '#lib/domain/rank/settings'
import { SIGNALS, type Signal, WINDOWS, type Window } from '#lib/domain/rank/signals'
import { DAY_MS, HOUR_MS } from '#lib/domain/rank/window'

const NOW = new Date('2026-11-23T12:00:00Z')
const hoursAgo = (hours: number) => NOW.getTime() - hours * HOUR_MS

/** A paper with what was observed of it: hours ago and value. */
function paper(
  pk: number,
  observed: Partial<Record<Signal, [number, number][]>> = {},
  published: string | null = '2020-01-01',
  settings: RankingSettings = DEFAULT_SETTINGS,
): Candidate {
  const readings = Object.entries(observed).flatMap(([signal, points]) => {
    const series: Series = {
      signal: signal as Signal,
      observed: points.map(([hours, value]) => ({ at: hoursAgo(hours), value })).sort((a, b) => a.at - b.at),
    }
    return readSeries(series, published, settings) ?? []
  })
  return { pk, published, publishedAt: published === null ? null : Date.parse(published), readings }
}

const rank = (candidates: Candidate[], window: Window = 'week', ranking: (typeof RANKINGS)[number] = 'attn') =>
  rankPapers(candidates, ranking, window, DEFAULT_SETTINGS, NOW)
const order = (candidates: Candidate[], window: Window = 'week') => rank(candidates, window).map(({ pk }) => pk)

describe('ranking', () => {
  test('what gains goes up, not what has', () => {
    const famous = paper(1, {
      upvotes: [
        [48, 9000],
        [24, 9000],
        [1, 9001],
      ],
    })
    const rising = paper(2, {
      upvotes: [
        [48, 3],
        [24, 3],
        [1, 44],
      ],
    })
    const [first, second] = rank([famous, rising], 'day')
    expect([first?.pk, second?.pk]).toEqual([2, 1])
    expect(first?.because).toEqual([{ signal: 'upvotes', value: 41, share: 1 }])
    expect(order([famous, rising], 'all')).toEqual([1, 2])
  })

  test('what was gained long ago fades: the same gain counts for more when it is fresh', () => {
    const fresh = paper(1, {
      upvotes: [
        [150, 0],
        [20, 0],
        [10, 40],
        [1, 40],
      ],
    })
    const stale = paper(2, {
      upvotes: [
        [150, 0],
        [140, 40],
        [10, 40],
        [1, 40],
      ],
    })
    const [first, second] = rank([stale, fresh])
    expect([first?.pk, second?.pk]).toEqual([1, 2])
    expect(first!.score / second!.score).toBeGreaterThan(3)
    expect(second?.because[0]).toMatchObject({ value: 40 })
  })

  test('what was gained evenly between two looks counts within the window only', () => {
    const rarely = paper(1, {
      githubStars: [
        [24 * 30, 1000],
        [0, 1300],
      ],
    })
    expect(rank([rarely], 'day')[0]?.because[0]).toMatchObject({ signal: 'githubStars', value: 10 })
    expect(rank([rarely], 'week')[0]?.because[0]).toMatchObject({ value: 70 })
    expect(rank([rarely], 'month')[0]?.because[0]).toMatchObject({ value: 300 })
  })

  test('a source that was silent for a while says nothing against a paper, until two windows have passed', () => {
    const seen = (hours: number) =>
      paper(
        1,
        {
          upvotes: [
            [hours + 20, 0],
            [hours, 40],
          ],
        },
        '2020-01-01',
      )
    expect(rank([seen(30)], 'day')[0]?.score).toBe(rank([seen(0)], 'day')[0]?.score)
    expect(rank([seen(49)], 'day')).toEqual([])
    expect(rank([seen(49)], 'week')).toHaveLength(1)
  })

  test('a source that says 0 once, and then what it said before, gave nothing', () => {
    expect(
      rank(
        [
          paper(1, {
            upvotes: [
              [9, 900],
              [5, 0],
              [1, 900],
            ],
          }),
        ],
        'week',
      ),
    ).toEqual([])
    expect(
      rank(
        [
          paper(1, {
            upvotes: [
              [9, 9],
              [1, 4],
            ],
          }),
        ],
        'week',
      ),
    ).toEqual([])
  })

  test('what an old paper had before it was watched is no gain; a newcomer gained all it has', () => {
    const observed: [number, number][] = [
      [11, 500],
      [1, 510],
    ]
    expect(rank([paper(1, { upvotes: observed })])[0]?.gain).toBe(10)
    expect(rank([paper(1, { upvotes: observed }, '2026-11-20')])[0]?.gain).toBe(510)
    expect(rank([paper(1, { upvotes: observed }, null)])[0]?.gain).toBe(10)
  })

  test('a newcomer without signals appears, fades, and is passed by what gains', () => {
    const today = paper(1, {}, '2026-11-23')
    const lastWeek = paper(2, {}, '2026-11-16')
    const old = paper(3)
    const few = paper(4, { upvotes: [[1, 2]] }, '2026-11-22')
    expect(order([old, lastWeek, today])).toEqual([1, 2])
    expect(order([old, few, lastWeek, today])[0]).toBe(4)
    expect(rank([today])[0]?.because).toEqual([{ signal: 'recency', value: expect.any(Number), share: 1 }])
    for (const window of WINDOWS) expect(order([today, old], window)).toEqual([1])
  })

  test('a paper from the future (a wrong clock) counts as new, not as better', () => {
    const today = rank([paper(1, {}, '2026-11-23T12:00:00Z')])[0]!.score
    expect(rank([paper(1, {}, '2030-01-01')])[0]?.score).toBe(today)
  })

  test('which day it is counts from the first look at a young paper', () => {
    const seen = (hours: number, published: string) =>
      rank([
        paper(
          1,
          {
            upvotes: [
              [hours, 5],
              [1, 9],
            ],
          },
          published,
        ),
      ])[0]?.day
    expect([seen(3, '2026-11-23'), seen(49, '2026-11-20'), seen(49, '2020-01-01')]).toEqual([1, 3, null])
    expect(rank([paper(1, {}, '2026-11-23')])[0]?.day).toBeNull()
  })

  test('shares add up to one, the largest first', () => {
    const young = paper(
      1,
      {
        upvotes: [
          [30, 0],
          [1, 12],
        ],
        comments: [
          [30, 0],
          [1, 9],
        ],
        points: [
          [30, 0],
          [1, 90],
        ],
      },
      '2026-11-22',
    )
    const because = rank([young])[0]!.because
    expect(because.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2)
    expect(because.map(({ signal }) => signal)).toEqual(['points', 'upvotes', 'comments', 'recency'])
  })
})

describe('the order', () => {
  const observed = fc.dictionary(
    fc.constantFrom(...(Object.keys(SIGNALS) as Signal[])),
    fc.array(fc.tuple(fc.constantFrom(1, 5, 20, 40, 200, 900, 9000), fc.integer({ min: 0, max: 4 })), { maxLength: 5 }),
    { maxKeys: 3 },
  )
  const some = fc.array(fc.tuple(observed, fc.constantFrom(null, '2019', '2026-11-20', '2026-11-22')), {
    maxLength: 25,
  })

  test.each(RANKINGS)(
    'of %s is total: it never depends on the order of the input, and all of it is finite',
    ranking => {
      fc.assert(
        fc.property(some, fc.constantFrom(...WINDOWS), fc.infiniteStream(fc.nat()), (seeds, window, noise) => {
          const unique = seeds.map(([series, published], index) => {
            const once = Object.entries(series).map(([signal, points]) => [signal, [...new Map(points)]])
            return paper(index + 1, Object.fromEntries(once), published)
          })
          const shuffled = unique.map(one => ({ one, at: noise.next().value })).sort((a, b) => a.at - b.at)
          const ranked = rank(unique, window, ranking)
          expect(
            rank(
              shuffled.map(({ one }) => one),
              window,
              ranking,
            ),
          ).toEqual(ranked)
          for (const { score, gain, because } of ranked) {
            expect(Number.isFinite(score) && Number.isFinite(gain) && score >= 0).toBe(true)
            for (const { share } of because) expect(share).toBeGreaterThanOrEqual(0)
          }
        }),
        { numRuns: 60 },
      )
    },
  )

  test('puts the newer of two equals first, then the one stored later', () => {
    const same: [number, number][] = [
      [30, 0],
      [1, 10],
    ]
    const papers = [
      paper(1, { upvotes: same }, '2020-01-01'),
      paper(2, { upvotes: same }, '2021-01-01'),
      paper(3, { upvotes: same }, '2020-01-01'),
    ]
    expect(order(papers)).toEqual([2, 3, 1])
  })
})

describe('rankings of elsewhere', () => {
  const young = paper(
    1,
    {
      upvotes: [
        [6, 30],
        [1, 30],
      ],
      githubStars: [
        [6, 10],
        [1, 10],
      ],
    },
    '2026-11-23',
  )
  const older = paper(
    2,
    {
      upvotes: [
        [100, 0],
        [1, 100],
      ],
      githubStars: [
        [100, 0],
        [1, 2000],
      ],
    },
    '2026-11-18',
  )
  const bare = paper(3, {}, '2026-11-23T06:00:00Z')

  test.each([
    ['hacker-news', [1, 2]],
    ['reddit', [1, 3, 2]],
    ['lobsters', [1, 3, 2]],
    ['count', [2, 1]],
    ['stars-per-hour', [2, 1]],
  ] as const)('%s', (ranking, expected) => {
    expect(rank([bare, older, young], 'week', ranking).map(({ pk }) => pk)).toEqual(expected)
  })

  test('are what their sites say: ten times the votes outweigh 12.5 hours at Reddit, 22 at Lobsters', () => {
    const seen = (votes: number, hours: number) =>
      paper(votes, { upvotes: [[1, votes]] }, new Date(hoursAgo(hours)).toISOString())
    const first = (a: Candidate, b: Candidate, ranking: 'reddit' | 'lobsters') => rank([a, b], 'week', ranking)[0]?.pk
    expect(first(seen(10, 20), seen(100, 32), 'reddit')).toBe(100)
    expect(first(seen(10, 20), seen(100, 33), 'reddit')).toBe(10)
    expect(first(seen(10, 20), seen(100, 41), 'lobsters')).toBe(100)
    expect(first(seen(10, 20), seen(100, 43), 'lobsters')).toBe(10)
  })
})

describe('settings', () => {
  test.each([
    ['attn', 'attn'],
    ['  attn   halfLife=48h ', 'attn'],
    ['halfLife=1d upvotes=2', 'attn halfLife=24h upvotes=2'],
    ['reddit githubStarsCap=10 newcomer=0', 'reddit newcomer=0 githubStarsCap=10'],
  ])('"%s" is understood', (text, shown) => {
    const parsed = parseRanking(text)
    expect(parsed.ok && formatRanking(parsed.settings)).toBe(shown)
  })

  test.each([
    ['', /^must begin with one of attn, /],
    ['digg', /not with "digg"$/],
    ['attn halfLife', /"halfLife" is no change$/],
    ['attn halfLife=0h', /a half-life is 1h to 60d$/],
    ['attn halfLife=NaNh', /a half-life is 1h to 60d$/],
    ['attn votes=1', /has votes=1, and what can be changed is halfLife, newcomer, upvotes/],
    ['attn upvotes=-1', /from 0 to 1000$/],
    ['attn upvotes=1e9', /from 0 to 1000$/],
    ['attn upvotes=Infinity', /from 0 to 1000$/],
    ['attn upvotesCap=0', /from 1 to 1000000$/],
    ['attn toString=1', /has toString=1/],
  ])('"%s" is refused in a sentence', (text, message) => {
    const parsed = parseRanking(text)
    expect(parsed.ok ? '' : parsed.message).toMatch(message)
  })

  test('weights and half-life make a difference', () => {
    const stars = {
      githubStars: [
        [30, 0],
        [1, 100],
      ] as [number, number][],
    }
    const votes = {
      upvotes: [
        [30, 0],
        [1, 11],
      ] as [number, number][],
    }
    const parsed = parseRanking('attn githubStars=1')
    if (!parsed.ok) throw new Error(parsed.message)
    const both = (settings: RankingSettings) =>
      rankPapers([paper(1, stars, '2020', settings), paper(2, votes, '2020', settings)], 'attn', 'week', settings, NOW)
    expect(both(DEFAULT_SETTINGS)[0]?.pk).toBe(2)
    expect(both(parsed.settings)[0]?.pk).toBe(1)
  })
})

test('movement', () => {
  expect(movementOf(1, 4)).toEqual({ kind: 'up', by: 3 })
  expect(movementOf(4, 1)).toEqual({ kind: 'down', by: 3 })
  expect(movementOf(4, 4)).toEqual({ kind: 'same' })
  expect(movementOf(4, 0)).toEqual({ kind: 'new' })
  expect([movementOf(4, null), movementOf(null, 4)]).toEqual([null, null])
  expect(DAY_MS).toBe(24 * HOUR_MS)
})
