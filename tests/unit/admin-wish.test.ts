import { expect, it } from 'vitest'
import { readWish } from '#app/admin/wish'

const OPERABLE = { jobs: ['rank', 'public issue'], visits: ['ingest arxiv'] }
const read = (wish: string) => readWish(wish, '', OPERABLE)

it('runs and pauses what the page shows', () => {
  expect(read('run public issue')).toEqual({ do: 'run', job: 'public issue' })
  expect(read('run ingest arxiv')).toEqual({ do: 'run', job: 'ingest arxiv' })
  for (const what of ['mail', 'ingest arxiv']) expect(read(`pause ${what}`)).toEqual({ do: 'pause', what, why: null })
})

it.each(['run nonsense', 'run mail', 'pause rank', 'pause digest', 'pause ingest nonsense', 'run', 'drop rank'])(
  'refuses %s, which no button says',
  wish => expect(read(wish)).toMatch(/^That button is of an older page/),
)
