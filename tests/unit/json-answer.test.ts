import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HIGHEST_COUNT } from '#lib/domain/rank/signals'
import { observe, parseJsonAnswer, quote } from '#lib/sources/json-answer'

const NOW = new Date('2026-11-25T09:30:00Z')

describe('what a service says', () => {
  it('is observed where it is a count, absent where nothing is said, refused by name where it is neither', () => {
    const said = {
      upvotes: 0,
      comments: null,
      githubStars: undefined,
      citations: HIGHEST_COUNT,
      points: HIGHEST_COUNT + 1,
    }
    expect(observe('1706.03762', NOW, said)).toEqual({
      observations: [
        { arxivId: '1706.03762', observedAt: NOW, signal: 'upvotes', value: 0 },
        { arxivId: '1706.03762', observedAt: NOW, signal: 'citations', value: HIGHEST_COUNT },
      ],
      refused: [{ record: '1706.03762', why: 'points: 2147483648 is no count' }],
    })
  })

  it('is quoted on one short line, without halves of characters and what commands a terminal', () => {
    expect(quote('a\ud800\n\u001b[2Jb')).toBe('"a [2Jb"')
    expect(quote({ a: [1] })).toBe('{"a":[1]}')
    expect(quote(undefined)).toBe('undefined')
    expect(quote('\u{1f600}'.repeat(400)).length).toBeLessThanOrEqual(61)
    expect(quote(`${'x'.repeat(58)}\u{1f600}`).isWellFormed()).toBe(true)
  })

  it('is an answer when it has the shape, else the reason names the field', () => {
    const shape = z.object({ count: z.number({ error: 'it has to be a number' }) }, { error: 'it has to be an object' })
    expect(parseJsonAnswer('{"count":1}', shape)).toEqual({ ok: true, value: { count: 1 } })
    expect(parseJsonAnswer('{"count":"1"}', shape)).toEqual({ ok: false, why: 'count: it has to be a number' })
    expect(parseJsonAnswer('7', shape)).toEqual({ ok: false, why: 'it has to be an object' })
    expect(parseJsonAnswer('', shape)).toEqual({ ok: false, why: 'it is not JSON (it begins with "")' })
  })
})

it('refuses an answer of very many small parts before it fills the memory', () => {
  const why = 'it has more than 2,000,000 values'
  for (const part of ['{},', '[],', '0,', '"",'])
    expect(parseJsonAnswer(`[${part.repeat(2_100_000)}0]`, z.array(z.unknown()))).toEqual({ ok: false, why })
  expect(parseJsonAnswer(`["${'word '.repeat(1_000_000)}"]`, z.array(z.string())).ok).toBe(true)
})
