import { beforeAll, describe, expect, test } from 'vitest'
import { loadBundledListing } from '#jobs/bundled-listing'
import { rankAll } from '#jobs/rank'
import { takePapers } from '#jobs/take-papers'
import { database } from '#lib/db'
import { identify } from '#lib/domain/paper/fold'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { findFacets } from '#lib/store/facets'
import { findFeed } from '#lib/store/feed'
import { saveObservations } from '#lib/store/observations'
import { findPaper } from '#lib/store/papers'
import { findRelated } from '#lib/store/related'
import { countTopics } from '#lib/store/topics'
import { openTestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T12:00:00Z')
const find = (url: string, limit = 200) => findFeed(parseFeedUrl(new URLSearchParams(url)).query, limit, NOW)
const titles = async (url: string) => (await find(url)).papers.map(({ title }) => title)
const HOSTILE = '<img src=x onerror=alert(1)> & "quotes" \u2067RTL\u2069 Élan of Transformers'

beforeAll(async () => {
  await openTestDatabase()
  await loadBundledListing(NOW)
  await takePapers(
    [
      identify({
        arxivId: 'hep-th/9901001',
        title: HOSTILE,
        abstract: 'On mamba snakes.',
        authors: ['José Müller'],
        categories: ['hep-th'],
        published: '1999-01-01',
        updated: null,
        codeUrl: 'https://github.com/a/b',
      }),
      identify({
        arxivId: '2611.00001',
        title: 'A brand new vision transformer',
        abstract: 'Today.',
        authors: [],
        categories: ['cs.CV'],
        published: '2026-11-22',
        updated: null,
        codeUrl: null,
      }),
    ],
    NOW,
  )
  await rankAll({ now: NOW })
})

describe('a feed', () => {
  test('without signals holds every paper, newest first, and says that nothing is ranked', async () => {
    const feed = await find('')
    expect(feed).toMatchObject({ total: 121, pages: 1, ranked: false, partial: false })
    const dates = feed.papers.map(({ published }) => published ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
    expect(feed.papers[0]).toMatchObject({ id: '2611.00001', because: [{ signal: 'recency' }] })
  })

  test('pages cut it without a hole or a double, also where the ranked papers end', async () => {
    const whole = await titles('')
    const pages = await Promise.all(
      Array.from({ length: 18 }, async (_, i) => (await find(`page=${i + 1}`, 7)).papers.map(({ title }) => title)),
    )
    expect(pages.flat()).toEqual(whole)
    expect(await find('page=9999', 20)).toMatchObject({ total: 121, pages: 7, papers: [] })
  })

  test('of words has those with all of them, title above abstract, accents and stems folded', async () => {
    expect((await titles('q=elan+transforming'))[0]).toContain('Élan')
    expect(await titles('q=author:muller')).toHaveLength(1)
    expect((await titles('q=mamba')).slice(0, 3).every(title => /mamba/i.test(title))).toBe(true)
  })

  test('of a hyphenated word has those that write it with the hyphen, and those that do without', async () => {
    const found = await titles('q=vision-transformer')
    expect(found).toContain('A brand new vision transformer')
    expect(found).toEqual(await titles('q="vision transformer"'))
    expect((await find('q=self+attention')).complete).toBeGreaterThan((await find('q=self-attention')).complete)
  })

  test('of words that no paper has together says so and shows the best of the rest', async () => {
    const feed = await find('q=mamba+zebrafish')
    expect(feed).toMatchObject({ partial: true, complete: 0 })
    expect(feed.papers.every(({ partial }) => partial)).toBe(true)
    expect(await find('q=zebrafish')).toMatchObject({ partial: false, total: 0, complete: 0 })
    expect(await find('')).toMatchObject({ total: 121, complete: 121 })
  })

  test.each([
    ['topic=video', ({ topics }: Seen) => topics.includes('video')],
    ['topic=-vision-transformer', ({ topics }: Seen) => !topics.includes('vision-transformer')],
    [
      'topic=-vision-transformer&topic=-medical',
      ({ topics }: Seen) => !/vision-transformer|medical/.test(topics.join()),
    ],
    ['topic=-video&topic=-medical&topic=-gan', ({ topics }: Seen) => !/video|medical|gan/.test(topics.join())],
    ['topic=video&topic=-gan', ({ topics }: Seen) => topics.includes('video') && !topics.includes('gan')],
    ['topic=image-segmentation&topic=medical&topic=-video', ({ topics }: Seen) => topics.includes('medical')],
    ['topic=video&q=-has:code', ({ topics, codeUrl }: Seen) => topics.includes('video') && codeUrl === null],
    ['topic=-video&q=vision', ({ topics }: Seen) => !topics.includes('video')],
    ['topic=medical&q=after:2023', ({ published }: Seen) => (published ?? '') >= '2023'],
    ['topic=3d-vision&topic=video', ({ topics }: Seen) => topics.includes('video') && topics.includes('3d-vision')],
    ['q=cat:cs.CV', ({ categories }: Seen) => categories.includes('cs.CV')],
    ['q=has:code', ({ codeUrl }: Seen) => codeUrl !== null],
    ['q=-has:code', ({ codeUrl }: Seen) => codeUrl === null],
    ['q=year:2023', ({ published }: Seen) => published?.startsWith('2023')],
    ['q=after:2025-06', ({ published }: Seen) => (published ?? '') >= '2025-06'],
    ['q=-mamba', ({ title, abstract }: Seen) => !/\bmambas?\b/i.test(title + abstract)],
    ['q=id:hep-th/9901001', ({ id }: Seen) => id === 'hep-th/9901001'],
    ['q=vision+topic:video&sort=new', ({ topics }: Seen) => topics.includes('video')],
    ['sort=new&window=week', ({ published }: Seen) => (published ?? '') >= '2026-11-16'],
  ])('%s is kept by every paper, and the total counts them', async (url, holds) => {
    const feed = await find(url)
    expect(feed.papers.length).toBeGreaterThan(0)
    expect(feed.papers.length).toBe(feed.total)
    expect(feed.papers.filter(paper => !holds(paper))).toEqual([])
    const facets = await findFacets(parseFeedUrl(new URLSearchParams(url)).query, NOW)
    const counted = new Map<string, number>()
    for (const { topics } of feed.papers) for (const topic of topics) counted.set(topic, (counted.get(topic) ?? 0) + 1)
    expect(new Map(facets.topics.map(({ slug, count }) => [slug, count]))).toEqual(counted)
    const filed = feed.papers.flatMap(({ categories }) => categories)
    for (const { category, count } of facets.categories)
      expect(count).toBe(filed.filter(one => one === category).length)
    if (url.includes('q=')) expect(facets.categories).toHaveLength(new Set(filed).size)
    const dated = feed.papers.filter(({ published }) => published !== null)
    expect(facets.years.reduce((sum, { count }) => sum + count, 0)).toBe(dated.length)
  })
  type Seen = Awaited<ReturnType<typeof findFeed>>['papers'][number]

  test.each([
    `q=${'"'.repeat(99)}`,
    'q=NEAR(a b)',
    'q=a* OR ^b',
    'q=title:(x',
    "q='; DROP TABLE paper; --",
    'q=\u0000',
    'q=*',
    'q=💥 ا',
    `q=${'x '.repeat(5000)}`,
  ])('of hostile words answers: %.30s', async url => expect((await find(url)).total).toBeGreaterThanOrEqual(0))

  test('marks what matched, in text that adds up to the text', async () => {
    const [paper] = (await find('q=elan')).papers
    expect(paper?.highlights?.title.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Élan'])
    expect(paper?.highlights?.title.map(({ text }) => text).join('')).toBe(paper?.title)
  })
})

describe('one paper', () => {
  test('has its topics with the words that earned them', async () => {
    const found = await findPaper('2611.00001')
    expect(found).toMatchObject({
      kind: 'found',
      reasons: expect.arrayContaining([{ slug: 'vision-transformer', words: ['vision transformer'] }]),
    })
    expect(await findPaper('nonsense')).toBeNull()
  })

  test('is related to others, never to itself, always in the same order', async () => {
    const found = await findPaper('2611.00001')
    if (found?.kind !== 'found') throw new Error('the paper is not there')
    const related = await findRelated(found.paper.pk, 5)
    expect(related.length).toBe(5)
    expect(related.map(({ id }) => id)).not.toContain('2611.00001')
    expect(related.some(({ topics }) => topics.includes('vision-transformer'))).toBe(true)
    expect(await findRelated(found.paper.pk, 5)).toEqual(related)
  })

  test('is related to those that share its rare words, none of which was withdrawn', async () => {
    const about = (id: string, title: string) =>
      identify({
        arxivId: id,
        title,
        abstract: 'On quokkas and wombats that dig.',
        authors: [],
        categories: [],
        published: null,
        updated: null,
        codeUrl: null,
      })
    const papers = ['Quokkas', 'Wombats of the north', 'Quokkas withdrawn'].map((title, i) =>
      about(`2611.1000${i}`, title),
    )
    await takePapers(
      papers.map((paper, i) => (i === 2 ? { ...paper, withdrawn: true } : paper)),
      NOW,
    )
    const first = await findPaper('2611.10000')
    if (first?.kind !== 'found') throw new Error('the paper is not there')
    expect((await findRelated(first.paper.pk, 10)).map(({ id }) => id)).toEqual(['2611.10001'])
    const { script } = await database()
    await script(`DELETE FROM paper WHERE id LIKE '2611.1000%'`)
  })

  test('pairs of topics are counted as they are, also after papers went', async () => {
    const { prisma } = await database()
    const stored = await prisma.topicPair.findMany({ where: { paperCount: { gt: 0 } } })
    const counted = await prisma.$queryRaw<{ a: string; b: string; n: number | bigint }[]>`
      SELECT a.topic_slug AS a, b.topic_slug AS b, count(*) AS n FROM paper_topic a
      JOIN paper_topic b ON b.paper_pk = a.paper_pk AND b.topic_slug <> a.topic_slug GROUP BY 1, 2 ORDER BY 1, 2`
    expect(stored.length).toBeGreaterThan(100)
    expect(stored.map(({ topicSlug, otherSlug, paperCount }) => [topicSlug, otherSlug, paperCount])).toEqual(
      counted.map(({ a, b, n }) => [a, b, Number(n)]),
    )
  })

  test('topic counts are those of the papers', async () => {
    for (const [slug, count] of await countTopics()) expect((await find(`topic=${slug}`)).total).toBe(count)
  })
})

describe('with signals', () => {
  test('what gained most in the window leads and says why; the rest follows, newest first', async () => {
    const at = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
    await saveObservations([
      { arxivId: '2310.05719', signal: 'upvotes', observedAt: at(24), value: 5 },
      { arxivId: '2310.05719', signal: 'upvotes', observedAt: at(1), value: 46 },
      { arxivId: '2307.07982', signal: 'upvotes', observedAt: at(100), value: 900 },
      { arxivId: '2307.07982', signal: 'upvotes', observedAt: at(2), value: 905 },
    ])
    await rankAll({ now: NOW })
    const feed = await find('window=day')
    expect(feed).toMatchObject({ total: 121, ranked: true })
    expect(feed.papers.slice(0, 3).map(({ id }) => id)).toEqual(['2310.05719', '2611.00001', '2307.07982'])
    expect(feed.papers[0]).toMatchObject({ because: [{ signal: 'upvotes', value: 41, share: 1 }] })
    expect((await find('window=day&sort=top')).papers.slice(0, 2).map(({ id }) => id)).toEqual([
      '2310.05719',
      '2307.07982',
    ])
    expect(new Set(feed.papers.map(({ id }) => id)).size).toBe(121)
  })
})
