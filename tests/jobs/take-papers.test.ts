import { beforeEach, describe, expect, it } from 'vitest'
import { rankAll } from '#jobs/rank'
import { takeBatch, takePapers } from '#jobs/take-papers'
import { identify } from '#lib/domain/paper/fold'
import type { Paper } from '#lib/domain/paper/paper'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { parseArxiv } from '#lib/sources/arxiv'
import { findDigestCandidates } from '#lib/store/digest-candidates'
import { findFeed } from '#lib/store/feed'
import { saveObservations } from '#lib/store/observations'
import { findPaper } from '#lib/store/papers'
import { claimVisit } from '#lib/store/visits'
import { atomPage } from '#tests/support/arxiv-answers'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-25T03:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR)
const FLASH = identify({
  arxivId: '2611.00001',
  title: 'Flash attention for large language models',
  abstract: 'We speed up attention in transformers.',
  authors: ['Ada', 'Bob'],
  categories: ['cs.CL'],
  published: '2026-11-20',
  updated: '2026-11-20T10:00:00Z',
  codeUrl: null,
})
const NOTICE: Paper = {
  ...FLASH,
  title: 'Withdrawn',
  abstract: 'This paper has been withdrawn by the authors due to an error in section 3.',
  authors: ['Ada'],
  updated: '2026-11-24T10:00:00Z',
  withdrawn: true,
}
const KEY = { source: 'tiny', days: '', holder: 'ada' }

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

const paper = async () => {
  const found = await findPaper(FLASH.id)
  return found?.kind === 'found' ? found.paper : null
}

describe('a paper that its authors withdrew', () => {
  it('keeps its title and abstract, and says so everywhere but in rankings and mails', async () => {
    await takePapers([FLASH, { ...FLASH, id: '2611.00002', arxivId: '2611.00002', title: 'Another attention' }], NOW)
    await saveObservations([{ arxivId: FLASH.id, signal: 'upvotes', observedAt: NOW, value: 90 }])
    await rankAll({ now: NOW })
    const list = async (url: string) => (await findFeed(parseFeedUrl(new URLSearchParams(url)).query, 10, NOW)).papers
    expect((await list('')).map(({ id }) => id)).toEqual([FLASH.id, '2611.00002'])

    expect(await takePapers([NOTICE], later(1))).toEqual({ added: 0, changed: 1, unchanged: 0 })
    const { title, abstract, authors } = FLASH
    expect(await paper()).toMatchObject({
      title,
      abstract,
      authors,
      withdrawn: true,
      score: 0,
      updated: NOTICE.updated,
    })
    expect((await list('')).map(({ id, withdrawn }) => [id, withdrawn])).toEqual([
      ['2611.00002', undefined],
      [FLASH.id, true],
    ])
    // Lists say so; who searches for what it was about does not want it.
    expect(await list('q=flash')).toEqual([])
    await rankAll({ now: later(2) })
    expect(await db.prisma.score.count({ where: { paper: { id: FLASH.id } } })).toBe(0)
    const reader = { window: 'week' as const, topics: [], subscriberId: null, localDate: '2026-11-25', limit: 10 }
    expect((await findDigestCandidates(reader)).map(({ id }) => id)).toEqual(['2611.00002'])
    const topics = (await paper())!.topics
    expect(topics.length).toBeGreaterThan(0)
    expect((await findDigestCandidates({ ...reader, topics })).map(({ id }) => id)).toEqual(['2611.00002'])
  })

  it('is not brought back by those who do not know, only by a newer version that is none', async () => {
    await takePapers([FLASH], NOW)
    await takePapers([NOTICE], later(1))
    const withdrawnAt = async () => (await db.prisma.paper.findFirst())!.withdrawnAt
    expect(await withdrawnAt()).toEqual(later(1))
    await takePapers(
      [FLASH, { ...FLASH, updated: '2026-11-30T10:00:00Z', codeUrl: 'https://github.com/a/b' }],
      later(2),
    )
    await takePapers([{ ...FLASH, withdrawn: false }], later(3))
    expect(await withdrawnAt()).toEqual(later(1))
    await takePapers([{ ...FLASH, updated: '2026-12-01T10:00:00Z', withdrawn: false }], later(4))
    expect(await withdrawnAt()).toBeNull()
    expect(await paper()).not.toHaveProperty('withdrawn')
  })

  it('is brought back by arXiv itself, whose newer version is called nothing of the kind', async () => {
    const heard = (updated: string, comment?: string) => {
      const made = { id: '2611.00001', published: '2026-11-01T10:00:00Z', updated, title: 'Some transformer', comment }
      const parsed = parseArxiv(atomPage([made]))
      if (!parsed.ok) throw new Error(parsed.why)
      return parsed.papers
    }
    await takePapers(heard('2026-11-01T10:00:00Z'), NOW)
    await takePapers(heard('2026-11-05T10:00:00Z', 'This paper has been withdrawn by the authors'), later(1))
    expect(await db.prisma.paper.findFirst()).toMatchObject({ withdrawnAt: later(1) })
    await takePapers(heard('2026-11-01T10:00:00Z'), later(2))
    expect(await db.prisma.paper.findFirst()).toMatchObject({ withdrawnAt: later(1) })
    await takePapers(heard('2026-11-10T10:00:00Z', 'Corrected'), later(3))
    expect(await db.prisma.paper.findFirst()).toMatchObject({ withdrawnAt: null })
  })

  it('of which nothing else was ever heard is stored as it is', async () => {
    await takePapers([NOTICE], NOW)
    expect(await paper()).toMatchObject({ title: 'Withdrawn', withdrawn: true })
    expect(await takePapers([NOTICE], later(1))).toEqual({ added: 0, changed: 0, unchanged: 1 })
  })
})

describe('a source that answers less than yesterday', () => {
  it('takes nothing away', async () => {
    await takePapers([FLASH], NOW)
    const before = await paper()
    await takePapers(
      [
        {
          ...FLASH,
          title: FLASH.title,
          abstract: '',
          authors: [],
          categories: [],
          published: '2026-11',
          updated: null,
        },
      ],
      later(1),
    )
    await takePapers([], later(2))
    expect(await paper()).toEqual(before)
  })
})

describe('two that hear of the same paper at the same time', () => {
  it('both add what they know', async () => {
    const part = (facts: Partial<Paper>): Paper => ({
      ...FLASH,
      authors: [],
      categories: [],
      published: null,
      codeUrl: null,
      ...facts,
    })
    const heard = [
      part({ authors: ['Ada', 'Bob'] }),
      part({ categories: ['cs.CL'] }),
      part({ published: '2026-11-20' }),
      part({ codeUrl: 'https://github.com/a/b' }),
    ]
    const taken = await Promise.all(heard.map(each => takePapers([each], NOW)))
    expect(taken.map(({ added }) => added).sort()).toEqual([0, 0, 0, 1])
    expect(await paper()).toMatchObject({
      authors: ['Ada', 'Bob'],
      categories: ['cs.CL'],
      published: '2026-11-20',
      codeUrl: 'https://github.com/a/b',
    })
  })
})

describe('a batch', () => {
  const observe = (at: Date, value: number) => ({
    arxivId: FLASH.id,
    signal: 'upvotes' as const,
    observedAt: at,
    value,
  })
  const looks = async () =>
    (await db.prisma.observation.findMany({ orderBy: { observedAt: 'asc' } })).map(({ observedAt, value }) => [
      (observedAt.getTime() - NOW.getTime()) / HOUR,
      value,
    ])

  it('is stored with its cursor and counted, or not at all when the visit is another’s', async () => {
    await claimVisit(KEY, NOW)
    const batch = { papers: [FLASH], observations: [observe(NOW, 1)], cursor: '7' }
    expect(await takeBatch(batch, KEY, NOW)).toMatchObject({ taken: { added: 1 }, observed: 1 })
    expect(await db.prisma.visit.findMany()).toMatchObject([{ cursor: '7', leasedBy: 'ada' }])

    // Ada fell asleep, and Bob went on.
    expect(await claimVisit({ ...KEY, holder: 'bob' }, later(1))).toEqual({ cursor: '7' })
    const late = {
      papers: [{ ...FLASH, id: '2611.00009', arxivId: '2611.00009' }],
      observations: [observe(later(1), 5)],
      cursor: '8',
    }
    await expect(takeBatch(late, KEY, later(1))).rejects.toThrow('Another process visits tiny by now.')
    expect(await db.prisma.paper.count()).toBe(1)
    expect(await looks()).toEqual([[0, 1]])
    expect(await db.prisma.visit.findMany()).toMatchObject([{ cursor: '7', leasedBy: 'bob' }])
    expect(await db.prisma.sourceState.findMany()).toMatchObject([{ name: 'tiny', papers: 1, lastPaperAt: NOW }])
  })

  it('of readings that stay the same keeps one a day and the last', async () => {
    await claimVisit(KEY, NOW)
    const read = (hours: number, value: number) =>
      takeBatch({ papers: [], observations: [observe(later(hours), value)], cursor: '1' }, KEY, NOW)
    for (let hour = 0; hour <= 60; hour += 4) await read(hour, 5)
    await read(64, 9)
    await read(68, 9)
    await read(72, 9)
    // "Still 5 after 60 hours" is known, and so is that it was looked at in between.
    const kept = await looks()
    expect(kept.slice(-3)).toEqual([
      [60, 5],
      [64, 9],
      [72, 9],
    ])
    const same = kept.filter(([, value]) => value === 5).map(([hour]) => hour!)
    expect(same[0]).toBe(0)
    expect(same.length).toBeLessThanOrEqual(5)
    for (const [i, hour] of same.slice(1).entries()) expect(hour - same[i]!).toBeLessThanOrEqual(24)
  })

  it('of readings that change keeps each, and again that it went back', async () => {
    await claimVisit(KEY, NOW)
    const values = [1, 2, 2, 3, 2, 2, 2, 4]
    for (const [i, value] of values.entries())
      await takeBatch({ papers: [], observations: [observe(later(i), value)], cursor: '1' }, KEY, NOW)
    expect(await looks()).toEqual([
      [0, 1],
      [1, 2],
      [2, 2],
      [3, 3],
      [4, 2],
      [6, 2],
      [7, 4],
    ])
  })
})

it('a paper that was known by its title alone, and has another by now, is the same in the old file', async () => {
  const facts = { authors: [], categories: [], published: null, updated: null, codeUrl: null }
  const listed = { ...facts, arxivId: null, title: 'A transformer for very long letters', abstract: 'We read letters.' }
  const onArxiv = { ...listed, arxivId: '2611.00001', updated: '2026-11-01T00:00:00Z' }
  await takePapers([identify(listed)], NOW)
  expect(await takePapers([identify(onArxiv)], NOW)).toEqual({ added: 0, changed: 1, unchanged: 0 })
  const retitled = { ...onArxiv, title: 'Letters are all you need', updated: '2026-11-10T00:00:00Z' }
  await takePapers([identify(retitled)], NOW)
  expect(await takePapers([identify(listed)], NOW)).toEqual({ added: 0, changed: 0, unchanged: 1 })
  expect(await db.prisma.paper.findMany({ select: { id: true, title: true } })).toEqual([
    { id: '2611.00001', title: 'Letters are all you need' },
  ])
})
