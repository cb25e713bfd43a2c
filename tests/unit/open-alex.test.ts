import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAlex, parseWorks } from '#lib/sources/open-alex'
import { SourceError, type Subject } from '#lib/sources/source'
import { readFixture } from '../support/fixtures.ts'
import { anyAnswer, hasHalves } from '../support/mutations.ts'
import { collect, makeVisit, SETTINGS } from '../support/visits.ts'

const NOW = new Date('2026-11-25T09:30:00Z')
const BY_DOI = readFixture('signals/openalex-by-doi.json')
const BY_PLACE = readFixture('signals/openalex-by-place.json')
const NONE = '{"meta":{"count":0},"results":[]}'
const papers = (...ids: string[]): Subject[] => ids.map(arxivId => ({ arxivId, codeUrl: null }))
const many = (count: number) => papers(...Array.from({ length: count }, (_, index) => `2401.${10_000 + index}`))
const filterOf = ({ url }: { url: string }) => new URL(url).searchParams.get('filter')!

describe('parseWorks', () => {
  it('knows a work by the DOI of arXiv', () => {
    const parsed = parseWorks(BY_DOI, NOW)
    expect(parsed).toMatchObject({ ok: true, refused: [] })
    expect(parsed.ok && parsed.observations.map(({ arxivId, value }) => [arxivId, value])).toEqual([
      ['2312.00752', 412],
      ['1706.03762', 9],
    ])
  })

  it('knows a published work by its place at arXiv, and leaves alone one that joins two papers', () => {
    const parsed = parseWorks(BY_PLACE, NOW)
    expect(parsed.ok && parsed.observations.map(({ arxivId, value }) => [arxivId, value])).toEqual([
      ['1706.03762', 6521],
      ['1810.04805', 0],
    ])
    expect(parsed.ok && parsed.refused).toEqual([
      { record: '"https://openalex.org/W7000000002"', why: 'it joins 2 papers: 2312.00752, 1810.04805' },
    ])
  })

  it.each([-1, 0.5, 1e300, '412', 'NaN'])('refuses %j as a number of citations, by name', count => {
    const work = { doi: 'https://doi.org/10.48550/arXiv.2312.00752', cited_by_count: count }
    expect(parseWorks(JSON.stringify({ results: [work] }), NOW)).toEqual({
      ok: true,
      observations: [],
      refused: [{ record: '2312.00752', why: expect.stringMatching(/^citations: .+ is no count$/) }],
    })
  })

  it('says nothing of a work without a count, and what is wrong with an answer that is none', () => {
    const work = { doi: 'https://doi.org/10.48550/arxiv.2312.00752' }
    expect(parseWorks(JSON.stringify({ results: [work] }), NOW)).toEqual({ ok: true, observations: [], refused: [] })
    expect(parseWorks('{"error":"Invalid filter"}', NOW)).toEqual({ ok: false, why: 'results: it has to be a list' })
  })

  it('never throws, and keeps no half of a character, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(anyAnswer(BY_DOI), anyAnswer(BY_PLACE)), text => {
        const parsed = parseWorks(text, NOW)
        expect(hasHalves(parsed)).toBe(false)
        if (parsed.ok) for (const { value } of parsed.observations) expect(Number.isSafeInteger(value)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a visit at OpenAlex', () => {
  const serve = (url: string) => (url.includes('filter=doi:') ? BY_DOI : BY_PLACE)

  it('asks by DOI and by place, and takes the higher count; who is not known is not mentioned', async () => {
    const subjects = papers('2312.00752', '1706.03762', '1810.04805', '2501.00001')
    const { visit, questions } = makeVisit(serve, { subjects })
    const { batches, error } = await collect(openAlex.fetch(visit))
    expect(error).toBeNull()
    expect(batches.flatMap(batch => batch.observations)).toEqual([
      { arxivId: '2312.00752', observedAt: NOW, signal: 'citations', value: 412 },
      { arxivId: '1706.03762', observedAt: NOW, signal: 'citations', value: 6521 },
      { arxivId: '1810.04805', observedAt: NOW, signal: 'citations', value: 0 },
    ])
    expect(questions).toHaveLength(2)
    expect(filterOf(questions[0]!)).toBe(
      'doi:10.48550/arxiv.2312.00752|10.48550/arxiv.1706.03762|10.48550/arxiv.1810.04805|10.48550/arxiv.2501.00001',
    )
    expect(filterOf(questions[1]!)).toMatch(/^locations\.landing_page_url:http:/)
    expect(filterOf(questions[1]!)).toContain(
      '|http://arxiv.org/abs/1706.03762|https://arxiv.org/abs/1706.03762|https://doi.org/10.48550/arxiv.1706.03762|',
    )
  })

  it('takes the higher count whichever answer it is in', async () => {
    const { visit } = makeVisit(url => serve(url.includes('filter=doi:') ? '' : 'filter=doi:'), {
      subjects: papers('1706.03762'),
    })
    expect((await collect(openAlex.fetch(visit))).batches[0]!.observations).toMatchObject([{ value: 6521 }])
  })

  it('says nothing of works that were not asked for', async () => {
    const { visit } = makeVisit(serve, { subjects: papers('2501.00001') })
    expect((await collect(openAlex.fetch(visit))).batches[0]!.observations).toEqual([])
  })

  it('joins no more than 100 values, in an address that every server takes, within a cent a day', async () => {
    const { visit, questions } = makeVisit(() => NONE, { subjects: many(5000) })
    await collect(openAlex.fetch(visit))
    expect(Math.max(...questions.map(question => filterOf(question).split('|').length))).toBeLessThanOrEqual(100)
    expect(Math.max(...questions.map(({ url }) => url.length))).toBeLessThan(6000)
    expect(questions.length * 0.0001).toBeLessThanOrEqual(0.01)
  })

  it('shows its key in a header, where no log keeps it, and asks for more with one', async () => {
    const settings = { ...SETTINGS, OPENALEX_API_KEY: 'not-a-real-one' }
    const { visit, questions } = makeVisit(() => NONE, { subjects: many(2000), settings })
    await collect(openAlex.fetch(visit))
    expect(questions).toHaveLength(2 * Math.ceil(2000 / 33))
    expect(questions.every(({ authorization }) => authorization === 'Bearer not-a-real-one')).toBe(true)
    expect(questions.some(({ url }) => url.includes('not-a-real-one'))).toBe(false)
  })

  it('keeps what it learned before it was told to come later', async () => {
    const { visit } = makeVisit(url => (url.includes('2401.10070') ? new SourceError('busy', 'Later.') : NONE), {
      subjects: many(100),
    })
    const { batches, error } = await collect(openAlex.fetch(visit))
    expect(batches.map(({ done }) => done)).toEqual([33, 66].map(steps => ({ steps, ofSteps: 100 })))
    expect(error).toMatchObject({ kind: 'busy' })
  })
})
