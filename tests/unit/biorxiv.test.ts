import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperWords } from '#emails/digest-words'
import { jsonFeed } from '#lib/domain/feed/json-feed'
import { bibtex } from '#lib/domain/paper/bibtex'
import { doiIdOf, readDoiId } from '#lib/domain/paper/identity'
import { doiLink, paperLinks } from '#lib/domain/paper/links'
import { biorxiv, parseBiorxiv } from '#lib/sources/biorxiv'
import { parsePaperRecord } from '#lib/sources/paper-record'
import { SourceError } from '#lib/sources/source'
import { readFixture } from '../support/fixtures.ts'
import { anyAnswer, hasHalves } from '../support/mutations.ts'
import { collect, makeVisit, SETTINGS } from '../support/visits.ts'

const DETAILS = readFixture('signals/biorxiv-details.json')
const NONE = '{"messages":[{"status":"no posts found"}],"collection":[]}'
const settings = { ...SETTINGS, BIORXIV_URL: 'https://biorxiv.test' }
const papersIn = (text: string) => {
  const parsed = parseBiorxiv(text)
  if (!parsed.ok) throw new Error(parsed.why)
  return parsed.papers
}

describe('parseBiorxiv', () => {
  it('reads the papers about transformers, and no attention of mice', () => {
    expect(parseBiorxiv(DETAILS)).toMatchObject({ ok: true, refused: [], records: 3, total: 3 })
    expect(papersIn(DETAILS)).toEqual([
      {
        id: 'doi-10.64898-2026.11.17.730001',
        arxivId: null,
        title: 'A protein language model that reads E. coli',
        abstract: 'We train a transformer on genomes. It reads them.',
        authors: ['A. Lovelace', 'G. B. van der Hopper', 'A. M. Turing'],
        categories: [],
        published: '2026-11-18',
        updated: null,
        codeUrl: null,
      },
      expect.objectContaining({ id: 'doi-10.1101-2024.01.16.575895', published: null, updated: '2026-11-19' }),
    ])
  })

  it('gives papers that lead home', () => {
    const [paper] = papersIn(DETAILS)
    expect(paperLinks(paper!)).toBeNull()
    expect(doiLink(paper!)).toBe('https://doi.org/10.64898/2026.11.17.730001')
    expect(bibtex(paper!)).toContain('  doi = {10.64898/2026.11.17.730001}')
    const shown = {
      ...paper!,
      pk: 1,
      topics: [],
      score: 0,
      because: [],
      matched: [],
      searches: [],
      trending: '',
      movement: null,
      day: null,
    }
    expect(paperWords(shown, 'https://attn.test', 0).links).toEqual([{ name: 'DOI', url: doiLink(paper!) }])
    const place = { site: '', title: '', description: '', home: '', self: '', window: 'week' as const }
    expect(jsonFeed({ ...place, items: [shown] }).items[0]).toMatchObject({ external_url: doiLink(paper!) })
    // What is exported comes back as it was.
    expect(parsePaperRecord(JSON.parse(JSON.stringify(paper)))).toEqual({ paper })
  })

  it('takes an empty answer for one, and what is wrong for what it is', () => {
    expect(parseBiorxiv(NONE)).toEqual({ ok: true, papers: [], refused: [], records: 0, total: 0 })
    expect(parseBiorxiv('{"messages":[{"status":"database down"}],"collection":[]}')).toEqual({
      ok: false,
      why: 'it says "database down"',
    })
    const broken = JSON.parse(DETAILS)
    broken.collection[0].doi = 'x y'
    broken.collection[1].title = 7
    broken.collection[2].date = 'soon\ud800\u001b'
    expect(parseBiorxiv(JSON.stringify(broken))).toMatchObject({
      papers: [],
      refused: [
        { record: 'record 1', why: '"x y" is no DOI of theirs' },
        { record: 'record 2', why: 'it lacks a field' },
        { record: '"10.1101/2024.01.16.575895"', why: 'updated: "soon\ufffd·" is no date (2024-06-30 is one)' },
      ],
    })
  })

  it('never throws, and keeps no half of a character, whatever comes', () => {
    fc.assert(
      fc.property(anyAnswer(DETAILS), text => {
        expect(hasHalves(parseBiorxiv(text))).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a visit at bioRxiv', () => {
  const path = ({ url }: { url: string }) => new URL(url).pathname
  const page = (total: number) =>
    JSON.stringify({ ...JSON.parse(DETAILS), messages: [{ status: 'ok', total: String(total) }] })

  it('turns pages by what was on them, goes on where it was cut off, and then with the days since', async () => {
    const broken = makeVisit(url => (url.includes('/6/') ? new SourceError('away', 'No answer.') : page(8)), {
      settings,
    })
    const first = await collect(biorxiv.fetch(broken.visit))
    expect(broken.questions.map(path)).toEqual([0, 3, 6].map(at => `/details/biorxiv/2026-11-18/2026-11-25/${at}/json`))
    expect(first.batches.map(({ done }) => done!.steps)).toEqual([3, 6])
    const now = new Date('2026-11-26T01:00:00Z')
    const next = makeVisit(() => page(8), { settings, now, cursor: first.batches.at(-1)!.cursor })
    const second = await collect(biorxiv.fetch(next.visit))
    expect(next.questions.map(path)).toEqual(['/details/biorxiv/2026-11-18/2026-11-25/6/json'])
    const last = makeVisit(() => NONE, { settings, now, cursor: second.batches.at(-1)!.cursor })
    await collect(biorxiv.fetch(last.visit))
    expect(last.questions.map(path)).toEqual(['/details/biorxiv/2026-11-23/2026-11-26/0/json'])
  })

  it('goes through the days of a range', async () => {
    const range = { from: '2026-01-01', until: '2026-01-31' }
    const { visit, questions } = makeVisit(() => NONE, { settings, range })
    expect((await collect(biorxiv.fetch(visit))).batches).toHaveLength(1)
    expect(questions.map(path)).toEqual(['/details/biorxiv/2026-01-01/2026-01-31/0/json'])
  })
})

describe('an id made of a DOI', () => {
  it('can be read again', () => {
    expect(readDoiId(doiIdOf('10.1101/2024.01.16.575895')!)).toBe('10.1101/2024.01.16.575895')
    expect(doiIdOf('10.64898/ABC')).toBe('doi-10.64898-abc')
  })

  it('is not made of what could not be read again, or leads elsewhere', () => {
    for (const doi of ['', '10.1/x', '10.1000/a/b', '10.1000/a b', '10.1002/(sici)1', 'https://doi.org/10.1101/1'])
      expect(doiIdOf(doi)).toBeNull()
    for (const id of ['1706.03762', 't-attention-1a', 'doi-10.1000-a/b', 'doi-x']) expect(readDoiId(id)).toBeNull()
  })
})
