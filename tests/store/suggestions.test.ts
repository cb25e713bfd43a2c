import { beforeAll, describe, expect, test } from 'vitest'
import { loadBundledListing } from '#jobs/bundled-listing'
import { takePapers } from '#jobs/take-papers'
import { identify } from '#lib/domain/paper/fold'
import { findSuggestions, type Suggestion } from '#lib/store/suggestions'
import { openTestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T12:00:00Z')
const of = <K extends Suggestion['kind']>(kind: K, found: Suggestion[]) =>
  found.filter((one): one is Extract<Suggestion, { kind: K }> => one.kind === kind)

const paper = (title: string, authors: string[]) =>
  identify({
    arxivId: null,
    title,
    abstract: 'About quokkas.',
    authors,
    categories: [],
    published: null,
    updated: null,
    codeUrl: null,
  })

beforeAll(async () => {
  await openTestDatabase()
  await loadBundledListing(NOW)
  await takePapers(
    [
      paper('Attention Is All You Need', ['Ashish Vaswani', 'Łukasz Kaiser']),
      paper('All You Need Is Less Attention', ['Ashish Vaswani']),
      paper('The "Quoted" Élan of Generative Models', ['José Müller', 'Ashishka Vas']),
    ],
    NOW,
  )
})

describe('suggestions', () => {
  test('are papers whose titles begin so, then those that have the words', async () => {
    const titles = of('paper', await findSuggestions('Attention is a', 8)).map(({ title }) => title)
    expect(titles[0]).toBe('Attention Is All You Need')
    expect(of('paper', await findSuggestions('need is att', 8)).map(({ title }) => title)).toContain(
      'All You Need Is Less Attention',
    )
  })

  test.each(['attenti', 'attentio', 'attention', 'elan of generati', 'elan of gener'])(
    'find %s, though the index knows stems',
    async text => {
      const found = of('paper', await findSuggestions(text, 20))
      expect(found.length).toBeGreaterThan(0)
      expect(found.every(({ title }) => new RegExp(text.split(' ').at(-1)!, 'i').test(title))).toBe(true)
    },
  )

  test('are topics by the beginnings of their names, with how many papers carry them', async () => {
    const [first] = of('topic', await findSuggestions('image seg', 8))
    expect(first).toMatchObject({ slug: 'image-segmentation', name: 'Image Segmentation' })
    expect(first!.count).toBeGreaterThan(3)
    expect(of('topic', await findSuggestions('se im', 8))).toEqual([])
  })

  test('are authors with how many papers they wrote, whatever the accents', async () => {
    expect(of('author', await findSuggestions('ashish', 8))).toEqual([
      { kind: 'author', name: 'Ashish Vaswani', count: 2 },
      { kind: 'author', name: 'Ashishka Vas', count: 1 },
    ])
    expect(of('author', await findSuggestions('vaswani a', 8)).map(({ name }) => name)).toEqual(['Ashish Vaswani'])
    expect(of('author', await findSuggestions('jose mul', 8))).toEqual([
      { kind: 'author', name: 'José Müller', count: 1 },
    ])
  })

  test('take a word of three letters for a whole word, and for the beginning of a title', async () => {
    const titles = of('paper', await findSuggestions('att', 8)).map(({ title }) => title)
    expect(titles).toContain('Attention Is All You Need')
    expect(titles).not.toContain('All You Need Is Less Attention')
    expect(of('author', await findSuggestions('vas', 8)).map(({ name }) => name)).toEqual(['Ashishka Vas'])
  })

  test('are as many as asked for at most', async () => {
    expect(await findSuggestions('trans', 5)).toHaveLength(5)
    expect(await findSuggestions('trans', 1)).toHaveLength(1)
  })

  test.each([
    ...[
      '',
      ' ',
      'a',
      '"',
      '💥',
      '\u0000',
      '-mamba',
      'title:att',
      'a | b',
      'topic:video',
      '"attention is',
      'x'.repeat(5000),
    ],
    ...['quoted" el*', 'NEAR(a b', "'; DROP TABLE paper; --", 'zebra zebra', '\u2067محول', '%_%'],
  ])('are none for what begins nothing: %.30s', async text => expect(await findSuggestions(text, 8)).toEqual([]))
})
