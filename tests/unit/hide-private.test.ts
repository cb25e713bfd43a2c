import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidePrivate } from '#lib/domain/status/hide-private'
import { parseAddress } from '#lib/domain/subscription/address'
import { anyText } from '../support/any-text.ts'

describe('hidePrivate', () => {
  it.each([
    [
      'Sent ada@example.org a digest in their topics, not recorded.',
      'Sent [address] a digest in their topics, not recorded.',
    ],
    ['550 5.1.1 <ada+papers@mail.example.org>: no such user', '550 5.1.1 <[address]>: no such user'],
    [`Could not send to o'hara@example.org (failed): 550`, 'Could not send to [address] (failed): 550'],
    [`'ada@localhost' and "ada lovelace"@example.org, ädä@bücher.example.`, `'[address]' and [address], [address].`],
    ['ada@[192.0.2.1] ADA@EXAMPLE.ORG ada=example.org@lists.example', '[address] [address] [address]'],
    ['see https://example.org/u?email=ada%40example.org&x=1', 'see https://example.org/u?[address]&x=1'],
  ])('hides the address in %s', (text, shown) => {
    expect(hidePrivate(text)).toBe(shown)
  })
  it.each([
    [
      'Invalid `prisma.letter.findMany()` invocation in /srv/attn/lib/store/letters.ts:43:38 40 const due',
      'Invalid `prisma.letter.findMany()` invocation in [path]:43:38 40 const due',
    ],
    [
      `ENOENT: no such file or directory, open '/srv/ada lovelace/attn.db'`,
      `ENOENT: no such file or directory, open '[path]'`,
    ],
    ['DATA_DIR (/srv/ada lovelace/data) is full', 'DATA_DIR ([path]) is full'],
    ['file:///srv/attn/attn.db: locked; file:/tmp/x.db too', '[path]: locked; [path] too'],
    [String.raw`C:\Users\ada\attn.db, "D:\my data\x" and \\server\share`, '[path], "[path]" and [path]'],
    ['/srv/papers.jsonl:3: title: is missing', '[path]:3: title: is missing'],
    ['open:/srv/x @prisma/client /srv/node_modules/@prisma/client', 'open:[path] @prisma/client [path]'],
  ])('hides the path in %s', (text, shown) => {
    expect(hidePrivate(text)).toBe(shown)
  })
  it.each([
    ['smtp://ada:pa%23ss@mail.example.org:587/?pool=1', 'smtp://[login]@mail.example.org:587/?pool=1'],
    ['"smtps://ada@example.org:p@/ss#w@mail.example.org" is no URL', '"smtps://[login]@mail.example.org" is no URL'],
    [
      'libsql://attn.example.org?authToken=ey.J0.x&tls=1: 401',
      'libsql://attn.example.org?authToken=[login]&tls=1: 401',
    ],
  ])('hides the login in %s', (text, shown) => {
    expect(hidePrivate(text)).toBe(shown)
  })
  it.each([
    'Sent 12 digests, 3 to be tried again.',
    'Ranked 14205 papers over 3 windows.',
    'Took 3 new papers, 1 changed, 0 known; refused 2 lines.',
    'connect ECONNREFUSED 127.0.0.1:587',
    '450 4.7.1 try again later, see https://mail.example.org/help/4.7.1?why=rate#now',
    'either/or, 24/7, km/h, 3 / 4, a < b, ./data/attn.db, ~/x, ../y',
    'vitest@4.1.12 needs Node 20.19 @ home',
    "can't open it: don't know why",
  ])('leaves %s as it is', text => {
    expect(hidePrivate(text)).toBe(text)
  })
  it('lets no address through, wherever it stands', () => {
    const address = fc
      .tuple(fc.stringMatching(/^[A-Za-z0-9!#$%&'*+=?^_`{|}~.-]{1,20}$/), fc.domain())
      .map(parts => parts.join('@'))
      .filter(text => parseAddress(text).ok)
    fc.assert(
      fc.property(anyText, address, fc.constantFrom(' ', '<', "'", '"', ': ', '(', '=', ','), (text, ada, before) => {
        expect(hidePrivate(`${text}${before}${ada} ${text}`)).not.toContain(ada)
      }),
    )
  })
  it('does nothing more the second time, and takes any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, fc.constantFrom('/', '@', 'a:', '://', 'ada', '"', "'", '(', ')', ' ', '.'))),
        parts => {
          const once = hidePrivate(parts.join(''))
          expect(hidePrivate(once)).toBe(once)
        },
      ),
    )
  })
  it('is quick with a very long text', () => {
    const began = performance.now()
    for (const piece of ['a', 'a.', '/', 'a@', '"', 'a://', "'/", '(/']) hidePrivate(piece.repeat(50_000))
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
