import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { parseArxiv } from '#lib/sources/arxiv'
import { parseOai } from '#lib/sources/arxiv-oai'
import type { ArxivRecord } from '#lib/sources/arxiv-paper'
import { parseArxivRss } from '#lib/sources/arxiv-rss'
import { decodeText } from '#lib/sources/charset'
import { findOwnWords } from '#lib/sources/own-words'
import { readLimits } from '#lib/sources/rate-limits'
import type { HeardPaper } from '#lib/sources/source'
import { judgeReply } from '#lib/sources/verdict'
import { atomPage, type MadeRecord, oaiPage } from '#tests/support/arxiv-answers'
import { hasHalves } from '#tests/support/mutations'

// Whatever comes in place of an answer: a result or a reason, never a throw, never half a character in what is kept.

const MADE: MadeRecord[] = [
  { id: '2611.00001', comment: 'Code: https://github.com/ada/engine', published: '2026-11-20T10:00:00Z' },
  { id: 'hep-th/9901001', authors: ['A. One', 'B. Two'], categories: ['hep-th'] },
  { id: '2611.00003', deleted: true },
]
const FEED = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs</title>
<item><title>On $x$</title><link>https://arxiv.org/abs/2611.00001</link><guid>oai:arXiv.org:2611.00001v1</guid><category>cs.CL</category>
<description>arXiv:2611.00001v1 Announce Type: new
Abstract: We attend &amp; see.</description><dc:creator>Ada Lovelace, Grace Hopper</dc:creator></item></channel></rss>`

/** An answer with pieces of it cut out, doubled, or replaced by what does not belong there. */
function damaged(real: string): fc.Arbitrary<string> {
  const strange = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '<',
      '>',
      '&',
      '&#0;',
      '&#xD800;',
      '\ud800',
      '\u0000',
      ']]>',
      '<![CDATA[',
      '<!DOCTYPE x>',
      '-1',
      '2611.99999999',
    ),
    fc.constantFrom('', 'x'.repeat(50_000), '9'.repeat(400), '2026-13-45', '&lt;', 'xmlns:a="', '\u202e'),
  )
  const cut = fc.tuple(fc.nat(real.length), fc.nat(60), strange)
  return fc
    .array(cut, { minLength: 1, maxLength: 4 })
    .map(cuts => cuts.reduce((text, [at, length, by]) => text.slice(0, at) + by + text.slice(at + length), real))
}

const noise = fc.uint8Array({ maxLength: 600 }).map(bytes => decodeText(bytes, '') ?? '')

describe('any text at all is a result or a reason to', () => {
  test.each<[name: string, real: string, papersOf: (text: string) => HeardPaper[] | string]>([
    ['parseArxiv', atomPage(MADE), text => orWhy<{ papers: HeardPaper[] }>(parseArxiv(text), ({ papers }) => papers)],
    [
      'parseOai',
      oaiPage(MADE, 'a-token'),
      text => orWhy<{ records: ArxivRecord[] }>(parseOai(text), ({ records }) => records.map(({ paper }) => paper)),
    ],
    [
      'parseArxivRss',
      FEED,
      text =>
        orWhy<{ records: ArxivRecord[] }>(parseArxivRss(text), ({ records }) => records.map(({ paper }) => paper)),
    ],
  ])('%s', (_, real, papersOf) => {
    expect(papersOf(real)).not.toHaveLength(0)
    let read = 0
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: damaged(real) }, noise), text => {
        const found = papersOf(text)
        expect(hasHalves(found)).toBe(false)
        const papers = typeof found === 'string' ? [] : found
        if (typeof found === 'string') expect(found).toMatch(/\w/)
        read += papers.length
        for (const { id, arxivId, title, abstract } of papers) {
          expect([parseArxivId(id)?.id, arxivId]).toEqual([id, id])
          expect(title.length * abstract.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 1000 },
    )
    // Not all of them are refused at the door.
    expect(read).toBeGreaterThan(10)
  })
})

function orWhy<T>(parsed: ({ ok: true } & T) | { ok: false; why: string }, papersOf: (parsed: T) => HeardPaper[]) {
  return parsed.ok ? papersOf(parsed) : parsed.why
}

test('any bytes, headers and status are judged', () => {
  const header = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('0', '-1', '1e9', '99999999999999', 'soon'),
  )
  const names = [
    'retry-after',
    'date',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'location',
    'etag',
    'content-type',
  ]
  const headers = fc.dictionary(fc.constantFrom(...names), header)
  const now = new Date('2026-11-25T06:00:00Z')
  const question = { url: 'https://export.test/api', accept: 'application/atom+xml' }
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      headers,
      fc.integer({ min: 200, max: 599 }),
      (bytes, given, status) => {
        const text = decodeText(bytes, given['content-type'] ?? '') ?? ''
        const { waitMs = 0, resetMs = 0 } = readLimits(given, now)
        expect(Math.min(waitMs, resetMs)).toBeGreaterThanOrEqual(0)
        expect(Math.max(waitMs, resetMs)).toBeLessThanOrEqual(6 * 3_600_000)
        expect(findOwnWords(text)?.length ?? 0).toBeLessThanOrEqual(301)
        const { found } = judgeReply({ kind: 'reply', status, headers: given, text }, question, now)
        expect(found.kind).toMatch(/^(text|unchanged|missing|fault|redirect)$/)
        if (found.kind === 'fault') expect(hasHalves(found)).toBe(false)
      },
    ),
    { numRuns: 2000 },
  )
})
