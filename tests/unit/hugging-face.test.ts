import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { huggingFace, parseDailyPapers } from '#lib/sources/hugging-face'
import { SourceError } from '#lib/sources/source'
import { ROOT } from '../architecture/checkout.ts'
import { anyAnswer, hasHalves } from '../support/mutations.ts'
import { collect, makeVisit } from '../support/visits.ts'

const NOW = new Date('2026-11-25T09:30:00Z')
const RECORDED = join(ROOT, '../shared/data/recorded/hf-api')
const isThere = existsSync(RECORDED)
if (!isThere) console.warn(`Skipped the recorded answers of Hugging Face: there is no ${RECORDED}`)

const parse = (text: string) => {
  const parsed = parseDailyPapers(text, NOW)
  if (!parsed.ok) throw new Error(parsed.why)
  return parsed
}

/** One item as it was sent in June 2026, short. */
const item = (changes: Record<string, unknown> = {}, outer: Record<string, unknown> = { numComments: 2 }) => ({
  paper: {
    id: '2606.01234',
    authors: [{ _id: '6a', name: 'Ada Lovelace', hidden: false }],
    publishedAt: '2026-06-10T00:00:00.000Z',
    submittedOnDailyAt: '2026-06-12T00:00:00.000Z',
    title: 'Attention and\nEngines',
    summary: 'We look at engines.',
    upvotes: 5,
    githubRepo: 'https://github.com/ada/engine/tree/main',
    githubStars: 12,
    ...changes,
  },
  publishedAt: '2026-06-10T00:00:00.000Z',
  title: 'Attention and\nEngines',
  ...outer,
})

describe.skipIf(!isThere)('the daily papers as they were really sent', () => {
  // Items, sums of upvotes, comments and stars, linked repositories: counted with another program.
  it.each([
    ['daily_papers/2024-05-27', 13, 151, 10, null, 0],
    ['daily_papers/2024-06-03', 6, 60, 7, null, 0],
    ['daily_papers/2024-07-01', 10, 129, 23, null, 0],
    ['daily_papers/2024-08-01', 11, 94, 16, null, 0],
    ['daily_papers/2024-09-02', 15, 58, 12, null, 0],
    ['daily_papers/2024-10-01', 11, 88, 13, null, 0],
    ['daily_papers/2024-11-01', 13, 121, 13, null, 0],
    ['daily_papers/2024-12-02', 15, 117, 18, null, 0],
    ['daily_papers/2025-01-02', 3, 57, 5, null, 0],
    ['daily_papers/2025-02-03', 4, 23, 5, null, 0],
    ['daily_papers/2025-03-03', 7, 20, 9, null, 0],
    ['daily_papers/2025-04-01', 16, 134, 18, null, 5],
    ['daily_papers/2025-05-01', 10, 89, 12, null, 2],
    ['daily_papers/2025-06-02', 20, 188, 23, null, 12],
    ['daily_papers/2025-07-01', 14, 112, 18, 177, 6],
    ['daily_papers/2025-08-01', 14, 113, 17, 140, 10],
    ['daily_papers/2025-09-01', 13, 139, 17, 289, 4],
    ['daily_papers/2025-10-01', 37, 333, 38, 267, 14],
    ['daily_papers/2025-11-03', 15, 200, 19, 196, 8],
    ['daily_papers/2025-12-01', 23, 200, 26, 5986, 7],
    ['daily_papers/2026-01-01', 15, 68, 11, 120, 7],
    ['daily_papers/2026-02-02', 27, 161, 29, 76, 7],
    ['sotawhat__hf_daily_papers', 30, 453, 69, 402, 16],
  ])('%s', (name, items, upvotes, comments, stars, repositories) => {
    const parsed = parse(readFileSync(join(RECORDED, `${name}.json`), 'utf8'))
    const values = (signal: string) =>
      parsed.observations.filter(each => each.signal === signal).map(each => each.value)
    const sum = (signal: string) => values(signal).reduce((all, value) => all + value, 0)
    expect(parsed.refused).toEqual([])
    expect([parsed.items, parsed.papers.length]).toEqual([items, items])
    expect([values('upvotes').length, values('comments').length]).toEqual([items, items])
    expect([sum('upvotes'), sum('comments')]).toEqual([upvotes, comments])
    // Fields that were not there yet say nothing.
    expect(values('githubStars').length === 0 ? null : sum('githubStars')).toBe(stars)
    expect(parsed.papers.filter(({ codeUrl }) => codeUrl !== null)).toHaveLength(repositories)
    expect(parsed.observations.every(each => each.observedAt === NOW)).toBe(true)
  })

  it('in a short form without comments, with an empty repository', () => {
    const parsed = parse(readFileSync(join(RECORDED, 'ai-papers-digest__hf_daily_papers.json'), 'utf8'))
    expect(parsed.observations).toEqual([
      { arxivId: '2603.18718', observedAt: NOW, signal: 'upvotes', value: 42 },
      { arxivId: '2603.17542', observedAt: NOW, signal: 'upvotes', value: 85 },
    ])
    expect(parsed.papers.map(({ codeUrl }) => codeUrl)).toEqual(['https://github.com/example/scaling-laws', null])
  })

  it('reads nothing in an answer for one paper, or in an error', () => {
    for (const name of ['antenna__api_papers_2410.24164.authors-trimmed', 'antenna__api_papers_not_found.404'])
      expect(parseDailyPapers(readFileSync(join(RECORDED, `${name}.json`), 'utf8'), NOW)).toEqual({
        ok: false,
        why: 'it has to be a list',
      })
  })
})

describe('parseDailyPapers', () => {
  it('reads a paper, its counts, and the repository without what hangs on its address', () => {
    expect(parse(JSON.stringify([item()]))).toEqual({
      ok: true,
      items: 1,
      refused: [],
      papers: [
        {
          id: '2606.01234',
          arxivId: '2606.01234',
          title: 'Attention and Engines',
          abstract: 'We look at engines.',
          authors: ['Ada Lovelace'],
          categories: [],
          published: '2026-06-10',
          updated: null,
          codeUrl: 'https://github.com/ada/engine',
        },
      ],
      observations: [
        { arxivId: '2606.01234', observedAt: NOW, signal: 'upvotes', value: 5 },
        { arxivId: '2606.01234', observedAt: NOW, signal: 'comments', value: 2 },
        { arxivId: '2606.01234', observedAt: NOW, signal: 'githubStars', value: 12 },
      ],
    })
  })

  it('says nothing where nothing is said, which is not zero', () => {
    const bare = item({ upvotes: undefined, githubStars: null, githubRepo: undefined }, {})
    expect(parse(JSON.stringify([bare])).observations).toEqual([])
    expect(parse('[]')).toMatchObject({ items: 0, papers: [], observations: [] })
  })

  it.each([-1, 0.5, 1e300, 2 ** 53, '12', 'NaN', true, []])(
    'refuses %j as a count, by name, and keeps the rest',
    value => {
      const parsed = parse(JSON.stringify([item({ upvotes: value })]))
      expect(parsed.refused).toEqual([
        { record: '2606.01234', why: expect.stringMatching(/^upvotes: .+ is no count$/) },
      ])
      expect(parsed.observations.map(({ signal }) => signal)).toEqual(['comments', 'githubStars'])
    },
  )

  it('keeps the counts of a paper that cannot be read, and the papers beside one that is none', () => {
    const parsed = parse(JSON.stringify([item({ title: '' }), { paper: {} }, 7, item({ id: 'abc' }), item()]))
    expect(parsed.refused).toEqual([
      { record: '2606.01234', why: 'title: it is empty' },
      { record: 'item 2', why: 'it has no paper with an id' },
      { record: 'item 3', why: 'it has no paper with an id' },
      { record: 'item 4', why: '"abc" is no arXiv id' },
    ])
    expect(parsed.papers).toHaveLength(1)
    expect(parsed.observations).toHaveLength(6)
  })

  it('never throws, and keeps no half of a character, whatever comes', () => {
    fc.assert(
      fc.property(anyAnswer(JSON.stringify([item(), item({ id: '2606.00001' })])), text => {
        const parsed = parseDailyPapers(text, NOW)
        expect(hasHalves(parsed)).toBe(false)
        if (parsed.ok) for (const { value } of parsed.observations) expect(Number.isSafeInteger(value)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a visit at Hugging Face', () => {
  const empty = () => '[]'
  const daysOf = (questions: { url: string }[]) => questions.map(({ url }) => new URL(url).searchParams.get('date'))
  const visitAt = (now: string, cursor: string | null, serve: (url: string) => string | SourceError = empty) => {
    const { visit, questions } = makeVisit(serve, { now: new Date(now), cursor })
    return collect(huggingFace.fetch(visit)).then(({ batches, error }) => ({ batches, error, days: daysOf(questions) }))
  }

  it('asks for a fortnight first, then for the newest days, and for the fortnight again half a day later', async () => {
    const first = await visitAt('2026-11-25T09:30:00Z', null)
    expect(first.days).toHaveLength(15)
    expect([first.days[0], first.days.at(-1)]).toEqual(['2026-11-25', '2026-11-11'])
    const second = await visitAt('2026-11-25T10:30:00Z', first.batches.at(-1)!.cursor)
    expect(second.days).toEqual(['2026-11-25', '2026-11-24', '2026-11-23'])
    const third = await visitAt('2026-11-25T21:30:00Z', second.batches.at(-1)!.cursor)
    expect(third.days).toHaveLength(15)
  })

  it('gives a batch a day, for papers that are known already', async () => {
    const { batches } = await visitAt('2026-11-25T09:30:00Z', null, () => JSON.stringify([item()]))
    expect(batches).toHaveLength(15)
    expect(batches.every(({ enrichOnly }) => enrichOnly)).toBe(true)
    expect(batches[0]).toMatchObject({ done: { steps: 1, ofSteps: 15 } })
    expect(batches.at(-1)!.done).toEqual({ steps: 15, ofSteps: 15 })
  })

  it('goes on where it was cut off, unless that was long ago', async () => {
    const broken = await visitAt('2026-11-25T09:30:00Z', null, url =>
      url.includes('date=2026-11-20') ? new SourceError('away', 'hf.test did not answer.') : '[]',
    )
    expect(broken.error).toBeInstanceOf(SourceError)
    expect(broken.batches).toHaveLength(5)
    const cursor = broken.batches.at(-1)!.cursor
    const soon = await visitAt('2026-11-25T09:40:00Z', cursor)
    expect(soon.days).toHaveLength(10)
    expect(soon.days[0]).toBe('2026-11-20')
    expect(soon.batches[0]!.done).toEqual({ steps: 6, ofSteps: 15 })
    const late = await visitAt('2026-11-26T09:40:00Z', cursor)
    expect(late.days[0]).toBe('2026-11-26')
    expect(late.days).toHaveLength(15)
  })

  it('asks for the days of a range, none of them in the future, and observes them now', async () => {
    const range = { from: '2026-11-24', until: '2026-12-24' }
    const { visit, questions } = makeVisit(() => JSON.stringify([item()]), { range })
    const { batches } = await collect(huggingFace.fetch(visit))
    expect(daysOf(questions)).toEqual(['2026-11-25', '2026-11-24'])
    expect(batches[0]!.observations[0]!.observedAt).toEqual(visit.now)
    // It came to its end: the same range begins anew.
    const again = makeVisit(() => '[]', { range, cursor: batches.at(-1)!.cursor })
    await collect(huggingFace.fetch(again.visit))
    expect(again.questions).toHaveLength(2)
  })

  it('turns pages as long as they are full', async () => {
    const full = JSON.stringify(Array.from({ length: 100 }, (_, index) => item({ id: `2606.${10_000 + index}` })))
    const range = { from: '2026-11-24', until: '2026-11-24' }
    const { visit, questions } = makeVisit(url => (url.includes('p=1') ? JSON.stringify([item()]) : full), { range })
    const { batches } = await collect(huggingFace.fetch(visit))
    expect(questions.map(({ url }) => url)).toEqual([
      'https://hf.test/api/daily_papers?date=2026-11-24&limit=100',
      'https://hf.test/api/daily_papers?date=2026-11-24&limit=100&p=1',
    ])
    expect(batches[0]!.papers).toHaveLength(101)
  })

  it('ends with a sentence when the answer is another, keeping the days before', async () => {
    const { batches, error } = await visitAt('2026-11-25T09:30:00Z', null, url =>
      url.includes('date=2026-11-24') ? '{"error":"oh"}' : '[]',
    )
    expect(batches).toHaveLength(1)
    expect(error).toMatchObject({
      kind: 'garbled',
      message: 'The daily papers of 2026-11-24 cannot be read: it has to be a list.',
    })
  })

  it('begins anew with a cursor that it does not understand', async () => {
    expect((await visitAt('2026-11-25T09:30:00Z', '{"next":7')).days).toHaveLength(15)
  })
})
