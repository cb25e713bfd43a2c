import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVERYTHING } from '#lib/domain/query/feed-query'
import { parseText } from '#lib/domain/query/parse'
import type { IndexedPaper } from '#lib/search/analysis'
import { blockOf, buildBlockTable, findInBlock, readBlock } from '#lib/search/block-table'
import { ByteReader, ByteWriter } from '#lib/search/bytes'
import { reorder } from '#lib/search/feedback'
import { highlight } from '#lib/search/highlight'
import { matchSegment } from '#lib/search/match'
import { keysOf, planWords } from '#lib/search/plan'
import { MOST_PAPERS, planMerge } from '#lib/search/plan-merge'
import { findRowInText } from '#lib/search/rows'
import { SegmentBuilder } from '#lib/search/segment-builder'
import { decodeFacts, encodeFacts } from '#lib/search/segment-facts'
import { distanceOf, nearestWord } from '#lib/search/spelling'
import { VectorsWriter } from '#lib/search/vector'
import { splitWords, stemOf } from '#lib/search/words'

const paper = (pk: number, title: string, abstract = ''): IndexedPaper => ({
  pk,
  title,
  abstract,
  authors: [],
  categories: ['cs.CL'],
  topics: ['video'],
  published: '2024-06',
  hasCode: false,
})

function indexOf(papers: IndexedPaper[]) {
  const builder = new SegmentBuilder()
  for (const each of papers) builder.add(each)
  return builder.finish()
}

/** The papers that a query finds in an index, with their scores. */
function search(papers: IndexedPaper[], text: string, strict: boolean): Map<number, number> {
  const { facts, table } = indexOf(papers)
  const plan = planWords({ ...EVERYTHING, clauses: parseText(text).clauses })
  const find = (key: string) => {
    const number = blockOf(table.firstKeys, key)
    return number < 0 ? null : findInBlock(table.blocks[number]!, key)
  }
  const needed = plan.filter(({ not }) => !not).length
  const found = new Map<number, number>()
  const sources = {
    find,
    worthOf: () => 1,
    rowOf: (row: Parameters<typeof findRowInText>[0]) => findRowInText(row, facts, find),
  }
  matchSegment(plan, papers.length, sources, strict, (number, score, met) => {
    if (met === needed) found.set(facts.pks[number]!, score)
  })
  return found
}

describe('words', () => {
  test('are in lower case, without accents, and keep their places', () => {
    const text = 'Élan of Ångström-scale β-VAEs'
    const words = splitWords(text)
    expect(words.map(({ text }) => text)).toEqual(['elan', 'of', 'angstrom', 'scale', 'β', 'vaes'])
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Élan',
      'of',
      'Ångström',
      'scale',
      'β',
      'VAEs',
    ])
  })

  test('have a stem in common with their other forms; endless ones are left alone', () => {
    expect(new Set(['transformer', 'transformers', 'transforming', 'transformed'].map(stemOf)).size).toBe(1)
    expect(stemOf('s'.repeat(5000))).toHaveLength(5000)
    expect(splitWords('s'.repeat(5000))[0]!.text).toHaveLength(64)
  })
})

describe('what is written', () => {
  test('can be read again, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 31 - 1)), numbers => {
        const writer = new ByteWriter()
        for (const number of numbers) writer.number(number)
        const reader = new ByteReader(writer.take())
        expect(numbers.map(() => reader.number())).toEqual(numbers)
      }),
    )
  })

  test('under keys is found under them and under no others', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1 }),
        fc.string(),
        (keys, other) => {
          const sorted = [...keys].sort((a, b) => (a < b ? -1 : 1))
          const { firstKeys, blocks } = buildBlockTable(
            sorted.map((key, i) => ({ key, count: i, data: new Uint8Array(i % 3 === 0 ? 3000 : 2).fill(i % 256) })),
          )
          const find = (key: string) => {
            const number = blockOf(firstKeys, key)
            return number < 0 ? null : findInBlock(blocks[number]!, key)
          }
          const isWhole = (key: string) => Buffer.from(key).toString() === key
          for (const [i, key] of sorted.entries()) if (isWhole(key)) expect(find(key)).toMatchObject({ key, count: i })
          if (isWhole(other)) expect(find(other) !== null).toBe(keys.includes(other))
          expect(blocks.flatMap(block => [...readBlock(block)])).toHaveLength(keys.length)
        },
      ),
    )
  })

  test('of papers beside their words comes back', () => {
    const { facts } = indexOf([paper(3, 'a b c'), { ...paper(9, 'x'), topics: [], published: null, hasCode: true }])
    const bytes = encodeFacts(facts)
    // From the middle of something, as a driver may hand it over.
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(decodeFacts(shifted.subarray(1))).toEqual(facts)
    expect([...facts.dates, ...facts.titles, ...facts.hasCode]).toEqual([20240600, -1, 3, 1, 0, 1])
  })
})

describe('matching', () => {
  const WORDS = ['mamba', 'swin', 'video', 'the', 'graph', 'model']
  const sentence = fc.array(fc.constantFrom(...WORDS), { maxLength: 7 }).map(words => words.join(' '))
  const corpus = fc
    .array(fc.record({ title: sentence, abstract: sentence }), { minLength: 1, maxLength: 12 })
    .map(papers => papers.map(({ title, abstract }, i) => paper(i + 1, title, abstract)))
  const has = (text: string, row: string) => ` ${text} `.includes(` ${row} `)

  test('finds exactly the papers that have all words, rows of words and no excluded ones; strictly or not', () => {
    const asked = fc.record({
      all: fc.subarray(WORDS, { minLength: 1, maxLength: 2 }),
      row: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)),
      not: fc.option(fc.constantFrom(...WORDS)),
    })
    fc.assert(
      fc.property(corpus, asked, (papers, { all, row, not }) => {
        const text = `${all.join(' ')} "${row.join(' ')}"${not ? ` -${not}` : ''}`
        const wanted = papers.filter(({ title, abstract }) => {
          const either = (words: string) => has(title, words) || has(abstract, words)
          // The grammar does not count beside other words.
          return all.filter(word => word !== 'the').every(either) && either(row.join(' ')) && !(not && either(not))
        })
        const strict = search(papers, text, true)
        expect([...strict.keys()].sort((a, b) => a - b)).toEqual(wanted.map(({ pk }) => pk))
        const loose = search(papers, text, false)
        expect([...loose.keys()].sort((a, b) => a - b)).toEqual(wanted.map(({ pk }) => pk))
        for (const [pk, score] of strict) expect(score).toBeCloseTo(loose.get(pk)!, 4)
      }),
      { numRuns: 200 },
    )
  })

  test('of a row does not reach from the title into the abstract, and keeps to its field', () => {
    const papers = [paper(1, 'graph model', 'swin video'), paper(2, 'swin graph', 'model')]
    expect([...search(papers, '"graph model"', true).keys()]).toEqual([1])
    expect([...search(papers, '"model swin"', true).keys()]).toEqual([])
    expect([...search(papers, 'title:"swin video"', true).keys()]).toEqual([])
    expect([...search(papers, 'abstract:"swin video"', true).keys()]).toEqual([1])
  })

  test('gives the title more weight, a rarer word more, a word said twice more', () => {
    const papers = [paper(1, 'swin', 'other words here'), paper(2, 'other', 'swin words here')]
    const scores = search(papers, 'swin', true)
    expect(scores.get(1)!).toBeGreaterThan(scores.get(2)!)
    const twice = [paper(1, 'a', 'swin graph graph'), paper(2, 'b', 'swin swin graph')]
    const [once, again] = [search(twice, 'swin graph', true), search(twice, 'swin swin swin graph', true)]
    expect(once.get(1)).toBeCloseTo(once.get(2)!, 2)
    expect(again.get(2)!).toBeGreaterThan(again.get(1)! * 1.05)
  })

  test('looks up a word once, however often it is said, and no grammar beside other words', () => {
    const plan = planWords({ ...EVERYTHING, clauses: parseText('how does the attention of attention work').clauses })
    expect(plan.map(({ times }) => times)).toEqual([2, 1])
    expect(keysOf(plan)).toEqual(['sattent', 'nattention', 'swork', 'nwork'])
    expect(planWords({ ...EVERYTHING, clauses: parseText('to be or not').clauses })).toHaveLength(4)
  })
})

describe('the order', () => {
  const vector = (...stems: number[]) => {
    const writer = new VectorsWriter(1)
    for (const hash of stems) writer.add(0, hash, 5)
    return writer.take(0)
  }

  test('goes by what the best have in common', () => {
    const best = Array.from({ length: 5 }, (_, i) => ({ pk: i, score: 10, vector: vector(1, 2, 3) }))
    const found = [...best, { pk: 6, score: 4, vector: vector(7, 8) }, { pk: 7, score: 4, vector: vector(1, 2) }]
    expect(
      reorder(found, 1)
        .map(({ pk }) => pk)
        .slice(5),
    ).toEqual([7, 6])
    expect(
      reorder(found, 1)
        .map(({ pk }) => pk)
        .sort(),
    ).toEqual(found.map(({ pk }) => pk))
    expect(reorder([{ pk: 1, score: 1, vector: null }], 1)).toHaveLength(1)
  })

  test('keeps of too many words those that are worth most', () => {
    const writer = new VectorsWriter(2)
    for (let i = 0; i < 300; i++) writer.add(1, i, i % 20)
    const worths = [...writer.take(1)].map(word => word & 255)
    expect(worths).toHaveLength(48)
    expect(Math.min(...worths)).toBeGreaterThan(15 * 12)
    expect(writer.take(0)).toHaveLength(0)
  })
})

describe('marks', () => {
  const marked = (query: string, title: string) => {
    const plan = planWords({ ...EVERYTHING, clauses: parseText(query).clauses })
    return highlight(plan, title, '')
      .title.map(({ text, hit }) => (hit ? `[${text}]` : text))
      .join('')
  }

  test.each([
    ['transformer', 'Transforming Vision-Transformers', '[Transforming] Vision-[Transformers]'],
    ['elan', 'Élan', '[Élan]'],
    ['"vision transformer"', 'Vision-Transformers: a vision', '[Vision-Transformers]: a [vision]'],
    ['"state of the art"', 'Of the State-of-the-Art', 'Of the [State-of-the-Art]'],
    ['trans*', 'In transit', 'In [transit]'],
    ['the graph', 'The graph', 'The [graph]'],
    ['x -graph', 'graph x', 'graph [x]'],
    ['abstract:graph', 'graph', 'graph'],
  ])('%s in %s', (query, title, wanted) => expect(marked(query, title)).toBe(wanted))

  test('lose nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), title => {
        const plan = planWords({ ...EVERYTHING, clauses: parseText(`${title} a "b c"`).clauses })
        expect(
          highlight(plan, title, '')
            .title.map(({ text }) => text)
            .join(''),
        ).toBe(title)
      }),
    )
  })
})

describe('a word that nobody wrote', () => {
  const counts = new Map([
    ['transformer', 900],
    ['transformers', 700],
    ['transforms', 40],
    ['mamba', 50],
    ['samba', 3],
  ])

  test.each([
    ['transfomer', 'transformer'],
    ['transfromer', 'transformer'],
    ['transformer', null],
    ['mambo', 'mamba'],
    ['mmaba', 'mamba'],
    ['gpt4', null],
    ['abc', null],
    ['zebrafish', null],
  ])('%s may be %s', (word, near) => expect(nearestWord(word, counts)).toBe(near))

  test('is as far from another as the other from it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distanceOf(a, b, 9)).toBe(distanceOf(b, a, 9))
        expect(distanceOf(a, b, 9) === 0).toBe(a === b)
        expect(distanceOf(a, b, 1) > 1).toBe(distanceOf(a, b, 9) > 1)
      }),
    )
  })
})

describe('segments', () => {
  test('stay few, and a paper moves only as often as they double', () => {
    let id = 0
    let moved = 0
    let segments: { id: number; papers: number; gone: number }[] = []
    for (let added = 0; added < 400; added++) {
      segments.push({ id: ++id, papers: 100, gone: 0 })
      for (let ids = planMerge(segments); ids.length > 0; ids = planMerge(segments)) {
        const merged = segments.filter(segment => ids.includes(segment.id))
        const papers = merged.reduce((sum, segment) => sum + segment.papers, 0)
        expect(papers).toBeLessThanOrEqual(MOST_PAPERS)
        moved += papers
        segments = [...segments.filter(segment => !ids.includes(segment.id)), { id: ++id, papers, gone: 0 }]
      }
      expect(segments.length).toBeLessThan(9)
    }
    expect(segments.reduce((sum, { papers }) => sum + papers, 0)).toBe(40_000)
    expect(moved / 40_000).toBeLessThan(12)
  })

  test('that lost much are built anew, large ones are left alone', () => {
    const large = { id: 1, papers: MOST_PAPERS, gone: 0 }
    expect(planMerge([large, { ...large, id: 2 }])).toEqual([])
    expect(planMerge([{ id: 1, papers: 100, gone: 60 }])).toEqual([1])
  })
})
