import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readName } from '#lib/domain/query/name'
import { anyText } from '#tests/support/any-text'

describe('the name of a paper', () => {
  test.each([
    '2401.12345',
    ' 2401.12345v3 ',
    'arXiv:2401.12345',
    'arxiv: 2401.12345v2',
    'arXiv:2401.12345v2 [cs.CV] 3 Jan 2024',
    'arXiv:2401.12345 (cs)',
    '[2401.12345]',
    '<https://arxiv.org/abs/2401.12345>',
    'https://arxiv.org/abs/2401.12345v2',
    'http://www.arxiv.org/pdf/2401.12345.pdf',
    'https://arxiv.org/pdf/2401.12345v1.pdf#page=3',
    'https://arxiv.org/html/2401.12345v1?x=1',
    'arxiv.org/abs/2401.12345',
    'https://export.arxiv.org/abs/2401.12345',
    'https://arxiv.org/format/2401.12345',
    'https://arxiv.org/e-print/2401.12345',
    'https://ar5iv.labs.arxiv.org/html/2401.12345',
    'https://ar5iv.org/abs/2401.12345',
    'https://www.alphaxiv.org/overview/2401.12345v1',
    'https://huggingface.co/papers/2401.12345',
    'https://scirate.com/arxiv/2401.12345',
    'https://www.semanticscholar.org/arXiv:2401.12345',
    '10.48550/arXiv.2401.12345',
    'doi:10.48550/arXiv.2401.12345',
    'https://doi.org/10.48550/arXiv.2401.12345',
    'https://attn.example.org/papers/2401.12345',
    'http://localhost:3000/papers/2401.12345?window=day',
    '/papers/2401.12345',
    '２４０１．１２３４５',
  ])('%s is that of arXiv', text => expect(readName(text)).toEqual({ kind: 'arxiv', id: '2401.12345' }))

  test.each([
    ['https://arxiv.org/abs/hep-th/9901001v2', 'hep-th/9901001'],
    ['https://arxiv.org/pdf/math.GT/0309136', 'math/0309136'],
    ['cs/0501001', 'cs/0501001'],
  ])('%s is an old one', (text, id) => expect(readName(text)).toEqual({ kind: 'arxiv', id }))

  test.each([
    ['https://attn.example.org/papers/t-some-title-abc123', 't-some-title-abc123'],
    ['/papers/T-some-title-abc123/', 't-some-title-abc123'],
    ['https://doi.org/10.1101/2024.01.02.573901', 'doi-10.1101-2024.01.02.573901'],
    ['doi: 10.1101/2024.01.02.573901', 'doi-10.1101-2024.01.02.573901'],
  ])('%s is one of this site', (text, id) => expect(readName(text)).toEqual({ kind: 'local', id }))

  test.each([
    ['as it stands', 'Attention Is All You Need'],
    ['in another case', 'ATTENTION IS ALL YOU NEED'],
    ['with punctuation', 'Attention is all you need.'],
    ['with signs of the query language', 'Attention* is -all | you need:'],
    ['with braces of TeX', '{A}ttention is {All} you need'],
    ['with a hyphen and a line break', 'Attention\nis all-you  need!'],
  ])('may be a title %s', (_, text) =>
    expect(readName(text)).toMatchObject({
      kind: 'title',
      keys: expect.arrayContaining(['attention is all you need']),
    }),
  )

  test('may be a title with accents, or with a quotation in it', () => {
    expect(readName(String.raw`Poincar\'e Embeddings for Élan Learning`)).toMatchObject({
      keys: expect.arrayContaining(['poincare embeddings for elan learning']),
    })
    expect(readName('"Why Should I Trust You?": Explaining "Any" Classifier')?.kind).toBe('title')
  })

  test.each([
    ['a few words', 'vision transformer'],
    ['a title in quotes', '"Attention is all you need"'],
    ['a title in curly quotes', '“Attention is all you need”'],
    ['an id as a filter', 'id:2401.12345'],
    ['an id among words', '2401.12345 attention'],
    ['words of another title', 'title:attention is'],
    ['a month that is none', '2413.12345'],
    ['a listing', 'https://arxiv.org/list/cs.CV/recent'],
    ['an address without an id', 'https://openreview.net/forum?id=abc'],
    ['nothing', ' '],
  ])('%s is none', (_, text) => expect(readName(text)).toBeNull())

  test('is looked for in any text without harm', () => {
    fc.assert(fc.property(anyText, text => void readName(text)))
    expect(readName('x'.repeat(100_000))).toBeNull()
    expect(readName('a.'.repeat(50_000))).toBeNull()
    expect(readName(`https://${'a-'.repeat(50_000)}`)).toBeNull()
  })
})
