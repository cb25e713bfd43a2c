import { beforeAll, expect, test } from 'vitest'
import { takePapers } from '#jobs/take-papers'
import { database } from '#lib/db'
import { identify } from '#lib/domain/paper/fold'
import { findNamedPaper } from '#lib/store/named-paper'
import { openTestDatabase } from '#tests/support/database'

const about = (arxivId: string | null, title: string, abstract = 'What it is about.') =>
  identify({ arxivId, title, abstract, authors: [], categories: [], published: null, updated: null, codeUrl: null })

beforeAll(async () => {
  await openTestDatabase()
  const titles = ['Attention Is All You Need', 'A Survey of Many Transformers', 'A Survey of Many Transformers']
  const papers = titles.map((title, i) => about(`1706.0376${2 + i}`, title))
  await takePapers([...papers, about(null, 'Poincaré Embeddings for Élan: a Study')], new Date(0))
  const { script } = await database()
  await script(`INSERT INTO paper_alias VALUES ('t-attention-old', (SELECT pk FROM paper WHERE id = '1706.03762'))`)
})

test.each([
  ['an id', 'arXiv:1706.03762v7'],
  ['an address', 'https://arxiv.org/pdf/1706.03762'],
  ['a former id', '/papers/t-attention-old'],
  ['a title', 'attention is {ALL} you need'],
])('%s leads to the paper', async (_, text) =>
  expect(await findNamedPaper(text)).toEqual({ kind: 'here', id: '1706.03762' }),
)

test('a title leads to a paper that arXiv does not have', async () =>
  expect(await findNamedPaper(String.raw`Poincar\'e embeddings for elan -- a study`)).toMatchObject({
    kind: 'here',
    id: expect.stringMatching(/^t-poincare/),
  }))

test('an id that nobody has here is one of arXiv', async () =>
  expect(await findNamedPaper('https://arxiv.org/abs/2401.12345v2')).toEqual({
    kind: 'elsewhere',
    arxivId: '2401.12345',
  }))

test('a title of several papers leads to none, nor does what is no name', async () => {
  expect(await findNamedPaper('A survey of many transformers')).toBeNull()
  expect(await findNamedPaper('attention')).toBeNull()
  expect(await findNamedPaper('/papers/t-nobody')).toBeNull()
})
