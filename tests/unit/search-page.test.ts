import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FeedNotices } from '#components/feed-notices'
import { PaperList } from '#components/paper-list'
import { QueryChips } from '#components/query-chips'
import { SpellingLine } from '#components/spelling-line'
import type { Item } from '#lib/domain/feed/channel'
import { withCategory, withoutAllFilters, withoutCondition, withoutTerm, withYear } from '#lib/domain/feed/narrow'
import { HOME, hrefAt } from '#lib/domain/feed/places'
import { conditionsOf } from '#lib/domain/query/conditions'
import { parseFeedUrl, searchBoxText } from '#lib/domain/query/feed-url'
import { topicsNear } from '#lib/domain/topics/near'

const view = (url: string) => parseFeedUrl(new URLSearchParams(url)).query
const names = (url: string) => conditionsOf(view(url)).map(({ name }) => name)
const plain = (html: string) => html.replace(/<[^>]*>/g, '')

describe('the parts of a query', () => {
  test('are named as people would', () => {
    expect(names('q=swin "masked image" transform* title:vit -mamba a|b -c|d')).toEqual([
      ...['swin', '“masked image”', 'transform…', 'title: vit', 'not mamba', 'a or b', 'not c or d'],
    ])
    expect(
      names('q=has:code cat:cs.CV -cat:cs.CL id:2401.12345 after:2024-06 before:2025-01-02&topic=-medical'),
    ).toEqual([
      ...[
        'not Medicine & Health',
        'with code',
        'cs.CV',
        'not cs.CL',
        'id 2401.12345',
        'since Jun 2024',
        'before 2 Jan 2025',
      ],
    ])
  })

  test('of which the two ends of a year are one', () => {
    expect(names('q=year:2023 x')).toEqual(['x', '2023'])
    expect(names('q=after:2023 before:2025')).toEqual(['since 2023', 'before 2025'])
  })

  test('can be taken away one by one, and the address says no more than what is left', () => {
    const query = view('q=a|b c year:2023&topic=medical&page=2')
    const [either, c, year, topic] = conditionsOf(query)
    expect(hrefAt(HOME, withoutCondition(query, either!))).toBe('/?q=c+year%3A2023&topic=medical')
    expect(hrefAt(HOME, withoutCondition(query, year!))).toBe('/?q=a+%7C+b+c&topic=medical')
    expect(hrefAt(HOME, withoutCondition(query, topic!))).toBe('/?q=a+%7C+b+c+year%3A2023')
    expect(hrefAt(HOME, withoutAllFilters(query))).toBe('/?q=a+%7C+b+c')
    const clause = query.clauses[0]!
    const left = withoutTerm(query, clause, clause.any[0]!)
    expect(hrefAt(HOME, left)).toBe('/?q=b+c+year%3A2023&topic=medical')
    expect(withoutTerm(left, left.clauses[0]!, left.clauses[0]!.any[0]!).clauses).toHaveLength(1)
    expect(c?.name).toBe('c')
  })

  test('are one for what is said several times', () => {
    const query = view('q=attention is all attention')
    expect(names('q=attention is all attention')).toEqual(['attention', 'is', 'all'])
    expect(hrefAt(HOME, withoutCondition(query, conditionsOf(query)[0]!))).toBe('/?q=is+all')
  })

  test('without the last word there is nothing to be relevant to', () => {
    const query = view('q=swin&topic=medical')
    expect(hrefAt(HOME, withoutCondition(query, conditionsOf(query)[0]!))).toBe('/?topic=medical')
    const excluding = view('q=swin -mamba')
    expect(hrefAt(HOME, withoutCondition(excluding, conditionsOf(excluding)[0]!))).toBe('/?q=-mamba')
  })

  test('grow by a category or a year; another year replaces the first', () => {
    expect(hrefAt(HOME, withYear(view('q=x year:2023 cat:cs.CV'), 2024))).toBe('/?q=x+cat%3Acs.CV+year%3A2024')
    expect(hrefAt(HOME, withCategory(view('q=x -cat:cs.CV cat:cs.CL'), 'cs.CV'))).toBe('/?q=x+cat%3Acs.CL+cat%3Acs.CV')
  })
})

test('the box keeps what was typed, unless the form carries a part of it', () => {
  const box = (q: string) => searchBoxText(q, parseFeedUrl([['q', q]]).query)
  expect(box('BERT: Vision foo:bar')).toBe('BERT: Vision foo:bar')
  expect(box('Vision topic:medical')).toBe('vision')
  expect(box('a\u0000b')).toBe('a b')
  expect(box(' ')).toBe('')
})

test('topics near a text share words with it, or their beginnings', () => {
  const near = (text: string) => topicsNear(text, 3).map(({ slug }) => slug)
  expect(near('speech zebrafish')).toContain('speech-recognition')
  expect(near('segment images')[0]).toBe('image-segmentation')
  expect(near('of & a')).toEqual([])
  expect(near('')).toEqual([])
})

describe('a list of papers', () => {
  const paper = (id: string, partial: boolean) =>
    ({
      id,
      title: `Paper ${id}`,
      abstract: '',
      authors: [],
      categories: [],
      topics: [],
      because: [],
      partial,
    }) as unknown as Item
  const list = (papers: Item[], complete: number) =>
    plain(renderToStaticMarkup(createElement(PaperList, { papers, complete, window: 'all' })))

  test('says where those with all of the words end', () => {
    const text = list([paper('1', false), paper('2', true), paper('3', true)], 1234)
    expect(text).toMatch(/Paper 1.*1,234 papers have all of these words\. The following have some of them\..*Paper 2/)
    expect(text.match(/have some/g)).toHaveLength(1)
    expect(list([paper('2', true)], 1)).toMatch(/^One paper has all of these words/)
  })

  test('has no such line where all are alike', () => {
    expect(list([paper('1', false)], 1)).not.toContain('these words')
    expect(list([paper('1', true)], 0)).not.toContain('these words')
  })
})

describe('what a page says of a search', () => {
  test('what the reader may have meant, as a link that sets the other words apart', () => {
    const [query, spelling] = [
      view('q=visoin transformer&topic=medical&page=3'),
      view('q=vision transformer&topic=medical'),
    ]
    const html = renderToStaticMarkup(createElement(SpellingLine, { query, spelling, place: HOME }))
    expect(plain(html)).toBe('Did you mean vision transformer?')
    expect(html).toContain('href="/?q=vision+transformer&amp;topic=medical"')
    expect(html).toContain('<strong>vision</strong>')
    expect(renderToStaticMarkup(createElement(SpellingLine, { query, spelling: null, place: HOME }))).toBe('')
  })

  test('what was not understood, the first of it', () => {
    const { query, ignored } = parseFeedUrl([
      ['q', Array.from({ length: 20 }, (_, i) => `f${'x'.repeat(i)}:a`).join(' ')],
    ])
    const text = plain(
      renderToStaticMarkup(createElement(FeedNotices, { query, ignored, partial: false, ranked: true })),
    )
    expect(text).toContain('there is no field "fx": searched as words'.replaceAll('"', '&quot;'))
    expect(text).toContain('and 12 more')
  })

  test('each part of the query, text of the reader escaped', () => {
    const query = view(`q=${encodeURIComponent('"a <b> c"')}`)
    const html = renderToStaticMarkup(createElement(QueryChips, { query, place: HOME }))
    expect(plain(html)).toBe('“a b c”×(remove)')
  })
})
