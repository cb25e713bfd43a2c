import { describe, expect, test } from 'vitest'
import { type Candidate, rankPapers } from '#lib/domain/rank/rank'
import { readSeries, type Series } from '#lib/domain/rank/reading'
import { DEFAULT_SETTINGS } from '#lib/domain/rank/settings'
import type { Signal, Window } from '#lib/domain/rank/signals'
import { DAY_MS, HOUR_MS } from '#lib/domain/rank/window'

// Histories in which one source shouts, against papers that gain as the first of a day do: some 60 upvotes on the first day, 35 on the second,
// and so on; three such come every day. Everything is looked at every hour.

const START = Date.parse('2026-11-01T00:00:00Z')
const DAYS = 14
/** When what shouts begins: by then the others are on their way. */
const LOUD_FROM = 4

/** What a signal of a paper is worth at an hour since the paper came. */
type Course = (hours: number) => number

type Paper = { pk: number; from: number; published: string; signals: Partial<Record<Signal, Course>> }

const dateOf = (day: number) => new Date(START + day * DAY_MS).toISOString().slice(0, 10)
const normal =
  (scale: number): Course =>
  hours =>
    Math.round(scale * 140 * (1 - 2 ** (-hours / 32)))

const NORMAL: Paper[] = Array.from({ length: DAYS * 3 }, (_, index) => ({
  pk: index + 1,
  from: Math.floor(index / 3),
  published: dateOf(Math.floor(index / 3)),
  signals: { upvotes: normal(1 - (index % 3) * 0.2), comments: hours => Math.min(6, Math.floor(hours / 8)) },
}))

const LOUD = 1000
const loud = (signals: Paper['signals'], published = dateOf(LOUD_FROM)): Paper => ({
  pk: LOUD,
  from: LOUD_FROM,
  published,
  signals,
})

function candidateAt({ pk, from, published, signals }: Paper, now: number): Candidate {
  const readings = Object.entries(signals).flatMap(([signal, course]) => {
    const observed: Series['observed'] = []
    for (let at = START + from * DAY_MS; at <= now; at += HOUR_MS)
      observed.push({ at, value: course((at - START) / HOUR_MS - from * 24) })
    return readSeries({ signal: signal as Signal, observed }, published, DEFAULT_SETTINGS) ?? []
  })
  return { pk, published, publishedAt: Date.parse(published), readings }
}

/** How many hours after it began the loud paper is at the first place for the last time (0: never), looking every two hours. */
function hoursAtTop(paper: Paper, window: Window): number {
  let last = 0
  for (let hours = LOUD_FROM * 24; hours < DAYS * 24; hours += 2) {
    const now = START + hours * HOUR_MS
    const seen = [...NORMAL, paper].filter(({ from }) => from * 24 <= hours)
    const [first] = rankPapers(
      seen.map(one => candidateAt(one, now)),
      'attn',
      window,
      DEFAULT_SETTINGS,
      new Date(now),
      1,
    )
    if (first?.pk === LOUD) last = hours - LOUD_FROM * 24 + 2
  }
  return last
}

const SHOUTING: [string, Paper][] = [
  [
    'a repository of 50,000 stars that gains a thousand a day, linked by a new paper',
    loud({ githubStars: hours => 50_000 + hours * 42 }),
  ],
  ['the same of an old paper', loud({ githubStars: hours => 50_000 + hours * 42 }, '2020-01-01')],
  ['2,000 votes within a minute', loud({ upvotes: hours => (hours < 1 ? 3 : 2003) })],
  ['2,000 votes within a minute for an old paper', loud({ upvotes: hours => (hours < 1 ? 3 : 2003) }, '2020-01-01')],
  ['a thousand Hacker News points a day for ten days', loud({ points: hours => hours * 42 })],
  ['500 upvotes a day for ten days', loud({ upvotes: hours => hours * 21 })],
  ['a thousand comments a day for ten days', loud({ comments: hours => hours * 42 })],
  ['500 citations a day for ten days', loud({ citations: hours => hours * 21 })],
]

describe('one source shouting cannot hold the top', () => {
  test.each(SHOUTING)('%s', { timeout: 60_000 }, (_, paper) => {
    const held = { day: hoursAtTop(paper, 'day'), week: hoursAtTop(paper, 'week') }
    expect(held.day).toBeLessThanOrEqual(24)
    expect(held.week).toBeLessThanOrEqual(48)
  })

  test('while a paper that gains as much as the loud ones did at first, and goes on in two signals, does hold it', () => {
    const real = loud({
      upvotes: normal(3),
      githubStars: hours => hours * 10,
      points: hours => Math.min(300, hours * 20),
    })
    expect(hoursAtTop(real, 'week')).toBeGreaterThan(24)
  })
})
