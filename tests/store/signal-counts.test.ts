import { expect, test } from 'vitest'
import { describeCount, shortenCount } from '#lib/domain/rank/signal-counts'
import { saveObservations } from '#lib/store/observations'
import { findSignalCounts } from '#lib/store/signal-counts'
import { openTestDatabase } from '#tests/support/database'

test('a card tells what each signal was when last seen, whatever it was before', async () => {
  await openTestDatabase()
  const seen = (arxivId: string, signal: 'upvotes' | 'githubStars', hour: number, value: number) => ({
    ...{ arxivId, signal, value },
    observedAt: new Date(Date.UTC(2026, 10, 1, hour)),
  })
  await saveObservations([
    seen('1706.03762', 'githubStars', 3, 1234),
    seen('1706.03762', 'upvotes', 2, 41),
    seen('1706.03762', 'upvotes', 1, 46),
    seen('2312.00752', 'upvotes', 1, 7),
  ])
  expect(await findSignalCounts(['1706.03762', null, '1810.04805'])).toEqual(
    new Map([
      [
        '1706.03762',
        [
          { signal: 'upvotes', count: 41 },
          { signal: 'githubStars', count: 1234 },
        ],
      ],
    ]),
  )
  expect([46, 1234, 3_400_000].map(shortenCount)).toEqual(['46', '1.2k', '3.4M'])
  expect(describeCount({ signal: 'githubStars', count: 1234 })).toBe('1,234 GitHub stars')
})
