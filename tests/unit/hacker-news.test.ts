import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hackerNews, parseStories } from '#lib/sources/hacker-news'
import { SourceError } from '#lib/sources/source'
import { readFixture } from '../support/fixtures.ts'
import { anyAnswer, hasHalves } from '../support/mutations.ts'
import { collect, makeVisit } from '../support/visits.ts'

const SEARCH = readFixture('signals/hn-search.json')
const NONE = '{"hits":[],"nbPages":0}'
const answer = (...hits: Record<string, unknown>[]) =>
  JSON.stringify({
    hits: hits.map(hit => ({ objectID: '1', created_at_i: 1795500000, points: 1, ...hit })),
    nbPages: 1,
  })
const idsIn = (url: string) => {
  const parsed = parseStories(answer({ url }))
  return parsed.ok ? parsed.stories.map(({ arxivId }) => arxivId) : null
}

describe('parseStories', () => {
  it('reads the stories that show a paper', () => {
    const parsed = parseStories(SEARCH)
    expect(parsed).toMatchObject({ ok: true, refused: [], hits: 8, pages: 1 })
    expect(parsed.ok && parsed.stories.map(({ arxivId, points }) => [arxivId, points])).toEqual([
      ['2312.00752', 3],
      ['2312.00752', 120],
      ['hep-th/9901001', 0],
      ['1810.04805', 7],
      ['1706.03762', 8],
      ['1706.03762', 9],
    ])
  })

  it.each([
    ['https://arxiv.org/abs/2312.00752', '2312.00752'],
    ['http://www.arxiv.org/pdf/2312.00752v3', '2312.00752'],
    ['https://arxiv.org/html/2312.00752v1#S3', '2312.00752'],
    ['https://arxiv.org/pdf/math.GT/0309136.pdf', 'math/0309136'],
    ['https://ar5iv.org/abs/2312.00752', '2312.00752'],
    ['https://alphaxiv.org/pdf/2312.00752', '2312.00752'],
    ['https://hf.co/papers/2312.00752/', '2312.00752'],
    ['https://arxiv.org/a/lovelace_a_1', null],
    ['https://huggingface.co/ada/2312.00752', null],
    ['https://example.org/?https://arxiv.org/abs/2312.00752', null],
    ['https://arxiv.org.example.org/abs/2312.00752', null],
    ['https://notarxiv.org/abs/2312.00752', null],
  ])('finds in %s the paper %s', (url, id) => {
    expect(idsIn(url)).toEqual(id === null ? [] : [id])
  })

  it.each([-1, 0.5, 1e300, '12', 'NaN'])('refuses %j as points, by name', points => {
    const parsed = parseStories(answer({ url: 'https://arxiv.org/abs/2312.00752', points }))
    expect(parsed).toMatchObject({
      stories: [],
      refused: [{ record: 'story "1"', why: expect.stringMatching(/^points: .+ is no count$/) }],
    })
  })

  it('says nothing of a story without points, and what is wrong with an answer that is none', () => {
    expect(parseStories(answer({ url: 'https://arxiv.org/abs/2312.00752', points: null }))).toMatchObject({
      ok: true,
      stories: [],
      refused: [],
    })
    expect(parseStories('{"message":"no"}')).toEqual({ ok: false, why: 'hits: it has to be a list' })
  })

  it('never throws, and keeps no half of a character, whatever comes', () => {
    fc.assert(
      fc.property(anyAnswer(SEARCH), text => {
        const parsed = parseStories(text)
        expect(hasHalves(parsed)).toBe(false)
        if (parsed.ok) for (const { points } of parsed.stories) expect(Number.isSafeInteger(points)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a visit at Hacker News', () => {
  const paramsOf = ({ url }: { url: string }) => new URL(url).searchParams

  it('asks for the stories of two weeks in three places, and takes the highest of a paper', async () => {
    const low = answer({ url: 'https://huggingface.co/papers/2312.00752', points: 1 })
    const { visit, questions } = makeVisit(url => {
      if (url.includes('query=huggingface')) return low
      return url.includes('query=arxiv.org') ? SEARCH : NONE
    })
    const { batches, error } = await collect(hackerNews.fetch(visit))
    expect(error).toBeNull()
    expect(batches).toHaveLength(1)
    expect(batches[0]!.observations.map(({ arxivId, value }) => [arxivId, value])).toEqual([
      ['2312.00752', 120],
      ['hep-th/9901001', 0],
      ['1810.04805', 7],
      ['1706.03762', 9],
    ])
    expect(batches[0]!.observations[0]).toMatchObject({ signal: 'points', observedAt: visit.now })
    expect(questions.map(question => paramsOf(question).get('query'))).toEqual([
      'arxiv.org',
      'huggingface.co/papers',
      'alphaxiv.org',
    ])
    const { numericFilters, ...rest } = Object.fromEntries(paramsOf(questions[0]!))
    const [since, before] = [Date.UTC(2026, 10, 12) / 1000, Date.UTC(2026, 10, 26) / 1000]
    expect(numericFilters).toBe(`created_at_i>=${since},created_at_i<${before}`)
    expect(rest).toMatchObject({ tags: 'story', restrictSearchableAttributes: 'url', hitsPerPage: '250', page: '0' })
  })

  it('turns pages, not more than there are hits to get', async () => {
    const page = (pages: number) => JSON.stringify({ ...JSON.parse(SEARCH), nbPages: pages })
    for (const [pages, asked] of [
      [2, 2],
      [1000, 4],
    ] as const) {
      const { visit, questions } = makeVisit(url => (url.includes('query=arxiv.org') ? page(pages) : NONE))
      await collect(hackerNews.fetch(visit))
      expect(questions.filter(question => paramsOf(question).get('query') === 'arxiv.org')).toHaveLength(asked)
    }
  })

  it('goes through a range in spans of two weeks, and on where it was cut off', async () => {
    const range = { from: '2026-10-01', until: '2026-10-31' }
    const since = (question: { url: string }) =>
      /created_at_i>=(\d+)/.exec(paramsOf(question).get('numericFilters')!)![1]
    const seconds = (day: number) => String(Date.UTC(2026, 9, day) / 1000)
    const broken = makeVisit(
      url => (decodeURIComponent(url).includes(`>=${seconds(4)}`) ? new SourceError('away', 'No answer.') : NONE),
      { range },
    )
    const first = await collect(hackerNews.fetch(broken.visit))
    expect(first.batches.map(({ done }) => done)).toEqual([{ steps: 1, ofSteps: 3 }])
    const next = makeVisit(() => NONE, { range, cursor: first.batches[0]!.cursor })
    const second = await collect(hackerNews.fetch(next.visit))
    expect([...new Set(next.questions.map(since))]).toEqual([seconds(4), seconds(1)])
    expect(second.batches.at(-1)!.done).toEqual({ steps: 3, ofSteps: 3 })
  })

  it('ends with a sentence when the answer is another', async () => {
    const { visit } = makeVisit(() => '[]')
    expect((await collect(hackerNews.fetch(visit))).error).toMatchObject({
      kind: 'garbled',
      message: 'Stories of Hacker News cannot be read: it has to be an object.',
    })
  })
})
