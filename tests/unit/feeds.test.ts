import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Channel, Item } from '#lib/domain/feed/channel'
import { citationMeta } from '#lib/domain/feed/citation'
import { excerpt } from '#lib/domain/feed/excerpt'
import { jsonFeed } from '#lib/domain/feed/json-feed'
import { openApi } from '#lib/domain/feed/openapi'
import { answerOnePaper, answerPaper } from '#lib/domain/feed/paper-answer'
import {
  feedHref,
  fieldsAt,
  HOME,
  hrefAt,
  topicPlace,
  withoutFilter,
  withPage,
  withRanking,
  withSort,
  withTopic,
  withWindow,
} from '#lib/domain/feed/places'
import { renderRss } from '#lib/domain/feed/rss'
import { EVERYTHING } from '#lib/domain/query/feed-query'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { readableTex } from '#lib/domain/tex/readable-tex'

const SITE = 'https://attn.example.org'

const attention: Item = {
  id: '1706.03762',
  arxivId: '1706.03762',
  title: 'Attention Is All You Need',
  abstract: 'The dominant sequence transduction models are based on complex recurrent networks.',
  authors: ['Ashish Vaswani', 'Noam Shazeer', 'et al.'],
  categories: ['cs.CL', 'cs.LG'],
  published: '2017-06-12',
  updated: '2023-08-02',
  codeUrl: 'https://github.com/tensorflow/tensor2tensor',
  topics: ['machine-translation', 'attention-mechanisms'],
  score: 41,
  because: [{ signal: 'upvotes', value: 41, share: 1 }],
  movement: { kind: 'up', by: 3 },
  day: 3,
}

const hostile: Item = {
  ...attention,
  id: 't-hostile-1',
  arxivId: null,
  title: '<script>alert("1 & 2")</script> ]]> \u0000\u0008\u001f\ud800\ufffe it\u2019s $x<y$',
  abstract: '</description><b>bold</b> & \u0007 done',
  authors: ['O\u2019Neil & <Sons>'],
  published: '2023-07',
  codeUrl: 'javascript:alert(1)',
  because: [],
  movement: { kind: 'down', by: 12 },
  day: null,
}

const channel = (...items: Item[]): Channel => ({
  site: SITE,
  title: 'Attn. Trending this week',
  description: 'Papers.',
  home: `${SITE}/`,
  self: `${SITE}/feed.xml?q=a&topic=medical`,
  window: 'week',
  items,
})

const plain = (text: string) =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name]!,
  )

const read = (xml: string, name: string) =>
  plain(new RegExp(`<item>.*<${name}[^>]*>(.*?)</${name}>`, 's').exec(xml)![1]!)

describe('the RSS feed', () => {
  it('says where it is, and links each paper by an address that stays', () => {
    const xml = renderRss(channel(attention))
    expect(xml).toContain(
      `<atom:link href="${SITE}/feed.xml?q=a&amp;topic=medical" rel="self" type="application/rss+xml"/>`,
    )
    expect(xml).toContain(`<guid isPermaLink="true">${SITE}/papers/1706.03762</guid>`)
    expect(xml).toContain('<category>Machine Translation</category>')
    expect(read(xml, 'description')).toBe(`<p>+41 upvotes in a week · 3rd day · up 3</p><p>${attention.abstract}</p>`)
  })

  it('keeps hostile text as text and drops what XML cannot hold', () => {
    const xml = renderRss(channel(hostile))
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\p{Surrogate}]/u)
    expect(read(xml, 'title')).toBe('<script>alert("1 & 2")</script> ]]>  it\u2019s x<y')
    expect(plain(read(xml, 'description'))).toBe('<p></description><b>bold</b> &  done</p>')
    expect([
      ...xml.matchAll(
        /<(?!\/?(?:rss|channel|item|title|link|description|language|docs|guid|category|dc:creator|atom:link|\?xml)\b)/g,
      ),
    ]).toEqual([])
  })

  it('gives a date where a day is known, and none where it would have to be invented', () => {
    expect(read(renderRss(channel(attention)), 'pubDate')).toBe('Mon, 12 Jun 2017 00:00:00 GMT')
    expect(renderRss(channel(hostile))).not.toContain('pubDate')
  })
})

describe('the JSON feed', () => {
  it('has what version 1.1 asks for', () => {
    const feed = JSON.parse(JSON.stringify(jsonFeed(channel(attention, hostile))))
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      feed_url: `${SITE}/feed.xml?q=a&topic=medical`,
    })
    expect(feed.items[0]).toMatchObject({
      id: `${SITE}/papers/1706.03762`,
      external_url: 'https://arxiv.org/abs/1706.03762',
      date_published: '2017-06-12T00:00:00.000Z',
      tags: ['Machine Translation', 'Attention Mechanisms'],
    })
    expect(feed.items[0].summary).toBe('+41 upvotes in a week · 3rd day · up 3')
    expect(feed.items[0]._attn).toMatchObject({ because: attention.because, movement: { kind: 'up', by: 3 }, day: 3 })
    expect(feed.items[1]).not.toHaveProperty('summary')
    expect(feed.items[1].title).toBe(readableTex(hostile.title))
    expect(feed.items[1]).not.toHaveProperty('date_published')
    expect(feed.items[1]._attn.published).toBe('2023-07')
  })
})

describe('an address within a place', () => {
  const view = (search: string) => parseFeedUrl(new URLSearchParams(search)).query

  it('leaves to the path of a topic what the path says', () => {
    const query = view('topic=medical&topic=survey&q=swin')
    expect(hrefAt(topicPlace('medical'), query)).toBe('/topics/medical?q=swin&topic=survey')
    expect(hrefAt(HOME, query)).toBe('/?q=swin&topic=medical&topic=survey')
    expect(feedHref('/feed.xml', { ...query, page: 3 })).toBe('/feed.xml?q=swin&topic=medical&topic=survey')
  })

  it('leads home once the own topic of a page is taken away', () => {
    const query = view('topic=medical&topic=survey')
    expect(hrefAt(topicPlace('medical'), withoutFilter(query, query.filters[0]!))).toBe('/?topic=survey')
    expect(hrefAt(topicPlace('medical'), withoutFilter(query, query.filters[1]!))).toBe('/topics/medical')
  })

  it('begins at the first page again whenever the papers change', () => {
    const query = view('page=4')
    expect(hrefAt(HOME, withTopic(query, 'survey'))).toBe('/?topic=survey')
    expect(hrefAt(HOME, withSort(query, 'new'))).toBe('/?sort=new')
    expect(hrefAt(HOME, withSort(view('sort=new&page=2'), 'trending'))).toBe('/')
    expect(EVERYTHING.page).toBe(1)
  })

  it('keeps the ranking wherever what trends is shown, and no longer', () => {
    const query = view('ranking=reddit&window=day&page=2')
    expect(hrefAt(HOME, withPage(query, 3))).toBe('/?ranking=reddit&window=day&page=3')
    expect(hrefAt(HOME, withWindow(query, 'month'))).toBe('/?ranking=reddit&window=month')
    expect(hrefAt(HOME, withTopic(query, 'survey'))).toBe('/?topic=survey&ranking=reddit&window=day')
    expect(feedHref('/feed.xml', query)).toBe('/feed.xml?ranking=reddit&window=day')
    expect(fieldsAt(HOME, query)).toContainEqual(['ranking', 'reddit'])
    expect(hrefAt(HOME, withSort(query, 'new'))).toBe('/?sort=new')
    expect(hrefAt(HOME, withRanking(view('sort=new'), 'count'))).toBe('/?ranking=count')
    expect(hrefAt(HOME, withRanking(query, 'attn'))).toBe('/?window=day')
  })
})

describe('an answer of the API', () => {
  const schemas = openApi(SITE).components.schemas as Record<string, z.core.JSONSchema.JSONSchema>
  const paper = z.fromJSONSchema(schemas.Paper!)

  it('is what the OpenAPI document says', () => {
    const observedAt = new Date('2026-01-02T03:04:05Z')
    const details = {
      reasons: [{ slug: 'medical', words: ['x-ray'] }],
      signals: [{ signal: 'upvotes' as const, value: 3, observedAt }],
      history: [{ signal: 'upvotes' as const, points: [{ at: observedAt, value: 3 }] }],
    }
    for (const item of [attention, hostile]) {
      const answer = JSON.parse(JSON.stringify(answerOnePaper(item, details, SITE)))
      expect(paper.safeParse(answer).error).toBeUndefined()
      expect(paper.safeParse({ ...answer, surprise: 1 }).success).toBe(false)
      expect(paper.safeParse({ ...answer, title: null }).success).toBe(false)
      expect(paper.safeParse({ ...answer, movement: { kind: 'up' } }).success).toBe(false)
      expect(answer.history[0].points).toEqual([{ observedAt: '2026-01-02T03:04:05.000Z', value: 3 }])
    }
  })

  it('links http and https only', () => {
    expect(answerPaper(attention, SITE).codeUrl).toBe(attention.codeUrl)
    expect(answerPaper(hostile, SITE).codeUrl).toBeNull()
  })

  it('marks what matched in HTML that is safe to show', () => {
    const title = [
      { text: '<i>', hit: false },
      { text: 'A&B', hit: true },
    ]
    const { highlights } = answerPaper({ ...attention, highlights: { title, abstract: [] } }, SITE)
    expect(highlights).toEqual({ title: '&lt;i&gt;<mark>A&amp;B</mark>', abstract: '' })
  })
})

describe('what a list shows of an abstract', () => {
  const hit = { text: 'swin', hit: true }

  it('begins at the beginning when the match is near it', () => {
    const near = [{ text: 'We use ', hit: false }, hit]
    expect(excerpt(near)).toBe(near)
    expect(excerpt([{ text: 'Nothing matched.', hit: false }])).toHaveLength(1)
  })

  it('begins at the sentence of the first match otherwise', () => {
    const far = [{ text: `${'Much has been said. '.repeat(20)}Here we use `, hit: false }, hit]
    expect(excerpt(far).map(piece => piece.text)).toEqual(['\u2026Here we use ', 'swin'])
  })

  it('does not begin within a formula', () => {
    const [start] = excerpt([{ text: `${'word '.repeat(20)}$${'x + '.repeat(60)}y$ of `, hit: false }, hit])
    expect(start!.text).toMatch(/^…\$x \+ /)
  })
  it('begins at a word when the sentence is endless', () => {
    const [start] = excerpt([{ text: 'word '.repeat(100), hit: false }, hit])
    expect(start!.text).toMatch(/^\u2026word (word )+$/)
    expect(start!.text.length).toBeLessThan(170)
  })
})

it('tells reference managers what is known and nothing else', () => {
  expect(citationMeta(attention, 'https://attn.example.org')).toEqual({
    citation_title: attention.title,
    citation_author: ['Ashish Vaswani', 'Noam Shazeer'],
    citation_publication_date: '2017/06/12',
    citation_online_date: '2017/06/12',
    citation_arxiv_id: '1706.03762',
    citation_pdf_url: 'https://arxiv.org/pdf/1706.03762',
    citation_abstract_html_url: 'https://attn.example.org/papers/1706.03762',
  })
  expect(citationMeta({ ...hostile, id: 'doi-10.1101-2024.01', published: null, authors: [] }, '')).toEqual({
    citation_title: readableTex(hostile.title),
    citation_doi: '10.1101/2024.01',
    citation_abstract_html_url: '/papers/doi-10.1101-2024.01',
  })
})
