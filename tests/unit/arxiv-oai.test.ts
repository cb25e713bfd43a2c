import { describe, expect, test } from 'vitest'
import { arxivOai, fetchArxivOai, parseOai } from '#lib/sources/arxiv-oai'
import { type MadeRecord, oaiError, oaiPage } from '#tests/support/arxiv-answers'
import { runVisit, SETTINGS, visitOf } from '#tests/support/asking'
import { answerAsOai } from '#tests/support/fake-arxiv'

const range = { from: '2026-11-02', until: '2026-11-20' }
const unique = (ids: string[]) => [...new Set(ids)]
const ONE_SET = { ...SETTINGS, ARXIV_QUERY: 'abs:transformer AND cat:cs.*' }

/** Ten records a day, in the order of their change. */
const RECORDS: MadeRecord[] = Array.from({ length: 190 }, (_, i) => {
  const day = String(2 + Math.floor(i / 10)).padStart(2, '0')
  return { id: `2611.${String(i).padStart(5, '0')}`, stamp: `2026-11-${day}` }
})

describe('a harvest', () => {
  test('asks for a week and a set at a time, in the sets of the query', async () => {
    const visit = visitOf(asked => answerAsOai(RECORDS, asked), { range })
    const { ids, error, batches } = await runVisit(fetchArxivOai(visit))
    expect(error).toBeNull()
    expect(unique(ids)).toEqual(RECORDS.map(({ id }) => id))
    expect(
      visit.asked
        .filter(asked => asked.has('set'))
        .map(asked => [asked.get('from'), asked.get('until'), asked.get('set')]),
    ).toEqual([
      ['2026-11-02', '2026-11-08', 'cs'],
      ['2026-11-02', '2026-11-08', 'stat:stat:ML'],
      ['2026-11-09', '2026-11-15', 'cs'],
      ['2026-11-09', '2026-11-15', 'stat:stat:ML'],
      ['2026-11-16', '2026-11-20', 'cs'],
      ['2026-11-16', '2026-11-20', 'stat:stat:ML'],
    ])
    expect(batches.at(-1)!.done).toEqual({ steps: 6, ofSteps: 6 })
  })

  test('takes what matches the query, and says nothing of the rest or of deleted papers', async () => {
    const records: MadeRecord[] = [
      { id: '2611.00001', stamp: '2026-11-02' },
      { id: '2611.00002', stamp: '2026-11-02', abstract: 'A convolution convolves.' },
      { id: '2611.00003', stamp: '2026-11-02', categories: ['math.CO'] },
      { id: '2611.00004', stamp: '2026-11-02', deleted: true },
      { id: '2611.00005', stamp: '2026-11-02', title: ' ' },
    ]
    const { batches } = await runVisit(
      fetchArxivOai(visitOf(asked => answerAsOai(records, asked), { range, settings: ONE_SET })),
    )
    expect(batches[0]!.papers.map(({ id }) => id)).toEqual(['2611.00001'])
    expect(batches[0]!.refused).toEqual([{ record: '2611.00005', why: 'title: it is missing' }])
  })

  test('killed anywhere goes on with its token', async () => {
    const whole = await runVisit(
      fetchArxivOai(visitOf(asked => answerAsOai(RECORDS, asked), { range, settings: ONE_SET })),
    )
    for (const [i, batch] of whole.batches.slice(0, -1).entries()) {
      const visit = visitOf(asked => answerAsOai(RECORDS, asked), { range, settings: ONE_SET, cursor: batch.cursor })
      const rest = await runVisit(fetchArxivOai(visit))
      expect(
        whole.batches
          .slice(0, i + 1)
          .flatMap(({ papers }) => papers.map(({ id }) => id))
          .concat(rest.ids),
      ).toEqual(whole.ids)
    }
  })

  test('whose token has expired begins again at the day that was reached', async () => {
    const whole = await runVisit(
      fetchArxivOai(visitOf(asked => answerAsOai(RECORDS, asked), { range, settings: ONE_SET })),
    )
    for (const [i, batch] of whole.batches.slice(0, -1).entries()) {
      let refusals = 1
      const visit = visitOf(
        asked =>
          asked.has('resumptionToken') && refusals-- > 0 ? oaiError('badResumptionToken') : answerAsOai(RECORDS, asked),
        { range, settings: ONE_SET, cursor: batch.cursor },
      )
      const rest = await runVisit(fetchArxivOai(visit))
      const before = whole.batches.slice(0, i + 1).flatMap(({ papers }) => papers.map(({ id }) => id))
      expect(rest.error).toBeNull()
      expect(unique([...before, ...rest.ids]).sort()).toEqual(whole.ids)
      // At most the records of one day come twice.
      expect(before.length + rest.ids.length - whole.ids.length).toBeLessThanOrEqual(10 * 2)
    }
  })

  test('whose records stand in no order begins the week again when its token has expired', async () => {
    const shuffled = RECORDS.slice(0, 60).reverse()
    let refusals = 1
    const visit = visitOf(
      asked =>
        /skip%3D50|skip=50/.test(asked.get('resumptionToken') ?? '') && refusals-- > 0
          ? oaiError('badResumptionToken')
          : answerAsOai(shuffled, asked),
      { range: { from: '2026-11-02', until: '2026-11-07' }, settings: ONE_SET },
    )
    const { ids, error } = await runVisit(fetchArxivOai(visit))
    expect(error).toBeNull()
    expect(unique(ids)).toHaveLength(60)
    expect(visit.asked.filter(asked => asked.has('from')).map(asked => asked.get('from'))).toEqual([
      '2026-11-02',
      '2026-11-02',
    ])
  })

  test('whose tokens are never taken comes to its end day by day, or fails when a day has more than a page', async () => {
    const refusing = (size: number) => (asked: URLSearchParams) =>
      asked.has('resumptionToken') ? oaiError('badResumptionToken') : answerAsOai(RECORDS, asked, size)
    const patient = await runVisit(fetchArxivOai(visitOf(refusing(25), { range, settings: ONE_SET })))
    expect(patient.error).toBeNull()
    expect(unique(patient.ids)).toHaveLength(190)
    const visit = visitOf(refusing(5), { range, settings: ONE_SET })
    const { error } = await runVisit(fetchArxivOai(visit))
    expect(error?.message).toBe("arXiv's OAI service refused its own resumption tokens 4 times at 2026-11-02.")
    expect(visit.asked.length).toBeLessThan(20)
  })

  test.each<[string, (asked: URLSearchParams) => string]>([
    [
      'the same page with another token',
      asked => oaiPage(RECORDS.slice(0, 20), `${asked.get('resumptionToken') ?? ''}x`),
    ],
    [
      'the same token with another page',
      asked => oaiPage(asked.has('from') ? RECORDS.slice(0, 20) : RECORDS.slice(20, 40), 'token'),
    ],
    ['the same page as the last one', asked => oaiPage(RECORDS.slice(0, 20), asked.has('from') ? 'token' : null)],
    [
      'two pages in turns',
      asked =>
        asked.get('resumptionToken') === 'a' ? oaiPage(RECORDS.slice(20, 40), 'b') : oaiPage(RECORDS.slice(0, 20), 'a'),
    ],
  ])('that is given %s fails', async (_, answer) => {
    const visit = visitOf(answer, { range, settings: ONE_SET })
    const { error, ids } = await runVisit(fetchArxivOai(visit))
    expect([error?.kind, error?.message]).toEqual([
      'garbled',
      expect.stringMatching(/gave the same page twice \(oai:arXiv\.org:2611\.\d{5} 20\)\.$/),
    ])
    expect(unique(ids).length).toBeGreaterThanOrEqual(20)
    expect(visit.asked.length).toBeLessThan(5)
  })

  test('that is given empty pages for ever fails', async () => {
    let count = 0
    const visit = visitOf(() => oaiPage([], `token ${count++}`), { range, settings: ONE_SET })
    expect((await runVisit(fetchArxivOai(visit))).error?.message).toBe(
      "arXiv's OAI service gave 6 pages without a record in a row.",
    )
  })

  test('that finds nothing is a success', async () => {
    const { error, batches } = await runVisit(fetchArxivOai(visitOf(() => oaiError('noRecordsMatch'), { range })))
    expect(error).toBeNull()
    expect(batches.at(-1)!.done).toEqual({ steps: 6, ofSteps: 6 })
  })

  test.each([
    ['refused', () => oaiError('badArgument'), "The answer of arXiv's OAI service is the error badArgument (because)."],
    ['refused', () => oaiError('surprise'), "The answer of arXiv's OAI service is the error surprise (because)."],
    [
      'garbled',
      () => '<html><title>Sorry</title></html>',
      `The answer of arXiv's OAI service is a page of HTML ("Sorry").`,
    ],
    ['garbled', () => '', "The answer of arXiv's OAI service is empty."],
  ])('is %s in words', async (kind, answer, message) => {
    const { error } = await runVisit(fetchArxivOai(visitOf(answer, { range })))
    expect([error?.kind, error?.message]).toEqual([kind, message])
  })
})

describe('a visit for what is new', () => {
  test('takes fourteen days, and then the day before the last visit and since', async () => {
    const first = visitOf(asked => answerAsOai(RECORDS, asked), {
      settings: ONE_SET,
      now: new Date('2026-11-20T06:00:00Z'),
    })
    const { cursor } = await runVisit(fetchArxivOai(first))
    expect(first.asked[0]!.get('from')).toBe('2026-11-07')
    const next = visitOf(asked => answerAsOai(RECORDS, asked), {
      settings: ONE_SET,
      now: new Date('2026-11-21T06:00:00Z'),
      cursor,
    })
    await runVisit(fetchArxivOai(next))
    expect(next.asked.map(asked => [asked.get('from'), asked.get('until')])).toEqual([['2026-11-19', '2026-11-21']])
  })

  test.each([
    ['abs:a OR', 'OAI-PMH cannot search, so ARXIV_QUERY is judged here, and it ends too early.'],
    ['cat:nonsense.*', 'ARXIV_QUERY names no category that arXiv has (cs.CL is one, cs.* are all of an archive).'],
  ])('with the query %s says what is wrong', async (ARXIV_QUERY, message) => {
    const { error } = await runVisit(fetchArxivOai(visitOf(() => '', { settings: { ...SETTINGS, ARXIV_QUERY } })))
    expect([error?.kind, error?.message]).toEqual(['refused', message])
  })

  test('of a query without categories asks for everything once', async () => {
    const visit = visitOf(asked => answerAsOai(RECORDS, asked), {
      settings: { ...SETTINGS, ARXIV_QUERY: 'transformer' },
      range,
    })
    await runVisit(fetchArxivOai(visit))
    expect(visit.asked.filter(asked => asked.has('from')).map(asked => asked.get('set'))).toEqual([null, null, null])
  })
})

describe('the date of the first version', () => {
  const publishedOf = (id: string, created: string) => {
    const page = parseOai(oaiPage([{ id, created }]))
    return page.ok && page.records[0]!.paper.published
  }
  test.each([
    ['2611.00001', '2026-11-20', '2026-11-20'],
    ['2611.00001', '2026-10-31', '2026-10-31'],
    ['2611.00001', '2026-10-01', '2026-10-01'],
    ['2611.00001', '2026-09-30', '2026-11'],
    ['1111.03240'.slice(0, 9), '2026-10-01', '2011-11'],
    ['2611.00001', 'yesterday', '2026-11'],
  ])('of %s, created %s, is %s', (id, created, published) => expect(publishedOf(id, created)).toBe(published))
})

test('all services of arXiv share one turn', () => {
  expect(arxivOai.politeness(SETTINGS)).toEqual({ service: 'arxiv', gapMs: 3000 })
})
