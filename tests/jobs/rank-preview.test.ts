import { beforeAll, describe, expect, test } from 'vitest'
import { rankAll } from '#jobs/rank'
import { planRank } from '#jobs/rank-command'
import { explainPaper, previewDiff } from '#jobs/rank-preview'
import { parseRanking, readRanking } from '#lib/domain/rank/settings'
import { HOUR_MS } from '#lib/domain/rank/window'
import { saveObservations } from '#lib/store/observations'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ATTENTION, BERT, MAMBA, savePapers } from '#tests/support/papers'

const NOW = new Date('2026-11-23T12:00:00Z')
const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS)
const SETTINGS = readRanking('attn')

let db: TestDatabase

/** Everything that ranking writes, to tell whether a preview wrote. */
const everything = async () => [
  await db.prisma.score.findMany(),
  await db.prisma.standing.findMany(),
  await db.prisma.reading.findMany(),
  await db.prisma.pastPlaces.findMany(),
]

const typed = (values: Record<string, string | boolean>) =>
  planRank({ values, words: [], now: NOW, signal: new AbortController().signal, resolve: file => file })()

beforeAll(async () => {
  db = await openTestDatabase()
  await savePapers([ATTENTION, BERT, MAMBA].map(({ score: _, ...paper }) => paper))
  await saveObservations(
    (
      [
        [ATTENTION.id, 'upvotes', -40, 0],
        [ATTENTION.id, 'upvotes', -1, 20],
        [ATTENTION.id, 'comments', -40, 0],
        [ATTENTION.id, 'comments', -1, 4],
        [BERT.id, 'githubStars', -40, 100],
        [BERT.id, 'githubStars', -1, 200],
      ] as const
    ).map(([arxivId, signal, hours, value]) => ({ arxivId, signal, observedAt: at(hours), value })),
  )
  await rankAll({ now: NOW })
})

describe('a preview of the ranking', () => {
  test('by the settings in force changes nothing', async () => {
    const diff = await previewDiff({ settings: SETTINGS, window: 'week', now: NOW })
    expect(diff).toMatchObject({ ranking: 'attn', changed: 0, leaving: [] })
    expect(diff.papers.map(({ id, was }) => [id, was])).toEqual([
      [ATTENTION.id, 1],
      [BERT.id, 2],
    ])
  })

  test('by others says what would change, and writes nothing', async () => {
    const before = await everything()
    const settings = readRanking('attn githubStars=5 upvotes=0 comments=0')
    const diff = await previewDiff({ settings, window: 'week', now: NOW })
    expect(diff).toMatchObject({
      changed: 1,
      papers: [{ place: 1, id: BERT.id, was: 2 }],
      leaving: [{ id: ATTENTION.id, was: 1, place: null }],
    })
    const stars = await typed({ preset: 'stars-per-hour', diff: true })
    expect(stars.line).toContain('By stars-per-hour in the window week, 1 of the first 1 places would change:')
    expect(stars.line).toMatch(/1 {2}1810\.04805 .* was 2\n.*1706\.03762 .* was 1, without a place$/)
    expect(await everything()).toEqual(before)
  })

  test('explains a paper: what each signal gained, weighs, gives at most, gives, and its share', async () => {
    const before = await everything()
    const explained = await explainPaper(ATTENTION.id, { settings: SETTINGS, window: 'week', now: NOW })
    expect(explained).toMatchObject({ id: ATTENTION.id, place: 1, of: 2, was: 1 })
    expect(explained!.parts.map(({ signal, gained, weight, cap }) => [signal, gained, weight, cap])).toEqual([
      ['upvotes', 20, 1, SETTINGS.caps.upvotes],
      ['comments', 4, SETTINGS.weights.comments, SETTINGS.caps.comments],
    ])
    expect(explained!.parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(explained!.score, 2)
    expect(explained!.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 3)
    expect((await typed({ explain: ATTENTION.id })).line).toMatch(/\nupvotes +20 +1 +60 +\d+\.?\d* +\d+ %\n/)
    expect(await everything()).toEqual(before)
  })

  test('of a paper that gained nothing says so, of none that there is none', async () => {
    expect(await typed({ explain: MAMBA.id })).toMatchObject({
      line: expect.stringContaining('it has no place in the window week'),
    })
    expect(await typed({ explain: '9999.99999' })).toMatchObject({
      failed: true,
      line: 'There is no paper 9999.99999.',
    })
  })

  test('takes the settings of RANKING where no preset is named', async () => {
    db = await openTestDatabase({ RANKING: 'attn halfLife=12h' })
    expect((await typed({ diff: true })).line).toBe('By attn halfLife=12h no paper has a place in the window week.')
    expect(parseRanking('attn halfLife=12h').ok).toBe(true)
  })
})
