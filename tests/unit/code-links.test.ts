import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCodeUrl, parseRepository } from '#lib/domain/paper/code-links'
import { anyText } from '#tests/support/any-text'

const MAMBA = 'https://github.com/state-spaces/mamba'

describe('the link to the code of a paper', () => {
  it.each([
    ['Code is available at https://github.com/state-spaces/mamba.', MAMBA],
    ['Code: github.com/state-spaces/mamba', MAMBA],
    ['Code (http://www.github.com/state-spaces/mamba).', MAMBA],
    ['HTTPS://GitHub.com/state-spaces/mamba!', MAMBA],
    ['git@github.com:state-spaces/mamba.git', MAMBA],
    ['https://github.com/state-spaces/mamba.git.', MAMBA],
    ['https://github.com/state-spaces/mamba/tree/main/benchmarks#speed', MAMBA],
    ['\\url{https://github.com/state-spaces/mamba}', MAMBA],
    ['\\href{https://github.com/state-spaces/mamba}{this URL}', MAMBA],
    ['{\\tt https://github.com/state-spaces/mamba}', MAMBA],
    ['$\\href{https://github.com/state-spaces/mamba.git}{Mamba}$', MAMBA],
    ['[code](https://github.com/state-spaces/mamba)', MAMBA],
    ['https://github.com/state-spaces/mamba?tab=readme', MAMBA],
    ['is released at https://github.com/state-spaces/mamba.We thank', MAMBA],
    ['https://github.com/a/two\\_words and', 'https://github.com/a/two_words'],
    ['https://github.com/a/two{\\_}words', 'https://github.com/a/two_words'],
    ['https://github.com/rasmus/SMSSVD.jl).', 'https://github.com/rasmus/SMSSVD.jl'],
    ['https://gitlab.com/group/part/project/-/tree/main', 'https://gitlab.com/group/part/project'],
    ['https://gitlab.inria.fr/flow/net.git', 'https://gitlab.inria.fr/flow/net'],
    ['https://bitbucket.org/ada/engine/src/master/', 'https://bitbucket.org/ada/engine'],
    ['https://codeberg.org/ada/engine', 'https://codeberg.org/ada/engine'],
    ['https://huggingface.co/ada/engine-7B/tree/main', 'https://huggingface.co/ada/engine-7B'],
    ['https://hf.co/spaces/ada/demo', 'https://huggingface.co/spaces/ada/demo'],
    ['https://gist.github.com/ada/0123456789abcdef', 'https://gist.github.com/ada/0123456789abcdef'],
  ])('%s', (text, url) => {
    expect(findCodeUrl(text)).toBe(url)
  })

  it.each([
    ['a line break after a slash', 'https://github.com/\nstate-spaces/mamba.'],
    ['a line break before the name', 'https://github.com/state-spaces/\nmamba is ours'],
    ['a line break before a slash', 'https://github.com/state-spaces\n/mamba'],
    ['a line break that became a space', 'https://github.com/ state-spaces/mamba and more'],
    ['a line break within the host', 'https://github. com/state-spaces/mamba'],
    ['a character nobody sees', 'https://github.com/state-\u200bspaces/mam\u00adba'],
  ])('is found with %s', (_, text) => {
    expect(findCodeUrl(text)).toBe(MAMBA)
  })

  it('does not take the next word of a sentence for a name', () => {
    expect(findCodeUrl('Ours is at https://github.com/state-spaces/ and free')).toBeNull()
    expect(findCodeUrl('Ours is at https://github.com/state-spaces/\nand free')).toBeNull()
    expect(findCodeUrl('Ours is at https://github.com/state-spaces. Mamba is free')).toBeNull()
  })

  it.each([
    ['a person or an organisation', 'Code is available at https://github.com/state-spaces'],
    ['a page of the host', 'using https://github.com/features/copilot and https://github.com/topics/nlp'],
    ['a site', 'Project page: https://state-spaces.github.io/mamba/'],
    ['a data set', 'Data: https://huggingface.co/datasets/ada/numbers'],
    ['a page of Hugging Face', 'https://huggingface.co/papers/2312.00752 https://huggingface.co/collections/ada/all-1'],
    ['all gists of a person', 'https://gist.github.com/ada'],
    ['another host', 'https://notgithub.com/ada/engine and https://github.com.example.org/ada/engine'],
    ['what it builds upon', 'Our method is built on top of https://github.com/huggingface/transformers.'],
    ['what it runs on', 'We train with https://github.com/pytorch/pytorch on eight cards.'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(findCodeUrl(text, null)).toBeNull()
  })

  it('is the one that is said to be the code, wherever it stands', () => {
    const theirs = 'We extend PyTorch (https://github.com/pytorch/pytorch) and https://github.com/ada/base.'
    expect(findCodeUrl(`${theirs} Our code is available at https://github.com/ada/engine.`)).toBe(
      'https://github.com/ada/engine',
    )
    expect(findCodeUrl('Data: https://github.com/ada/data. Code: https://github.com/ada/engine')).toBe(
      'https://github.com/ada/engine',
    )
    expect(findCodeUrl('We compare with https://github.com/bob/base.', 'Code released: github.com/ada/engine')).toBe(
      'https://github.com/ada/engine',
    )
  })

  it('is not a foundation that is named first', () => {
    expect(findCodeUrl('It runs on https://github.com/pytorch/pytorch, see https://github.com/ada/engine')).toBe(
      'https://github.com/ada/engine',
    )
  })

  it('is the code rather than the weights when both are named in one breath', () => {
    const text = 'Models are available at https://huggingface.co/ada/engine-7b and https://github.com/ada/engine.'
    expect(findCodeUrl(text)).toBe('https://github.com/ada/engine')
  })

  it('may be a foundation when the paper is about it', () => {
    expect(
      findCodeUrl('Our library is open source, its code is available at https://github.com/huggingface/transformers'),
    ).toBe('https://github.com/huggingface/transformers')
  })

  it('is an https address without anything behind it, or nothing, whatever the text', () => {
    const pieces = fc.constantFrom(
      'github.com/',
      'https://',
      'a/b',
      '-',
      '/',
      '.',
      ' ',
      '\n',
      '\\',
      'x',
      'gitlab.a',
      'hf.co/',
      '{',
      '}',
    )
    const text = fc.oneof(
      anyText,
      fc.array(pieces, { maxLength: 60 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(text, text, (one, other) => {
        const url = findCodeUrl(one, other)
        if (url !== null) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\/[\w./-]+$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes no longer the longer it looks like an address', () => {
    const start = performance.now()
    for (const piece of ['github.com/', 'https://github.com/a', 'github.com/a/\n', 'a-', 'gitlab.a.', '/'])
      findCodeUrl(piece.repeat(200_000))
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('parseRepository', () => {
  it.each([
    ['https://github.com/state-spaces/mamba', 'state-spaces', 'mamba'],
    ['http://www.github.com/state-spaces/mamba.git', 'state-spaces', 'mamba'],
    [' github.com/state-spaces/mamba/blob/main/README.md ', 'state-spaces', 'mamba'],
  ])('reads %s', (url, owner, name) => {
    expect(parseRepository(url)).toEqual({ owner, name })
  })

  it.each([
    '',
    'mamba',
    'https://github.com/state-spaces',
    'https://gitlab.com/a/b',
    'https://gist.github.com/a/abcdef0',
    'see https://github.com/a/b',
    'https://github.com/a/..',
  ])('reads no repository in %s', url => {
    expect(parseRepository(url)).toBeNull()
  })
})
