import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeQuery } from '#lib/domain/query/describe'
import { formatFeedUrl, formatSearchBox, parseFeedUrl } from '#lib/domain/query/feed-url'
import { formatText } from '#lib/domain/query/format'
import { MAX_CHARACTERS, parseText } from '#lib/domain/query/parse'

/** What was understood, in the language itself, and what was ignored. */
const read = (text: string) => {
  const { clauses, filters, ignored } = parseText(text)
  return [formatText(clauses, filters), ignored.map(({ value }) => value)]
}
const feed = (url: string) => parseFeedUrl(new URLSearchParams(url))

describe('the query language', () => {
  test.each([
    ['words', 'Swin  Transformer', 'swin transformer'],
    ['a phrase', '"masked image modeling"', '"masked image modeling"'],
    ['curly quotes', '“masked image”', '"masked image"'],
    ['an open quote', 'a "masked image', 'a "masked image"'],
    ['a prefix', 'transform*', 'transform*'],
    ['without', '-mamba –"state space"', '-mamba -"state space"'],
    ['either', 'vision | language|audio', 'vision | language | audio'],
    ['a field', 'title:attention author:"Ashish Vaswani"', 'title:attention author:"ashish vaswani"'],
    ['a full-width colon', 'title：attention', 'title:attention'],
    [
      'a topic by slug and by name',
      'topic:speech-recognition -topic:"Medicine & Health"',
      'topic:speech-recognition -topic:medical',
    ],
    ['a category in any case', 'cat:CS.cv -cat:Stat.ML', 'cat:cs.CV -cat:stat.ML'],
    ['code', 'has:code', 'has:code'],
    ['an id in any spelling', 'id:arXiv:2401.12345v2', 'id:2401.12345'],
    ['dates', 'after:2024-06 -before:2025', 'after:2024-06 after:2025'],
    ['a year', 'year:2023', 'after:2023 before:2024'],
    ['hyphens and symbols', 'self-attention C++ <script>', 'self-attention c script'],
    ['the same twice', 'mamba MAMBA topic:video topic:video', 'mamba topic:video'],
  ])('%s', (_, text, understood) => expect(read(text)).toEqual([understood, []]))

  test.each([
    ['an unknown field', 'foo:bar', '"foo bar"', ['foo:bar']],
    ['an unknown topic', 'topic:nonsense x', 'x', ['topic:nonsense']],
    ['a date that is none', 'after:2024-13', '', ['after:2024-13']],
    ['a field without value', 'title: x', 'x', ['title:']],
    ['operators alone', '| - -- "" |', '', ['|', '-', '--', '""', '|']],
    ['a filter as alternative', 'a | topic:video', 'a topic:video', ['|']],
    ['has: of something else', 'has:video', '', ['has:video']],
    ['control characters', 'a\u0000b', 'a b', ['control characters']],
  ])('%s is named', (_, text, understood, ignored) => expect(read(text)).toEqual([understood, ignored]))

  test('a very long query is read as far as a person could have meant it', () => {
    const { clauses, ignored } = parseText(Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' '))
    expect(clauses.length).toBe(40)
    expect(ignored[0]?.why).toContain(String(MAX_CHARACTERS))
  })

  test('any string is read, and what was understood reads the same again', () => {
    const pieces = fc.constantFrom(
      'a',
      '"',
      '-',
      '|',
      ':',
      'title:',
      '*',
      'topic:',
      'video',
      'year:2023',
      ' ',
      'id:',
      '“',
      'é',
      'İ',
      'ß',
      '\u0000',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map(list => list.join('')),
    )
    fc.assert(
      fc.property(typed, text => {
        const { clauses, filters } = parseText(text)
        const again = parseText(formatText(clauses, filters))
        expect(again).toEqual({ clauses, filters, ignored: [] })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the address of a view', () => {
  test('everything combines, and the canonical address says the same', () => {
    const { query, ignored } = feed('q=swin+topic:medical&topic=video&topic=-code&window=day&sort=trending&page=3')
    expect(ignored).toEqual([])
    expect(formatFeedUrl(query)).toBe('?q=swin&topic=video&topic=-code&topic=medical&sort=trending&window=day&page=3')
    expect(feed(formatFeedUrl(query)).query).toEqual(query)
    expect(formatSearchBox(query)).toBe('swin')
    expect(describeQuery(query)).toBe(
      'Trending today in Video Understanding & Generation and Medicine & Health without Code: swin',
    )
  })

  test('nothing means what trends this week', () => {
    const { query } = feed('')
    expect(query).toMatchObject({ sort: 'trending', window: 'week', page: 1 })
    expect(formatFeedUrl(query)).toBe('')
  })

  test('words are sorted by relevance unless asked otherwise', () => {
    expect(feed('q=swin').query).toMatchObject({ sort: 'relevance', window: 'all' })
    expect(feed('q=swin&sort=new').query.sort).toBe('new')
    expect(feed('sort=relevance')).toMatchObject({ query: { sort: 'trending' }, ignored: [{ parameter: 'sort' }] })
  })

  test('a ranking asked for by name is kept, also where words would order otherwise', () => {
    const { query, ignored } = feed('q=swin&ranking=hacker-news&window=day&page=2')
    expect(ignored).toEqual([])
    expect(query).toMatchObject({ sort: 'trending', ranking: 'hacker-news', window: 'day', page: 2 })
    expect(formatFeedUrl(query)).toBe('?q=swin&ranking=hacker-news&window=day&page=2')
    expect(describeQuery(query)).toBe('Trending today as Hacker News ranks: swin')
    expect(formatFeedUrl(feed('q=swin&ranking=attn').query)).toBe('?q=swin&sort=trending')
    expect(formatFeedUrl(feed('ranking=attn').query)).toBe('')
    expect(feed('ranking=reddit&sort=new').query).toMatchObject({ sort: 'new', ranking: 'attn' })
    expect(feed('ranking=Reddit').ignored[0]?.why).toContain('hacker-news, reddit, lobsters')
  })

  test.each([
    'page=0',
    'page=-1',
    'page=1e9',
    'page=two',
    'window=century',
    'sort=best',
    'ranking=best',
    'ranking=reddit&sort=new',
    'q=a&ranking=reddit&sort=relevance',
    'topic=<script>',
    'color=red',
    'q=a&q=b',
    'page=2&page=3',
  ])('%s is named and the rest is answered', url => expect(feed(url).ignored).toHaveLength(1))

  test('any parameters give a query whose address gives it back', () => {
    const name = fc.constantFrom('q', 'topic', 'window', 'sort', 'ranking', 'page', 'x')
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('video', '-video', 'day', 'new', 'top', 'trending', '7', 'swin', 'reddit', 'attn'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), entries => {
        const { query } = parseFeedUrl(entries)
        expect(feed(formatFeedUrl(query))).toEqual({
          query: { ...query, filters: expect.arrayContaining(query.filters) },
          ignored: [],
        })
      }),
    )
  })
})
