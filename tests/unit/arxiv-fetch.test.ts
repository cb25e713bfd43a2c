import { describe, expect, test } from 'vitest'
import { fetchArxiv } from '#lib/sources/arxiv'
import type { Answer } from '#lib/sources/source'
import { atomPage, type Made } from '#tests/support/arxiv-answers'
import { NO_VALIDATORS, runVisit, visitOf } from '#tests/support/asking'
import { answerAsArxiv, papersOf } from '#tests/support/fake-arxiv'

const DAY = '2026-11-20'
const range = { from: DAY, until: DAY }
const text = (content: string): Answer => ({ kind: 'text', text: content, validators: NO_VALIDATORS })
const firstPage = (asked: URLSearchParams) => new URLSearchParams({ ...Object.fromEntries(asked), start: '0' })
const unique = (ids: string[]) => [...new Set(ids)]

describe('a range of days', () => {
  const papers = [...papersOf('2026-11-19', 3), ...papersOf(DAY, 450), ...papersOf('2026-11-21', 1)]

  test('is asked for a day at a time, oldest first, 200 to a page', async () => {
    const visit = visitOf(asked => answerAsArxiv(papers, asked), { range: { from: '2026-11-19', until: '2026-11-21' } })
    const { ids, batches, error } = await runVisit(fetchArxiv(visit))
    expect(error).toBeNull()
    expect(ids).toEqual(papers.map(({ id }) => id))
    expect(visit.asked.map(each => [each.get('search_query')!.slice(-40), each.get('start')])).toEqual(
      [
        ['submittedDate:[202611190000 TO 202611200000]', '0'],
        ['submittedDate:[202611200000 TO 202611210000]', '0'],
        ['submittedDate:[202611200000 TO 202611210000]', '200'],
        ['submittedDate:[202611200000 TO 202611210000]', '400'],
        ['submittedDate:[202611210000 TO 202611220000]', '0'],
      ].map(([query, start]) => [query!.slice(-40), start]),
    )
    expect(visit.asked[0]!.get('search_query')).toMatch(/^\(\(abs:transformer OR .*\)\) AND submittedDate/)
    expect(visit.asked[1]!.get('sortBy')).toBe('submittedDate')
    expect(visit.asked[1]!.get('sortOrder')).toBe('ascending')
    expect(batches.map(({ done }) => done)).toEqual([1, 1, 1, 2, 3].map(steps => ({ steps, ofSteps: 3 })))
  })

  test('that was interrupted goes on at the page, and one of other days begins anew', async () => {
    for (const stopAfter of [0, 1, 2, 3]) {
      const first = await runVisit(fetchArxiv(visitOf(asked => answerAsArxiv(papers, asked), { range })))
      const cursor = first.batches[stopAfter]?.cursor ?? null
      const kept = first.batches.slice(0, stopAfter + 1).flatMap(batch => batch.papers.map(({ id }) => id))
      const again = visitOf(asked => answerAsArxiv(papers, asked), { range, cursor })
      const rest = await runVisit(fetchArxiv(again))
      expect(unique([...kept, ...rest.ids]).length).toBe(450)
      if (stopAfter < 2) expect(again.asked[0]!.get('start')).toBe(String(200 * (stopAfter + 1)))
      const other = visitOf(asked => answerAsArxiv(papers, asked), {
        range: { from: DAY, until: '2026-11-21' },
        cursor,
      })
      expect((await runVisit(fetchArxiv(other))).ids).toHaveLength(451)
    }
  })

  test('leaves what is known of the last visit alone', async () => {
    const { cursor } = await runVisit(fetchArxiv(visitOf(asked => answerAsArxiv(papers, asked))))
    const { complete } = JSON.parse(cursor!)
    const after = await runVisit(fetchArxiv(visitOf(asked => answerAsArxiv(papers, asked), { range, cursor })))
    expect(complete).toBe('2026-11-25')
    expect(JSON.parse(after.cursor!)).toEqual({ ...JSON.parse(cursor!), range: null })
  })
})

test('a paper of the last minute of a day is taken, whatever arXiv makes of 23:59', async () => {
  const late: Made[] = [
    { id: '2611.20999', published: '2026-11-20T23:59:59Z' },
    { id: '2611.21000', published: '2026-11-21T00:00:00Z' },
  ]
  const { ids } = await runVisit(fetchArxiv(visitOf(asked => answerAsArxiv(late, asked), { range })))
  expect(ids).toEqual(['2611.20999', '2611.21000'])
})

describe('a page that arXiv does not give', () => {
  const papers = papersOf(DAY, 250)
  /** Gives something else the first times that a page from 200 is asked for. */
  const failing = (times: number, fault: (asked: URLSearchParams) => string | Answer) => {
    let left = times
    return (asked: URLSearchParams) =>
      asked.get('start') === '200' && left-- > 0 ? fault(asked) : answerAsArxiv(papers, asked)
  }

  test.each<[string, (asked: URLSearchParams) => string | Answer]>([
    ['is empty though there are more', () => atomPage([], 250, 200)],
    ['has no byte', () => ''],
    ['is the text of a refusal', () => 'Rate exceeded.'],
    ['is HTML', () => '<!DOCTYPE html><html><head><title>503 Backend fetch failed</title></head></html>'],
    ['is cut off', asked => answerAsArxiv(papers, asked).slice(0, 900)],
    ['is another page', asked => answerAsArxiv(papers, firstPage(asked))],
    ['is not there', () => ({ kind: 'missing' })],
  ])('because it %s is asked for again, and then the visit fails and nothing is skipped', async (_, fault) => {
    const patient = visitOf(failing(3, fault), { range })
    const healed = await runVisit(fetchArxiv(patient))
    expect(healed.error).toBeNull()
    expect(unique(healed.ids)).toHaveLength(250)

    const hopeless = visitOf(failing(99, fault), { range })
    const failed = await runVisit(fetchArxiv(hopeless))
    expect(failed.error?.kind).toBe('garbled')
    expect(failed.error?.message).toMatch(
      /^arXiv's query API was asked 4 times for the same page, and .*\.$|^The pages of arXiv for 2026-11-20/,
    )
    expect(hopeless.asked.length).toBeLessThan(25)
    const later = await runVisit(
      fetchArxiv(visitOf(asked => answerAsArxiv(papers, asked), { range, cursor: failed.cursor })),
    )
    expect(unique([...failed.ids, ...later.ids])).toHaveLength(250)
  })

  test('because the same page comes twice, without a word on where it begins, is no page', async () => {
    const mute = (asked: URLSearchParams) =>
      answerAsArxiv(papers, firstPage(asked)).replace(/<opensearch:startIndex>.*?>/, '')
    const { error, ids } = await runVisit(fetchArxiv(visitOf(mute, { range })))
    expect(error?.message).toBe(
      'The pages of arXiv for 2026-11-20 did not fit together 4 times in a row; asked again next time.',
    )
    expect(unique(ids)).toHaveLength(200)
    const { cursor } = await runVisit(fetchArxiv(visitOf(asked => answerAsArxiv(papers, asked), { range })))
    expect(JSON.parse(cursor!).range).toBeNull()
  })

  test('because the question is wrong is not asked for again', async () => {
    const wrong = atomPage([]).replace(
      '</feed>',
      '<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>Invalid field: foo</summary></entry></feed>',
    )
    const visit = visitOf(() => wrong, { range })
    const { error } = await runVisit(fetchArxiv(visit))
    expect([error?.kind, error?.message]).toEqual([
      'refused',
      'arXiv refuses the question of ARXIV_QUERY: Invalid field: foo.',
    ])
    expect(visit.asked).toHaveLength(1)
  })

  test('because dates are not heeded is not stored', async () => {
    const all = papersOf('2020-12-21', 5)
    const { error, ids } = await runVisit(fetchArxiv(visitOf(() => atomPage(all, 300_000), { range })))
    expect(error?.message).toBe(
      'arXiv was asked for papers of 2026-11-20 and gave 2012.21000 of 2020-12-21: it does not heed dates at the moment.',
    )
    expect(ids).toEqual([])
  })
})

describe('a day that changes while it is read', () => {
  test.each([
    ['loses papers', (papers: Made[]) => papers.slice(30)],
    ['gains papers', (papers: Made[]) => [...papersOf(DAY, 20, 700), ...papers]],
  ])('and %s is begun again', async (_, change) => {
    let papers = papersOf(DAY, 450)
    let pages = 0
    const visit = visitOf(
      asked => {
        if (++pages === 2) papers = change(papers)
        return answerAsArxiv(papers, asked)
      },
      { range },
    )
    const { ids, error } = await runVisit(fetchArxiv(visit))
    expect(error).toBeNull()
    expect(papers.filter(({ id }) => !ids.includes(id))).toEqual([])
  })

  test('every time does not go on for ever', async () => {
    let count = 450
    const visit = visitOf(asked => answerAsArxiv(papersOf(DAY, count++), asked), { range })
    const { error } = await runVisit(fetchArxiv(visit))
    expect(error?.kind).toBe('garbled')
    expect(visit.asked).toHaveLength(8)
  })
})

describe('a visit for what is new', () => {
  const papers = Array.from({ length: 30 }, (_, i) => papersOf(`2026-11-${String(i + 1).padStart(2, '0')}`, 3)).flat()
  const visible = (now: string) => papers.filter(({ published }) => published! < now)
  const visitAt = (now: string, cursor: string | null, parts = {}) =>
    visitOf(asked => answerAsArxiv(visible(now), asked), { now: new Date(now), cursor, ...parts })

  test('takes fourteen days the first time, the last seven and the missing ones later', async () => {
    const first = await runVisit(fetchArxiv(visitAt('2026-11-16T06:00:00Z', null)))
    expect(first.batches[0]!.papers[0]!.published).toBe('2026-11-03T00:01:30Z')
    const second = visitAt('2026-11-25T06:00:00Z', first.cursor)
    const { ids } = await runVisit(fetchArxiv(second))
    const days = second.asked.slice(1, -1).map(asked => /\[(\d{8})/.exec(asked.get('search_query')!)![1])
    expect([days[0], days.at(-1), days.length]).toEqual(['20261109', '20261125', 17])
    expect(ids).toContain('2611.25000')
  })

  test('ends after one question when nothing was announced', async () => {
    const first = await runVisit(fetchArxiv(visitAt('2026-11-25T06:00:00Z', null)))
    const idle = visitAt('2026-11-25T08:00:00Z', first.cursor)
    idle.ask = async question => {
      idle.asked.push(new URL(question.url).searchParams)
      return text(answerAsArxiv(visible('2026-11-25T06:00:00Z'), idle.asked.at(-1)!))
    }
    expect((await runVisit(fetchArxiv(idle))).batches).toEqual([])
    expect(idle.asked.map(asked => asked.get('max_results'))).toEqual(['1'])
  })

  test('costs some ten requests after an announcement', async () => {
    const first = await runVisit(fetchArxiv(visitAt('2026-11-24T06:00:00Z', null)))
    const next = visitAt('2026-11-25T06:00:00Z', first.cursor)
    await runVisit(fetchArxiv(next))
    expect(next.asked).toHaveLength(1 + 9 + 1)
  })

  test('takes a paper that appears six days after it was submitted', async () => {
    const first = await runVisit(fetchArxiv(visitAt('2026-11-24T06:00:00Z', null)))
    const held: Made = { id: '2611.99999', published: '2026-11-19T12:00:00Z' }
    const next = visitOf(asked => answerAsArxiv([...visible('2026-11-25T06:00:00Z'), held], asked), {
      cursor: first.cursor,
    })
    expect((await runVisit(fetchArxiv(next))).ids).toContain('2611.99999')
  })

  test('killed anywhere goes on without a hole', async () => {
    const whole = await runVisit(fetchArxiv(visitAt('2026-11-25T06:00:00Z', null)))
    for (let kept = 1; kept < whole.batches.length; kept++) {
      const begun = whole.batches.slice(0, kept)
      const rest = await runVisit(fetchArxiv(visitAt('2026-11-25T09:00:00Z', begun.at(-1)!.cursor)))
      const ids = [...begun.flatMap(batch => batch.papers.map(({ id }) => id)), ...rest.ids]
      expect(unique(ids).sort()).toEqual(unique(whole.ids).sort())
      expect(JSON.parse(rest.cursor!).complete).toBe('2026-11-25')
    }
  })

  test('that was killed days ago counts for the day it began', async () => {
    const begun = (await runVisit(fetchArxiv(visitAt('2026-11-15T06:00:00Z', null)))).batches[0]!.cursor
    const { cursor } = await runVisit(fetchArxiv(visitAt('2026-11-27T06:00:00Z', begun)))
    expect(JSON.parse(cursor!)).toMatchObject({ complete: '2026-11-15', fresh: null, seen: null })
  })

  test.each(['', '{', '{"v":0}', '[]', '{"v":1,"complete":"yesterday"}'])(
    'with the cursor %j begins anew',
    async cursor => {
      expect((await runVisit(fetchArxiv(visitAt('2026-11-16T06:00:00Z', cursor)))).ids).toContain('2611.03000')
    },
  )
})

describe('replaced papers', () => {
  const old = papersOf('2026-10-05', 300).map((paper, i) => ({
    ...paper,
    updated: `2026-11-${String(24 - Math.floor(i / 30)).padStart(2, '0')}T12:00:${String(59 - (i % 30)).padStart(2, '0')}Z`,
  }))

  test('come once a day, down to those already known', async () => {
    const first = visitOf(asked => answerAsArxiv(old, asked))
    const { ids, cursor } = await runVisit(fetchArxiv(first))
    const walks = first.asked.filter(asked => asked.get('sortBy') === 'lastUpdatedDate')
    expect(walks.map(asked => asked.get('start'))).toEqual(['0'])
    expect(walks[0]!.get('search_query')).toContain('submittedDate:[199001010000 TO 202611180000]')
    expect(ids).toContain(old[0]!.id)
    expect(JSON.parse(cursor!).replaced).toMatchObject({ until: '2026-11-24T12:00:59Z', walk: null })

    const soon = visitOf(asked => answerAsArxiv(old, asked), { cursor, now: new Date('2026-11-25T20:00:00Z') })
    await runVisit(fetchArxiv(soon))
    expect(soon.asked.filter(asked => asked.get('sortBy') === 'lastUpdatedDate')).toEqual([])
    const tomorrow = visitOf(asked => answerAsArxiv(old, asked), { cursor, now: new Date('2026-11-26T06:00:00Z') })
    await runVisit(fetchArxiv(tomorrow))
    expect(tomorrow.asked.filter(asked => asked.get('sortBy') === 'lastUpdatedDate')).toHaveLength(1)
  })

  test('that arXiv does not sort are asked for another time, and new ones are kept', async () => {
    const unsorted = (asked: URLSearchParams) =>
      asked.get('sortBy') === 'lastUpdatedDate'
        ? atomPage([old[200]!, old[0]!])
        : answerAsArxiv(papersOf(DAY, 2), asked)
    const { error, ids, cursor } = await runVisit(fetchArxiv(visitOf(unsorted)))
    expect(error?.message).toMatch(
      /^arXiv does not sort by last update at the moment \(2026-11-24T12:00:59Z stands after/,
    )
    expect(unique(ids)).toHaveLength(2)
    expect(JSON.parse(cursor!)).toMatchObject({ complete: '2026-11-25', replaced: null })
  })
})

describe('papers known by their id alone', () => {
  test('are asked for together, with the query', async () => {
    const wanted = ['1706.03762', '2005.14165', 'not an id', 'hep-th/9901001']
    const limits: number[] = []
    const findSubjects = async (limit: number) => {
      limits.push(limit)
      return wanted.map(arxivId => ({ arxivId, codeUrl: null }))
    }
    const known: Made[] = [{ id: '1706.03762', published: '2017-06-12T17:57:34Z' }]
    const visit = visitOf(asked => answerAsArxiv(known, asked), { findSubjects })
    const { ids } = await runVisit(fetchArxiv(visit))
    const last = visit.asked.at(-1)!
    expect(last.get('id_list')).toBe('1706.03762,2005.14165,hep-th/9901001')
    expect(last.get('search_query')).toBe(visit.settings.ARXIV_QUERY)
    expect(unique(ids)).toEqual(['1706.03762'])
    expect(limits).toEqual([100])
  })
})
