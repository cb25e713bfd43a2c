import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOfUrl, urlOfFile } from '#lib/database-file'
import { parseEnv } from '#lib/env'

describe('settings', () => {
  it('are complete without a single variable, and an empty one is none', () => {
    const { SITE_URL, DATA_DIR, DATABASE_URL, SECRET } = parseEnv({ SECRET: '', PORT: '' })
    expect({ SITE_URL, SECRET }).toEqual({ SITE_URL: 'http://localhost:3000', SECRET: undefined })
    expect(fileOfUrl(DATABASE_URL)).toBe(`${DATA_DIR}/attn.db`)
  })

  it('can be handed down: read again, they are the same', () => {
    const settings = parseEnv({ PORT: '4000', DATA_DIR: './a b#%/\u00fc', SECRET: `$x "y' z is long enough` })
    expect(parseEnv(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })

  it.each([
    'https://papers.example.org/?a=b',
    'https://papers.example.org/#top',
    'https://papers.example.org?',
    'https://me:secret@papers.example.org',
    'https://papers.example.org/attn',
    'ftp://papers.example.org',
    'papers.example.org',
  ])('refuse SITE_URL=%s with one sentence that does not repeat it', SITE_URL => {
    expect(() => parseEnv({ SITE_URL })).toThrow(/^SITE_URL must be an [^\n]*Change it or leave it out\.$/)
    expect(() => parseEnv({ SITE_URL })).not.toThrow(/secret/)
  })

  it.each([
    ['https://papers.example.org///', 'https://papers.example.org'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://B\u00fccher.example:8443/', 'https://B\u00fccher.example:8443'],
  ])('take SITE_URL=%s', (given, understood) => {
    expect(parseEnv({ SITE_URL: given }).SITE_URL).toBe(understood)
  })

  it.each(['file:', 'file:a#b.db', 'file:a?b.db', 'file:a%b.db'])('refuse DATABASE_URL=%s', DATABASE_URL => {
    expect(() => parseEnv({ DATABASE_URL })).toThrow(/^DATABASE_URL must name a file, with %23 for #/)
  })

  it('name the database of any DATA_DIR by a URL that leads back to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), name => {
        expect(fileOfUrl(urlOfFile(`/data/${name}`))).toBe(`/data/${name}`)
      }),
    )
  })
})
