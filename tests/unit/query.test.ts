import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeQuery } from '#lib/domain/query/describe'
import { formatFeedUrl, formatSearchBox, parseFeedUrl } from '#lib/domain/query/feed-url'

const feed = (url: string) => parseFeedUrl(new URLSearchParams(url))

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
