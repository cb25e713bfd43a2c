import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { rankAll } from '#jobs/rank'
import { EVERYTHING, type FeedQuery } from '#lib/domain/query/feed-query'
import { RANKINGS } from '#lib/domain/rank/rankings'
import { DEFAULT_SETTINGS } from '#lib/domain/rank/settings'
import { WINDOWS } from '#lib/domain/rank/signals'
import { HOUR_MS } from '#lib/domain/rank/window'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findFeed } from '#lib/store/feed'
import { saveObservations } from '#lib/store/observations'
import { saveRanking } from '#lib/store/ranking'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { type PaperSeed, savePapers } from '#tests/support/papers'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NOW = new Date('2026-11-23T12:00:00Z')
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS)
const idOf = (n: number) => `2611.${String(n).padStart(5, '0')}`
const papers = (count: number): PaperSeed[] =>
  Array.from({ length: count }, (_, n) => ({ id: idOf(n), arxivId: idOf(n), published: '2026-10-01' }))
const observe = (n: number, hours: number, value: number, signal: 'upvotes' | 'githubStars' = 'upvotes') => ({
  arxivId: idOf(n),
  signal,
  observedAt: later(hours),
  value,
})
const ids = async (query: Partial<FeedQuery> = {}, now = NOW) =>
  (await findFeed({ ...EVERYTHING, ...query }, 100, now)).papers.map(({ id }) => id)
const scores = () =>
  db.prisma
    .$queryRaw`SELECT ranking, "window", paper_pk, score, gain, because, published, place, day, mark FROM score ORDER BY 1, 2, 3`

let db: TestDatabase

beforeEach(async () => {
  db = await openTestDatabase()
})

describe('ranking again', () => {
  test('is what ranking for the first time would be, though it reads anew only what was observed since', async () => {
    await savePapers(papers(40))
    const looks = Array.from({ length: 40 }, (_, n) => [
      observe(n, -90 + n, n),
      observe(n, -20, 3 * n),
      observe(n, -200, 0, 'githubStars'),
    ])
    await saveObservations(looks.flat())
    expect(await rankAll({ now: NOW })).toMatchObject({ read: 40 })
    expect(await rankAll({ now: NOW })).toMatchObject({ read: 0, written: 0 })

    await saveObservations([observe(3, 20, 400), observe(5, 20, 800, 'githubStars')])
    await db.prisma.observation.deleteMany({ where: { arxivId: idOf(7), signal: 'upvotes' } })
    await db.prisma.paper.updateMany({ where: { id: idOf(9) }, data: { published: '2026-11-20' } })
    expect(await rankAll({ now: later(24) })).toMatchObject({ read: 4 })
    const again = await scores()

    await db.script('DELETE FROM score; DELETE FROM standing; DELETE FROM past_places; UPDATE reading SET stale_at = 0')
    await rankAll({ now: later(24) })
    const afresh = (await scores()) as { mark: number }[]
    const plain = (rows: unknown) => (rows as { mark: number }[]).map(({ mark: _, ...row }) => row)
    expect(plain(again)).toEqual(plain(afresh))
    expect(afresh.length).toBeGreaterThan(100)
  })

  test('lets go of what was not observed for two windows, though nothing was observed since', async () => {
    await savePapers(papers(2))
    await saveObservations([observe(0, -10, 0), observe(0, -1, 50)])
    await rankAll({ now: NOW })
    expect(await db.prisma.score.count({ where: { ranking: 'attn', window: 'day' } })).toBe(1)
    await rankAll({ now: later(48) })
    expect(await db.prisma.score.count({ where: { ranking: 'attn', window: 'day' } })).toBe(0)
    expect(await db.prisma.score.count({ where: { ranking: 'attn', window: 'week' } })).toBe(1)
  })

  test('for an earlier time knows nothing of what was observed later; and when that time comes, it does', async () => {
    await savePapers(papers(2))
    await saveObservations([observe(0, -10, 0), observe(0, -1, 5), observe(1, -10, 0), observe(1, 5, 900)])
    await rankAll({ now: later(6) })
    expect((await ids())[0]).toBe(idOf(1))
    await rankAll({ now: NOW })
    expect((await ids())[0]).toBe(idOf(0))
    expect(await db.prisma.score.count({ where: { ranking: 'attn', window: 'week' } })).toBe(1)
    await rankAll({ now: later(6) })
    expect((await ids())[0]).toBe(idOf(1))
  })

  test('by other settings reads everything anew', async () => {
    await savePapers(papers(2))
    await saveObservations([observe(0, -10, 0), observe(0, -1, 5)])
    await rankAll({ now: NOW })
    expect(await rankAll({ now: NOW, settings: { ...DEFAULT_SETTINGS, halfLifeMs: HOUR_MS } })).toMatchObject({
      read: 1,
    })
    expect((await db.prisma.standing.findFirstOrThrow()).settings).toBe('attn halfLife=1h')
  })
})

test('a withdrawn paper has no place, not even when it is withdrawn while the ranking is made', async () => {
  await savePapers(papers(3))
  await saveObservations([0, 1, 2].flatMap(n => [observe(n, -10, 0), observe(n, -1, 10 + n)]))
  await db.prisma.paper.updateMany({ where: { id: idOf(2) }, data: { withdrawnAt: NOW } })
  await rankAll({ now: NOW })
  const pk = (await db.prisma.paper.findFirstOrThrow({ where: { id: idOf(2) } })).pk
  expect(await db.prisma.score.count({ where: { paperPk: pk } })).toBe(0)
  const late = { pk, published: '', score: 9, gain: 9, because: [], day: null }
  await saveRanking({ ranking: 'attn', window: 'week', now: NOW, settings: '' }, [late])
  expect(await db.prisma.score.count({ where: { paperPk: pk } })).toBe(0)
})

test('every ranking is kept for every window, and a page is of the one that was asked for', async () => {
  await savePapers(papers(3))
  await saveObservations([
    ...[observe(0, -160, 0), observe(0, -100, 90), observe(0, -1, 90)],
    ...[observe(1, -160, 0), observe(1, -50, 0), observe(1, -1, 60)],
    ...[observe(2, -30, 0, 'githubStars'), observe(2, -1, 900, 'githubStars')],
  ])
  await rankAll({ now: NOW })
  const kept = await db.prisma.standing.findMany()
  expect(kept).toHaveLength(RANKINGS.length * WINDOWS.length)
  expect((await ids())[0]).toBe(idOf(1))
  expect((await ids({ ranking: 'count' }))[0]).toBe(idOf(0))
  expect((await ids({ ranking: 'stars-per-hour' }))[0]).toBe(idOf(2))
  expect(new Set(await ids({ ranking: 'count' })).size).toBe(3)
})

test('places move against the day before: new, up, down, the same; unknown at first', async () => {
  await savePapers(papers(4))
  const start = [0, 1, 2].flatMap(n => [observe(n, -30, 0), observe(n, -25, 30 - n * 10)])
  await saveObservations(start)
  await rankAll({ now: later(-24) })
  const moves = async (now: Date) => {
    const { papers } = await findFeed(EVERYTHING, 4, now)
    return Object.fromEntries(papers.map(({ id, movement }) => [id, movement]))
  }
  expect(await moves(later(-24))).toMatchObject({ [idOf(0)]: null })
  await saveObservations([
    ...[observe(2, -1, 300), observe(3, -20, 0), observe(3, -1, 4), observe(0, -1, 30), observe(1, -1, 20)],
  ])
  await rankAll({ now: NOW })
  expect(await ids()).toEqual([2, 0, 1, 3].map(idOf))
  expect(await moves(NOW)).toEqual({
    [idOf(2)]: { kind: 'up', by: 2 },
    [idOf(0)]: { kind: 'down', by: 1 },
    [idOf(1)]: { kind: 'down', by: 1 },
    [idOf(3)]: { kind: 'new' },
  })
})

test('the mail takes its papers in the order of the page', async () => {
  await savePapers(papers(12))
  await saveObservations([3, 8, 5].flatMap((n, at) => [observe(n, -20, 0), observe(n, -1, 50 - at * 10)]))
  await rankAll({ now: NOW })
  const query = { window: 'week' as const, topics: [], subscriberId: null, localDate: '2026-11-23', limit: 12 }
  const mailed = (await findDigestCandidates(query)).map(({ id }) => id)
  expect(mailed.slice(0, 3)).toEqual([3, 8, 5].map(idOf))
  expect(mailed).toEqual(await ids())
})

test('a reader never sees a half of two rankings, while another process writes one after the other', {
  timeout: 120_000,
}, async () => {
  const COUNT = 60
  await savePapers(papers(COUNT))
  const forward = Array.from({ length: COUNT }, (_, n) => idOf(n))
  const backward = [...forward].reverse()
  const writing = promisify(execFile)(process.execPath, ['--import', 'tsx', 'tests/support/ranking-process.ts', '40'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: db.url, DATA_DIR: db.dir },
  })
  let isWriting = true
  const done = writing.finally(() => {
    isWriting = false
  })
  const seen = new Set<string>()
  while (isWriting) {
    const page = (await findFeed(EVERYTHING, COUNT, NOW)).papers.map(({ id }) => id)
    const letter = await findDigestCandidates({
      window: 'week',
      topics: [],
      subscriberId: null,
      localDate: '',
      limit: COUNT,
    })
    for (const list of [page, letter.map(({ id }) => id)]) {
      const text = String(list)
      seen.add(text === String(forward) ? 'forward' : text === String(backward) ? 'backward' : `neither: ${text}`)
    }
    await new Promise(resolve => setImmediate(resolve))
  }
  await done
  expect([...seen].sort()).toEqual(['backward', 'forward'])
})

test('of two that rank at once, the ranking of one stands whole', async () => {
  await savePapers(papers(6))
  const pks = (await db.prisma.paper.findMany({ orderBy: { id: 'asc' } })).map(({ pk }) => pk)
  const by = (order: number[]) =>
    order.map((pk, at) => ({ pk, published: '', score: 9 - at, gain: 1, because: [], day: null }))
  const save = (order: number[], minute: number) =>
    saveRanking({ ranking: 'attn', window: 'week', now: later(minute / 60), settings: '' }, by(order))
  await save(pks, 0)
  // The second changes one paper only, compared with what stood before the first took its half away.
  await Promise.all([save(pks.slice(0, 3).reverse(), 1), save([...pks.slice(0, 5)], 2)])
  const rows = await db.prisma.score.findMany({ where: { window: 'week' }, orderBy: { place: 'asc' } })
  const { rankedAt } = await db.prisma.standing.findFirstOrThrow()
  const expected = rankedAt.getTime() === later(2 / 60).getTime() ? pks.slice(0, 5) : pks.slice(0, 3).reverse()
  expect(rows.map(({ paperPk, place }) => [paperPk, place])).toEqual(expected.map((pk, at) => [pk, at + 1]))
})
