import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthOfArxivId, parseArxivId } from '#lib/domain/paper/arxiv-id'
import { bibtex } from '#lib/domain/paper/bibtex'
import { cleanText } from '#lib/domain/paper/clean-text'
import { describeDate, newSince, parseDate } from '#lib/domain/paper/date'
import { foldPapers, identify } from '#lib/domain/paper/fold'
import { localIdOf, titleKeyOf } from '#lib/domain/paper/identity'
import { paperLinks, safeUrl } from '#lib/domain/paper/links'
import { mergePaper } from '#lib/domain/paper/merge'
import type { Paper } from '#lib/domain/paper/paper'

const attention: Paper = identify({
  arxivId: '1706.03762',
  title: 'Attention Is All You Need',
  abstract: 'We propose the Transformer.',
  authors: ['Ashish Vaswani', 'Noam Shazeer'],
  categories: ['cs.CL'],
  published: '2017-06-12',
  updated: null,
  codeUrl: null,
})

describe('an arXiv id', () => {
  test.each([
    ['2401.12345', '2401.12345', null],
    ['2401.12345v2', '2401.12345', 2],
    [' arXiv:0704.0001 ', '0704.0001', null],
    ['hep-th/9901001v3', 'hep-th/9901001', 3],
    ['math.GT/0309136', 'math/0309136', null],
    ['https://arxiv.org/abs/2401.12345v1', '2401.12345', 1],
    ['http://export.arxiv.org/pdf/2401.12345.pdf', '2401.12345', null],
    ['https://arxiv.org/html/2401.12345v1#S2', '2401.12345', 1],
    ['https://doi.org/10.48550/arXiv.2401.12345', '2401.12345', null],
    ['oai:arXiv.org:math/0309136', 'math/0309136', null],
  ])('%s is read', (text, id, version) => expect(parseArxivId(text)).toEqual({ id, version }))

  test.each([
    '',
    '2401.1234',
    '2413.12345',
    '1401.12345',
    '2401.12345v0',
    'attention',
    '10.1000/182',
    'hep-th/99010',
    '24011.2345',
  ])('%s is none', text => expect(parseArxivId(text)).toBeNull())

  test('tells the month it was given out', () => {
    expect(['2307.07982', 'hep-th/9901001', 'math/0309136'].map(monthOfArxivId)).toEqual([
      '2023-07',
      '1999-01',
      '2003-09',
    ])
  })
})

describe('text', () => {
  test.each([
    ['up to 15\\% better', 'up to 15% better'],
    ['2D \\& 3D', '2D & 3D'],
    ['under \\{mono, cross\\} lingual', 'under {mono, cross} lingual'],
    ['a \u00a0 b\n\n  c\u2009d', 'a b c d'],
    ['``Autoregressive Planning." Project', '"Autoregressive Planning." Project'],
    ['an "unpaired quote', 'an "unpaired quote'],
    ['$\\{x_1, 50\\%\\}$ of 50\\%', '$\\{x_1, 50\\%\\}$ of 50%'],
    ['costs \\$5 and 5\\%', 'costs \\$5 and 5%'],
    ['zero\u200bwidth \u202ertl\u202c bell\u0007', 'zerowidth rtl bell'],
    ['tags\u{e0041} \u061cand\u3164 fillers', 'tags and fillers'],
    [`z${'\u0336'.repeat(400)}algo, שָּׁ`, `z${'\u0336'.repeat(6)}algo, שָּׁ`],
    ['using \\laurel can help', 'using \\laurel can help'],
    ['half \ud800 a character 🤖', 'half a character 🤖'],
  ])('%j becomes %j', (raw, clean) => expect(cleanText(raw)).toBe(clean))

  test('that is clean stays as it is, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), raw => {
        const once = cleanText(raw)
        expect(cleanText(once).replaceAll('\\', '')).toBe(once.replaceAll('\\', ''))
        expect(once).not.toMatch(/[\u0000-\u001f]|^\s|\s$|\s\s/)
      }),
    )
  })
})

describe('a date', () => {
  test.each([
    ['2023', '2023'],
    ['2023-07', '2023-07'],
    ['2023-07-14', '2023-07-14'],
    ['2023-07-14T12:30:15Z', '2023-07-14T12:30:15Z'],
    ['2023-07-14T23:30:00-02:00', '2023-07-15T01:30:00Z'],
    ['2023-07-14T12:30:15.123456+00:00', '2023-07-14T12:30:15Z'],
  ])('%s is %s', (text, date) => expect(parseDate(text)).toBe(date))

  test.each(['2023-02-30', '2023-13', '23-07-14', 'July 2023', '', '2023-07-14T25:00:00Z'])('%s is none', text =>
    expect(parseDate(text)).toBeNull(),
  )

  test('is told as precisely as it is known', () => {
    expect(['2023', '2023-07', '2023-07-04', '2023-07-14T12:30:15Z'].map(describeDate)).toEqual([
      '2023',
      'Jul 2023',
      '4 Jul 2023',
      '14 Jul 2023',
    ])
  })
})

describe('identity', () => {
  test('a paper without arXiv id gets one id for every spelling of its title', () => {
    expect(localIdOf('Élan: A  “Vision” Transformer')).toBe(localIdOf('elan - a vision transformer'))
    expect(localIdOf('Mamba')).not.toBe(localIdOf('Mambo'))
    expect(localIdOf('变换器')).toMatch(/^t-[a-z0-9]+$/)
  })

  test('a local id is never an arXiv id and always fits an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), title => {
        expect(localIdOf(title)).toMatch(/^t-[a-z0-9-]+$/)
        expect(parseArxivId(localIdOf(title))).toBeNull()
      }),
    )
  })
})

describe('hearing of a paper again', () => {
  const listed = identify({ ...attention, arxivId: null, authors: [], categories: [], published: null })

  test('the same changes nothing', () => {
    expect(foldPapers([attention], [attention, attention])).toEqual({
      added: [],
      changed: [],
      renamed: [],
      unchanged: 2,
    })
  })

  test('better facts fill in what was missing, and it is known by its arXiv id from then on', () => {
    const folded = foldPapers([listed], [attention])
    expect(folded).toEqual({
      added: [],
      changed: [attention],
      renamed: [{ from: listed.id, to: '1706.03762' }],
      unchanged: 0,
    })
  })

  test('poorer facts take nothing away', () => {
    expect(
      foldPapers([attention], [listed, { ...attention, authors: [], published: '2017-06', abstract: 'Other words.' }]),
    ).toMatchObject({
      added: [],
      changed: [],
      unchanged: 2,
    })
  })

  test('the order does not matter within one file either', () => {
    expect(foldPapers([], [listed, attention]).added).toEqual([attention])
    expect(foldPapers([], [attention, listed]).added).toEqual([attention])
  })

  test('a newer version replaces the text and keeps the first date', () => {
    const second = { ...attention, abstract: 'Second version.', updated: '2023-08-02', published: '2023-08-02' }
    expect(mergePaper(attention, second)).toEqual({ ...attention, abstract: 'Second version.', updated: '2023-08-02' })
    expect(mergePaper(mergePaper(attention, second), attention).abstract).toBe('Second version.')
  })

  test('dates become more precise, never less; a month read off the id gives way to a day of the month before', () => {
    const published = (known: string | null, heard: string | null) =>
      mergePaper({ ...attention, published: known }, { ...attention, published: heard }).published
    expect(published('2017-06', '2017-06-12')).toBe('2017-06-12')
    expect(published('2017-06-12', '2017-06')).toBe('2017-06-12')
    expect(published('2017-06', '2017-05-31')).toBe('2017-05-31')
    expect(published('2017-06-12T17:57:34Z', '2017-06-12')).toBe('2017-06-12T17:57:34Z')
    expect(published(null, '2017')).toBe('2017')
  })

  test('two papers may share a short title', () => {
    const one = identify({ ...attention, arxivId: null, title: 'Editorial', abstract: 'On machines.' })
    const other = identify({ ...attention, title: 'Editorial', abstract: 'On people.' })
    expect(foldPapers([one], [other]).added).toEqual([other])
  })

  test('arXiv ids are believed: two of them are two papers, whatever their titles', () => {
    expect(foldPapers([attention], [{ ...attention, id: '1706.00001', arxivId: '1706.00001' }]).added).toHaveLength(1)
  })
})

describe('links and citation', () => {
  test('only arXiv papers have links, and only http addresses are links', () => {
    expect(paperLinks({ arxivId: 'hep-th/9901001' })?.pdf).toBe('https://arxiv.org/pdf/hep-th/9901001')
    expect(paperLinks({ arxivId: null })).toBeNull()
    expect(safeUrl('javascript:alert(1)')).toBeNull()
    expect(safeUrl('https://github.com/a/b')).toBe('https://github.com/a/b')
  })

  test('BibTeX says what is known and escapes what would break it', () => {
    const entry = bibtex({ ...attention, title: 'R&D at 5% of $\\alpha_1$', authors: ['Hugo Touvron', 'et al.'] })
    expect(entry).toBe(`@misc{touvron2017alpha,
  title = {{R\\&D at 5\\% of $\\alpha_1$}},
  author = {Hugo Touvron and others},
  year = {2017},
  month = jun,
  eprint = {1706.03762},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  url = {https://arxiv.org/abs/1706.03762}
}
`)
    expect(bibtex({ ...attention, authors: [], published: null, categories: [] })).not.toMatch(
      /author|year|primaryClass/,
    )
    expect(titleKeyOf('???')).toBe('???')
  })
})

test.each([
  ['2026-11-20', '2026-11-26', '2026-11-20T00:00:00.000Z'],
  ['2026-11', '2026-11-26', '2026-11-26T00:00:00.000Z'],
  ['2026-11', '2026-10-26', '2026-11-01T00:00:00.000Z'],
  ['2023-07', '2026-11-26', '2023-07-31T23:59:59.999Z'],
  ['2023-12', '2026-11-26', '2023-12-31T23:59:59.999Z'],
  ['2023', '2026-11-26', '2023-01-01T00:00:00.000Z'],
])('a paper of %s that was first seen on %s is new since %s', (published, seen, since) => {
  expect(newSince(published, new Date(seen)).toISOString()).toBe(since)
})
