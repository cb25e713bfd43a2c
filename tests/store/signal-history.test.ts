import { beforeAll, expect, test } from 'vitest'
import type { Observation } from '#lib/store/observations'
import { saveObservations } from '#lib/store/observations'
import { findSignalAges } from '#lib/store/signal-ages'
import { findSignalHistory, MOST_POINTS } from '#lib/store/signal-history'
import { openTestDatabase } from '#tests/support/database'

const HOUR_MS = 3_600_000
const START = Date.UTC(2026, 10, 1)
const seen = (signal: Observation['signal'], hour: number, value: number, arxivId = '1706.03762'): Observation => ({
  arxivId,
  signal,
  observedAt: new Date(START + hour * HOUR_MS),
  value,
})

beforeAll(async () => {
  await openTestDatabase()
  await saveObservations([
    ...Array.from({ length: 1000 }, (_, hour) => seen('githubStars', hour, 100 + hour)),
    seen('upvotes', 30, 46),
    seen('upvotes', 0, 5),
    seen('upvotes', 2, 9),
    seen('citations', 5, 1),
    seen('upvotes', 1, 999, '1810.04805'),
  ])
})

test('is told signal by signal, the earliest reading first, and of this paper alone', async () => {
  const [upvotes, stars, citations] = await findSignalHistory('1706.03762')
  expect(upvotes).toEqual({
    signal: 'upvotes',
    points: [
      { at: new Date(START), value: 5 },
      { at: new Date(START + 2 * HOUR_MS), value: 9 },
      { at: new Date(START + 30 * HOUR_MS), value: 46 },
    ],
  })
  expect(stars?.signal).toBe('githubStars')
  expect(citations).toEqual({ signal: 'citations', points: [{ at: new Date(START + 5 * HOUR_MS), value: 1 }] })
})

test('of many readings keeps the first, the last, and no more than fit the picture', async () => {
  const [, stars] = await findSignalHistory('1706.03762')
  const values = stars!.points.map(({ value }) => value)
  expect(values.length).toBe(MOST_POINTS)
  expect([values[0], values.at(-1)]).toEqual([100, 1099])
  expect(values).toEqual([...values].sort((a, b) => a - b))
})

test('of a paper that nobody observed is empty', async () => expect(await findSignalHistory('2401.00001')).toEqual([]))

test('of each signal it is known when it was last seen of any paper', async () => {
  expect(await findSignalAges()).toEqual({
    upvotes: new Date(START + 30 * HOUR_MS),
    comments: null,
    githubStars: new Date(START + 999 * HOUR_MS),
    citations: new Date(START + 5 * HOUR_MS),
    points: null,
  })
})
