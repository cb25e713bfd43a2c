import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatText } from '#lib/domain/query/format'
import { MAX_LENGTH, MAX_ROWS, MAX_TERMS } from '#lib/domain/query/kept'
import { MAX_CHARACTERS, parseText } from '#lib/domain/query/parse'
import { fold, straighten } from '#lib/domain/query/plain-text'
import { topicName } from '#lib/domain/topics/taxonomy'
import { parseListing } from '#lib/sources/listing'
import { anyText } from '#tests/support/any-text'

/** What was understood, in the language itself, and what was ignored. */
const read = (text: string) => {
  const { clauses, filters, ignored } = parseText(text)
  return [formatText(clauses, filters), ignored.map(({ value }) => value)]
}

describe('the query language', () => {
  test.each([
    ['words', 'Swin  Transformer', 'swin transformer'],
    ['a phrase', '"masked image modeling"', '"masked image modeling"'],
    ['a phrase with punctuation', '"Masked, image: modeling!"', '"masked image modeling"'],
    ['a phrase of one word', '"mamba"', 'mamba'],
    ['an open quote', 'a "masked image', 'a "masked image"'],
    ['a quote that closes nothing', 'a 12" screen', 'a 12 screen'],
    ['a prefix', 'transform*', 'transform*'],
    ['a prefix in brackets', '(transform*)', 'transform*'],
    ['without', '-mamba –"state space"', '-mamba -"state space"'],
    ['either', 'vision | language|audio', 'vision | language | audio'],
    ['several bars', 'vision || language', 'vision | language'],
    ['either twice, with a word of its own before', 'a b a | c', 'a b a | c'],
    ['without any of several', '-vision | language', '-vision | language'],
    ['a field', 'title:attention author:"Ashish Vaswani"', 'title:attention author:"ashish vaswani"'],
    [
      'fields as arXiv names them',
      'ti:attention au:vaswani abs:recurrent all:deep',
      'title:attention author:vaswani abstract:recurrent deep',
    ],
    ['a field with a space', 'author: hinton  title: "deep learning"', 'author:hinton title:"deep learning"'],
    [
      'a topic by slug and by name',
      'topic:speech-recognition -topic:"Medicine & Health"',
      'topic:speech-recognition -topic:medical',
    ],
    ['a filter with a space', 'topic: medical year: 2023', 'topic:medical year:2023'],
    ['a category in any case', 'cat:CS.cv -category:Stat.ML', 'cat:cs.CV -cat:stat.ML'],
    ['code', 'has:code -HAS:Code', 'has:code -has:code'],
    ['an id in any spelling', 'id:arXiv:2401.12345v2', 'id:2401.12345'],
    ['dates', 'after:2024-06 -before:2025', 'after:2024-06 after:2025'],
    ['a year', 'year:2023', 'year:2023'],
    ['a filter twice', 'mamba topic:video topic:video', 'mamba topic:video'],
    ['a word twice, which says how much it matters', 'mamba MAMBA', 'mamba mamba'],
    ['an exclusion twice', 'vision -mamba -MAMBA', 'vision -mamba'],
    ['OR and NOT as others write them', 'vision OR language NOT mamba', 'vision | language -mamba'],
    ['the same in lower case, which are words', 'to be or not to be', 'to be or not to be'],
    [
      'a heading in capitals',
      'WHY NOT TRANSFORMERS OR CONVOLUTIONS FOR ALL',
      'why not transformers or convolutions for all',
    ],
  ])('%s', (_, text, understood) => expect(read(text)).toEqual([understood, []]))

  test.each([
    ['curly quotes', '“masked image” „state space“ «self training»', '"masked image" "state space" "self training"'],
    ['TeX quotes', "``masked image''", '"masked image"'],
    [
      'full-width forms',
      'title：attention －mamba ｖｉｓｉｏｎ｜language ＂a b＂',
      'title:attention -mamba vision | language "a b"',
    ],
    ['ligatures and soft hyphens of a PDF', 'e\ufb03cient trans\u00adformers', 'efficient transformers'],
    ['other hyphens', 'self‐attention self‑attention', 'self-attention self-attention'],
    ['marks of direction', '\u2067transformer\u2069 \u200fمحول', 'transformer محول'],
    ['a letter of which only the small one is composed', 'J\u030cana', '\u01f0ana'],
    ['a letter composed or not', 'e\u0301lan \u00e9lan', 'élan élan'],
    ['accents of TeX', String.raw`Poincar\'e Schr{\"o}dinger {\O}rsted`, 'poincaré schrödinger ørsted'],
    ['braces of a bibliography', '{BERT}: {P}re-training', 'bert pre-training'],
    ['formulas', String.raw`$\alpha$-divergence in $O(n^2)$`, 'alpha divergence in o n 2'],
    ['commands', String.raw`\textbf{BERT}`, 'textbf bert'],
    [
      'a title with a colon',
      'BERT: Pre-training of Deep Bidirectional Transformers',
      'bert pre-training of deep bidirectional transformers',
    ],
    [
      'a title that begins like a filter',
      'Topic: a new view. After: thought. Cat: or dog',
      'topic a new view after thought cat or dog',
    ],
    [
      'a title with a quotation',
      '"Why Should I Trust You?": Explaining Classifiers',
      '"why should i trust you" explaining classifiers',
    ],
    ['apostrophes', "BERT’s don't", "bert's don't"],
    ['hyphens', 'state-of-the-art GPT-3.5', 'state-of-the-art gpt-3.5'],
    ['dashes between words', 'vision—a survey; image–text – and more', 'vision a survey image-text and more'],
    ['dashes that stand alone', 'Vision - a survey -- of all --and more', 'vision a survey of all and more'],
    ['words that touch', 'vision/language CNN,RNN C++ <script>', 'vision language cnn rnn c script'],
    ['words that touch, where one has room', '-vision/language a/b | c', '-"vision language" "a b" | c'],
    ['an address', 'https://github.com/openai/gpt-2', 'https github com openai gpt-2'],
    [
      'a question',
      'What is the difference between LSTMs & Transformers?',
      'what is the difference between lstms transformers',
    ],
    ['brackets', '(vision OR language) [transformer', 'vision | language transformer'],
    ['SQL', "'; DROP TABLE paper; --x", 'drop table paper x'],
    ['syntax of FTS5', '^b NEAR(a b, 5) + {c d}', 'b near a b 5 c d'],
  ])('reads %s as typed or pasted', (_, text, understood) => expect(read(text)).toEqual([understood, []]))

  test.each([
    ['an unknown field', 'foo:bar', 'foo bar', ['foo:bar']],
    ['an unknown field, excluded', '-foo:bar', '-"foo bar"', ['-foo:bar']],
    ['an unknown topic', 'topic:nonsense x', 'x', ['topic:nonsense']],
    ['a date that is none', 'after:2024-13', '', ['after:2024-13']],
    ['a field without value', 'x title:', 'x', ['title:']],
    ['a filter without value', 'x year: | y', 'x | y', ['year:']],
    ['operators alone', '| - -- "" |', '', ['|', '-', '--', '""']],
    ['a bar at the end', 'a |', 'a', ['|']],
    ['AND', 'a AND b', 'a b', ['AND']],
    ['words of operators alone', 'NOT', '', ['NOT']],
    ['OR at the ends', 'OR a OR', 'a', ['OR', 'OR']],
    ['NOT twice', 'NOT NOT a', '-a', ['NOT']],
    ['a filter as alternative', 'a | topic:video', 'a topic:video', ['|']],
    ['an excluded alternative', 'a | -b', 'a | b', ['-']],
    ['brackets after a minus', '-(a b)', '-a b', ['( )']],
    ['brackets after a field', 'title:(a b)', 'title:a b', ['( )']],
    ['brackets beside a bar', '(a b) | (c d)', 'a b | c d', ['( )']],
    ['a star within a word', 'trans*mer', 'trans mer', ['trans*mer']],
    ['a star after a phrase', '"masked image"*', '"masked image"', ['*']],
    ['a star after one letter', 'A* search', 'a search', ['A*']],
    ['a dash at an end', '- a -', 'a', ['-']],
    ['a star alone', '* a', 'a', ['*']],
    ['emoji', '💥 transformer', 'transformer', ['💥']],
    ['has: of something else', 'has:video', '', ['has:video']],
    ['control characters', 'a\u0000b', 'a b', ['control characters']],
  ])('%s is named', (_, text, understood, ignored) => expect(read(text)).toEqual([understood, ignored]))
})

test('every title of the listing is words, all of them, and so is its first sentence as a question', () => {
  const listing = parseListing(readFileSync(new URL('../../prisma/listing/papers.txt', import.meta.url), 'utf8'))
  expect(listing.entries.length).toBeGreaterThan(100)
  for (const { title, abstract } of listing.entries) {
    for (const text of [title, `${abstract.split('. ')[0]}?`]) {
      const { clauses, filters, ignored } = parseText(text)
      expect([filters, ignored], text).toEqual([[], []])
      expect(clauses.every(({ not, any }) => !not && any.length === 1 && any[0]?.field === 'any')).toBe(true)
      expect(lostOf(text, formatText(clauses, [])), text).toEqual([])
    }
  }
})

describe('a long query', () => {
  const words = (count: number, length = 1) =>
    Array.from({ length: count }, (_, i) => `w${i}`.padEnd(length, 'x')).join(' ')

  test('of a whole title, or a question of sixty words, is read whole', () => {
    const title = words(60, 4).slice(0, 300)
    expect(read(title)).toEqual([title, []])
    expect(read(words(60, 8))).toEqual([words(60, 8), []])
  })

  test('is read as far as an answer gets better by it, and the rest is named', () => {
    const { clauses, ignored } = parseText(words(500))
    expect(clauses).toHaveLength(MAX_TERMS)
    expect(ignored.map(({ value }) => value)).toEqual([words(500).split(' ').slice(MAX_TERMS).join(' ')])
    expect(read('attention '.repeat(1000))).toEqual([
      'attention '.repeat(9).trim(),
      [expect.stringMatching(/^attention/)],
    ])
    expect(parseText(words(5000)).ignored[0]?.why).toContain(String(MAX_CHARACTERS))
  })

  test.each([
    ['phrases', (i: number) => `"of w${i}"`],
    ['words with a hyphen', (i: number) => `of-w${i}`],
  ])('has as many %s as can be looked for while others wait', (_, rowOf) => {
    const rows = Array.from({ length: 60 }, (_, i) => rowOf(i))
    const { clauses, ignored } = parseText(`${rows.join(' ')} ${rows[0]} last`)
    expect(clauses).toHaveLength(MAX_ROWS + 2)
    expect(ignored.map(({ value }) => value)).toEqual([rows.slice(MAX_ROWS).join(' ')])
  })

  test('keeps its filters, also after more words than have room', () => {
    expect(parseText(`${words(400)} topic:video`).filters).toEqual([{ kind: 'topic', value: 'video', not: false }])
  })

  test('of one endless word or phrase is named', () => {
    expect(parseText('x'.repeat(5000))).toMatchObject({ clauses: [], ignored: [{ value: 'x'.repeat(5000) }] })
    expect(parseText(`"${'x y '.repeat(1100)}`)).toMatchObject({ clauses: [], ignored: [{}] })
  })
})

describe('any text', () => {
  const FIELDS = [
    'title:',
    'author:',
    'abs:',
    'topic:',
    'cat:',
    'has:',
    'id:',
    'after:',
    'before:',
    'year:',
    'foo:',
    'all:',
  ]
  const VALUES = [
    'video',
    '"Medicine & Health"',
    'cs.CV',
    'code',
    '2401.12345',
    '2024-06',
    '2023',
    'mamba',
    'w1',
    'w2',
    'w3',
  ]
  const SIGNS = [
    '"',
    '-',
    '|',
    ':',
    '*',
    ' ',
    ' ',
    '(',
    ')',
    '“',
    '”',
    '｜',
    '：',
    '–',
    '—',
    "'",
    '’',
    '\\',
    '{',
    '}',
    '$',
    '.',
    '/',
  ]
  const KEYWORDS = [' OR ', ' AND ', ' NOT ', ' or ', ' not ', 'NEAR(', '^b', "'; --", '\\"o', "\\'e", '\\textbf{']
  const STRANGE = [
    'é',
    'İ',
    'ß',
    'ﬁ',
    'Σ',
    'J\u030c',
    '\u0301',
    '\u0000',
    '\u00ad',
    '\u200d',
    '\ufe0f',
    '\ud800',
    '💥',
    'محول',
    '注意',
    'ﷺ',
    '1️⃣',
  ]
  const ofTheLanguage = fc
    .array(fc.constantFrom(...FIELDS, ...VALUES, ...SIGNS, ...KEYWORDS, ...STRANGE), { maxLength: 30 })
    .map(parts => parts.join(''))
  const typed = fc.oneof({ weight: 4, arbitrary: ofTheLanguage }, fc.string({ unit: 'binary' }), anyText)

  test('is read, and what was understood reads the same again', () => {
    fc.assert(
      fc.property(typed, text => {
        const { clauses, filters } = parseText(text)
        expect(parseText(formatText(clauses, filters))).toEqual({ clauses, filters, ignored: [] })
      }),
      { numRuns: 1500 },
    )
  })

  test('also where it is far too long', () => {
    fc.assert(
      fc.property(fc.array(typed, { minLength: 100, maxLength: 300 }), texts => {
        const { clauses, filters } = parseText(texts.join(' '))
        const formatted = formatText(clauses, filters)
        expect(formatted.length).toBeLessThanOrEqual(MAX_LENGTH)
        expect(parseText(formatted)).toEqual({ clauses, filters, ignored: [] })
      }),
      { numRuns: 30 },
    )
  })

  test('loses no word: each is in the query, or among what was ignored', () => {
    fc.assert(
      fc.property(typed, text => {
        const plain = straighten(text)
        // What TeX writes a letter with is not lost when that letter is there.
        expect(lostOf(text.replace(/\\([oOlLij]|ss|ae|oe|aa)/g, ' '), plain)).toEqual([])
        const { clauses, filters, ignored } = parseText(text)
        const names = /(title|author|abs|all|topic|cat|has|id|after|before|year):/gi
        const left = plain.replace(/(^|\s)(OR|NOT|ANDNOT)(?=\s|$)/g, ' ').replace(names, ' ')
        const topics = filters.flatMap(filter => (filter.kind === 'topic' ? [topicName(filter.value)] : []))
        const answered = [formatText(clauses, filters), ...topics, ...ignored.map(({ value }) => value)]
        expect(lostOf(left, answered.join(' '))).toEqual([])
      }),
      { numRuns: 1500 },
    )
  })

  test('folded twice is as folded once, whatever the character', () => {
    const wrong: string[] = []
    for (let code = 0; code < 0x110000; code++) {
      const once = fold(`a${String.fromCodePoint(code)}b`)
      if (fold(once) !== once) wrong.push(code.toString(16))
    }
    expect(wrong).toEqual([])
  })
})

/** Which runs of letters and digits of a text are nowhere in another. */
function lostOf(text: string, other: string): string[] {
  const there = lettersOf(other)
  return lettersOf(text).filter(run => !there.some(one => one.includes(run)))
}

/** The runs of letters and digits in a text, however they are written. */
function lettersOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
    .toLowerCase()
  // The last sigma of a word is written differently, and which one is the last depends on what stands around it.
  return (
    plain
      .replaceAll('ς', 'σ')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
