import { describe, expect, it } from 'vitest'
import { sayInPublic } from '#jobs/public-words'
import { SourceError } from '#lib/sources/source'
import { SETTINGS } from '#tests/support/asking'

describe('what stands on /status of an error', () => {
  const settings = { ...SETTINGS, GITHUB_TOKEN: 'ghp_word', OPENALEX_API_KEY: 'key-of-ours' }
  it.each<[name: string, error: unknown, says: string]>([
    [
      'a service’s own words, word for word',
      new SourceError('refused', 'api.test answered 400 (see /help/api/errors at https://api.test/help).'),
      'api.test answered 400 (see /help/api/errors at https://api.test/help).',
    ],
    [
      'no key of ours that a service repeats',
      new SourceError('refused', 'api.test answered 401 (Bearer ghp_word and key-of-ours are bad).'),
      'api.test answered 401 (Bearer … and … are bad).',
    ],
    [
      'no password in an address',
      new Error('connect https://ada:secret@db.test/x failed'),
      'connect https://[login]@db.test/x failed',
    ],
    [
      'no place on this machine',
      new Error("ENOENT: no such file or directory, open '/srv/attn/.data/attn.db'"),
      "ENOENT: no such file or directory, open '[path]'",
    ],
    ['no place of a file address', new Error('cannot open file:///srv/ada/attn.db'), 'cannot open [path]'],
    ['one line', new Error('one\n  two'), 'one two'],
  ])('is %s', (_, error, says) => {
    expect(sayInPublic(error, settings)).toBe(says)
  })
})
