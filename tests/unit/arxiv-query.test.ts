import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEnv } from '#lib/env'
import { parseArxiv } from '#lib/sources/arxiv'
import { feedsOf, oaiSetsOf } from '#lib/sources/arxiv-categories'
import { parseArxivQuery, type Searchable } from '#lib/sources/arxiv-query'
import { fitsGlob } from '#lib/sources/arxiv-words'
import { anyText } from '#tests/support/any-text'
import { HAS_RECORDED, readRecorded } from '#tests/support/recorded'

const attention: Searchable = {
  arxivId: '1706.03762',
  title: 'Attention Is All You Need',
  abstract:
    'The dominant sequence transduction models are based on recurrent networks. We propose the Transformer, with self-attention.',
  authors: ['Ashish Vaswani', 'Łukasz Kaiser', 'José del Maestro'],
  categories: ['cs.CL', 'cs.LG'],
  comment: '15 pages, 5 figures, accepted at NeurIPS',
  journalRef: 'Adv. Neural Inf. Process. 30 (2017)',
  reportNumber: 'GOOGLE-17-42',
}

const read = (text: string) => {
  const query = parseArxivQuery(text)
  if (!query.ok) throw new Error(query.why)
  return query
}

describe('a query', () => {
  test.each([
    'ti:attention',
    'TI:ATTENTION',
    'attention',
    'all:vaswani',
    'all:1706.03762',
    'ti:"all you need"',
    '"all you need"',
    'abs:transformers',
    'abs:transforming',
    'abs:self-attention',
    'abs:transduc*',
    'ti:*tent*',
    'au:vaswani',
    'au:Vaswani_A',
    'au:"Ashish Vaswani"',
    'au:del_maestro',
    'au:"Jose del Maestro"',
    'au:kais*',
    'co:neurips',
    'jr:neural',
    'rn:google',
    'cat:cs.CL',
    'cat:CS.cl',
    'cat:cs.*',
    'cat:cs*',
    'id:1706.03762v5',
    'ti:attention AND cat:cs.CL',
    'ti:mamba OR cat:cs.CL',
    'ti:attention ANDNOT cat:cs.CV',
    '(ti:mamba OR ti:attention) AND (cat:stat.ML OR cat:cs.*)',
    '((ti:attention))',
    // From the right: mamba AND (x OR attention) would not match, and this is attention OR (mamba AND x).
    'ti:attention OR ti:mamba AND ti:x',
  ])('%s finds it', text => expect(read(text).matches(attention)).toBe(true))

  test.each([
    'ti:transformer',
    'ti:"you all need"',
    'ti:"need attention"',
    'abs:transport',
    'abs:transd',
    'au:"Ashish Kaiser"',
    'au:vaswan',
    'cat:cs',
    'cat:cs.CV',
    'cat:*.CV',
    'id:1706.03763',
    'id:attention',
    'rn:neurips',
    'ti:attention ANDNOT cat:cs.*',
    'ti:mamba AND ti:x OR ti:attention',
  ])('%s does not find it', text => expect(read(text).matches(attention)).toBe(false))

  test.each([
    ['', 'ends too early'],
    ['ti:a AND', 'ends too early'],
    ['AND ti:a', 'has AND where something to look for is due'],
    ['ti:a AND OR ti:b', 'has OR where something to look for is due'],
    ['(ti:a', 'has a parenthesis that does not close'],
    ['ti:a)', 'has a parenthesis that does not open'],
    ['()', 'has ")" where something to look for is due'],
    ['ti:"a', 'has a quote that does not close'],
    ['ti:""', 'has nothing to look for in "ti:"""'],
    ['large language', 'has neither AND, OR nor ANDNOT before "language" (words that belong together stand in quotes)'],
    ['title:a', 'has the field "title", and there are only ti, au, abs, co, jr, cat, rn, id, all'],
    ['('.repeat(60), 'has more than 50 parentheses within each other'],
    ['a'.repeat(4001), 'is longer than 4,000 characters'],
  ])('%j cannot be read: it %s', (text, why) => expect(parseArxivQuery(text)).toEqual({ ok: false, why }))

  test('of any text is read or says what is wrong, and can be put to any paper', () => {
    const pieces = fc.constantFrom('ti:', 'cat:cs.*', 'AND', 'OR', 'ANDNOT', '(', ')', '"', ' ', 'au:x_y', '*', 'id:1')
    const text = fc.oneof(
      anyText,
      fc.array(fc.oneof(pieces, anyText), { maxLength: 30 }).map(parts => parts.join(' ')),
    )
    fc.assert(
      fc.property(text, anyText, (query, content) => {
        const parsed = parseArxivQuery(query)
        if (parsed.ok)
          expect(typeof parsed.matches({ ...attention, title: content, authors: [content], comment: null })).toBe(
            'boolean',
          )
        else expect(parsed.why).toMatch(/\w/)
      }),
      { numRuns: 1000 },
    )
  })

  test('of the longest chain is put to a paper', () => {
    expect(
      read(
        Array.from({ length: 700 }, () => 'b')
          .join(' OR ')
          .slice(0, 3996),
      ).matches(attention),
    ).toBe(false)
  })
})

describe('what arXiv found for a question is found here too', () => {
  test.skipIf(!HAS_RECORDED).each([
    // The first of these five only "transforms".
    ['sotawhat__arxiv_transformer.xml', 'all:transformer AND cat:cs.LG', 5],
    ['arxivpy__q_testing_s0_m100_cfe7536492ca.200.xml', 'testing', 100],
    ['ai-alpha-radar__arxiv_sample.xml', 'cat:cs.AI OR cat:cs.LG OR cat:cs.CL', 25],
  ])('%s', (file, text, count) => {
    const page = parseArxiv(readRecorded(`arxiv-api/${file}`))
    expect(page.ok && page.papers.filter(paper => read(text).matches(paper)).length).toBe(count)
  })
})

describe('the categories of a query', () => {
  test.each([
    [parseEnv({}).ARXIV_QUERY, ['cs.*', 'stat.ML', 'eess.*']],
    ['ti:a', null],
    ['ti:a OR cat:cs.CL', null],
    ['ti:a AND cat:cs.CL', ['cs.CL']],
    ['cat:cs.CL OR cat:cs.LG', ['cs.CL', 'cs.LG']],
    ['(cat:cs.CL OR cat:cs.LG) AND cat:stat.ML', ['stat.ML']],
    ['cat:cs.CL ANDNOT cat:cs.LG', ['cs.CL']],
  ])('%s', (text, categories) => expect(read(text).categories).toEqual(categories))

  test.each([
    [
      ['cs.*', 'stat.ML', 'eess.*'],
      ['cs', 'eess', 'stat.ML'],
      ['cs', 'eess', 'stat:stat:ML'],
    ],
    [['cs.CL', 'cs.*'], ['cs'], ['cs']],
    [
      ['hep-l*', 'astro-ph.GA'],
      ['astro-ph', 'hep-lat'],
      ['physics:astro-ph', 'physics:hep-lat'],
    ],
    [
      ['physics.optics', 'q-bio*', 'Math.ag'],
      ['math.AG', 'physics', 'q-bio'],
      ['math:math:AG', 'physics:physics', 'q-bio'],
    ],
    [['nonsense', 'nonsense.*'], [], []],
  ])('%j are in the feeds %j and the sets %j', (categories, feeds, sets) => {
    expect(feedsOf(categories)).toEqual(feeds)
    expect(oaiSetsOf(feedsOf(categories))).toEqual(sets)
  })

  test('that are not named are all', () => expect(feedsOf(null)).toHaveLength(20))
})

test('a pattern fits in linear time', () => {
  const began = performance.now()
  expect(fitsGlob('a'.repeat(100_000), `${'*a'.repeat(1000)}*b`)).toBe(false)
  expect(performance.now() - began).toBeLessThan(1000)
  expect([fitsGlob('aa', 'a*a'), fitsGlob('a', 'a*a'), fitsGlob('abc', '*'), fitsGlob('', '*')]).toEqual([
    true,
    false,
    true,
    true,
  ])
})
