import { setImmediate as breathe } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepIndexed, WORTH_INDEXING } from '#jobs/indexing'
import { takePapers } from '#jobs/take-papers'
import { database } from '#lib/db'
import { identify } from '#lib/domain/paper/fold'
import type { Paper } from '#lib/domain/paper/paper'
import { formatSearchBox, parseFeedUrl } from '#lib/domain/query/feed-url'
import { findFacets } from '#lib/store/facets'
import { findFeed } from '#lib/store/feed'
import { indexChanges, mergeSegments, rebuildIndex } from '#lib/store/search/build-index'
import { takeBuilderLease } from '#lib/store/search/builder-lease'
import { checkIndex } from '#lib/store/search/check-index'
import { heldIndex } from '#lib/store/search/held'
import { findSpelling } from '#lib/store/spelling'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T12:00:00Z')
const clock = () => NOW
const parse = (q: string, rest: [string, string][] = []) => parseFeedUrl([['q', q], ...rest]).query
const find = (q: string, rest?: [string, string][]) => findFeed(parse(q, rest), 50, NOW)
const titles = async (q: string, rest?: [string, string][]) => (await find(q, rest)).papers.map(({ title }) => title)

/** More than one segment in memory holds. */
const MANY = 600

let next = 0
function paper(title: string, abstract = 'Nothing is said of it.', facts: Partial<Paper> = {}): Paper {
  const arxivId = `2401.${String(++next).padStart(5, '0')}`
  const known = {
    arxivId,
    title,
    abstract,
    authors: [],
    categories: ['cs.CL'],
    published: '2024-01',
    updated: null,
    codeUrl: null,
  }
  return identify({ ...known, ...facts })
}

const take = (...papers: Paper[]) => takePapers(papers, NOW)
/** Papers about nothing that is asked for. */
const others = (count: number) =>
  Array.from({ length: count }, (_, i) => paper(`Something else, part ${i}`, 'Other words.'))

let db: TestDatabase
beforeEach(async () => {
  db = await openTestDatabase()
})

const segments = async () =>
  (await db.read('SELECT id, live, paper_count, gone_count FROM search_segment', [])).rows.length
const changes = async () => Number((await db.read('SELECT count(*) AS n FROM search_change', [])).rows[0]!.n)

// Each rule holds for what changed since the index was built, and for what is in it.
describe.each([
  ['in memory', false],
  ['in the index', true],
])('relevance, %s', (_, indexed) => {
  const fill = async (...papers: Paper[]) => {
    await take(...papers, ...others(40))
    if (indexed) {
      await indexChanges(1, { clock })
      expect(await changes()).toBe(0)
    }
  }

  test('all words first, then those with some of them, marked so', async () => {
    await fill(paper('Mamba'), paper('A zebrafish'), paper('Mamba for zebrafish'))
    const feed = await find('zebrafish mamba')
    expect(feed.papers.map(({ title, partial }) => [title, partial])).toEqual(
      [
        ['Mamba for zebrafish', false],
        ['A zebrafish', true],
        ['Mamba', true],
      ].sort(
        (a, b) =>
          Number(a[1]) - Number(b[1]) ||
          feed.papers.findIndex(p => p.title === a[0]) - feed.papers.findIndex(p => p.title === b[0]),
      ),
    )
    expect(feed).toMatchObject({ total: 3, complete: 1, partial: false })
    // Without a page of their own, lists by date have no papers that lack something.
    expect(await titles('zebrafish mamba', [['sort', 'new']])).toEqual(['Mamba for zebrafish'])
  })

  test('title above abstract, rare words above common ones, forms and accents aside', async () => {
    await fill(
      paper('On snakes', 'We study Schrödinger bridges.'),
      paper('Schrödinger bridges', 'We study snakes.'),
      ...Array.from({ length: 30 }, (_, i) => paper(`A study of learning, part ${i}`, 'We learn.')),
      paper('Zebrafish'),
    )
    expect(await titles('schrodinger bridge')).toEqual(['Schrödinger bridges', 'On snakes'])
    expect((await titles('learning zebrafish'))[0]).toBe('Zebrafish')
  })

  test('a question and a whole title find what they are about', async () => {
    await fill(
      paper('Attention Is All You Need', 'We propose the Transformer.'),
      paper('Why layer normalization helps transformers train', 'It bounds gradients.'),
      paper('Layers of paint', 'On normalization of colours.'),
    )
    expect((await titles('Why does layer normalization help training of transformers?'))[0]).toMatch(/^Why layer/)
    expect((await titles('attention is all you need'))[0]).toBe('Attention Is All You Need')
  })

  test('rows of words, fields, beginnings, alternatives, exclusions, authors', async () => {
    await fill(
      paper('Masked image modeling', 'A swin.', { authors: ['José Müller', 'Yann LeCun'] }),
      paper('Image of a masked ball', 'Modeling.', { authors: ['Yann Müller'] }),
      paper('Swinburne', 'Masked.'),
    )
    const complete = async (q: string) =>
      (await find(q)).papers
        .filter(({ partial }) => !partial)
        .map(({ title }) => title)
        .sort()
    expect(await complete('"masked image modeling"')).toEqual(['Masked image modeling'])
    expect(await complete('title:masked')).toEqual(['Image of a masked ball', 'Masked image modeling'])
    expect(await complete('abstract:masked')).toEqual(['Swinburne'])
    expect(await complete('swin*')).toEqual(['Masked image modeling', 'Swinburne'])
    expect(await complete('swinburne | ball')).toEqual(['Image of a masked ball', 'Swinburne'])
    expect(await complete('masked -modeling')).toEqual(['Swinburne'])
    expect(await complete('author:"jose muller"')).toEqual(['Masked image modeling'])
    expect(await complete('author:muller')).toEqual(['Image of a masked ball', 'Masked image modeling'])
    expect(await complete('"yann müller"')).toEqual(['Image of a masked ball'])
  })

  test('filters and counts are those of the papers', async () => {
    await fill(
      paper('Mamba one', 'x', {
        published: '2023-05-01',
        categories: ['cs.CV', 'cs.LG'],
        codeUrl: 'https://github.com/a/b',
      }),
      paper('Mamba two', 'x', { published: '2024', categories: ['cs.CV'] }),
      paper('Mamba three', 'x', { published: null, categories: [] }),
    )
    expect(await titles('mamba after:2024')).toEqual(['Mamba two'])
    expect(await titles('mamba before:2024')).toEqual(['Mamba one'])
    expect(await titles('mamba has:code')).toEqual(['Mamba one'])
    expect((await titles('mamba -has:code')).sort()).toEqual(['Mamba three', 'Mamba two'])
    expect(await titles('mamba cat:cs.LG')).toEqual(['Mamba one'])
    expect((await titles('mamba -cat:cs.LG')).sort()).toEqual(['Mamba three', 'Mamba two'])
    const { papers } = await find('mamba two')
    expect(await titles(`mamba id:${papers[0]!.id}`)).toEqual(['Mamba two'])
    const facets = await findFacets(parse('mamba'), NOW)
    expect(facets.years).toEqual([
      { year: 2024, count: 1 },
      { year: 2023, count: 1 },
    ])
    expect(facets.categories).toEqual([
      { category: 'cs.CV', count: 2 },
      { category: 'cs.LG', count: 1 },
    ])
    for (const { slug, count } of facets.topics) expect((await find('mamba', [['topic', slug]])).total).toBe(count)
    expect(await titles('mamba', [['sort', 'new']])).toEqual(['Mamba two', 'Mamba one', 'Mamba three'])
  })

  test('pages hold each paper once', async () => {
    await fill(...Array.from({ length: 25 }, (_, i) => paper(`Mamba, part ${i}`)))
    const page = (number: number) => findFeed({ ...parse('mamba'), page: number }, 10, NOW)
    const pages = await Promise.all([1, 2, 3, 4].map(page))
    expect(pages.map(({ papers }) => papers.length)).toEqual([10, 10, 5, 0])
    expect(new Set(pages.flatMap(({ papers }) => papers.map(({ id }) => id))).size).toBe(25)
    expect(pages.every(({ total }) => total === 25)).toBe(true)
  })
})

describe('kept in step', () => {
  test('a paper is found, found anew, or gone, at once, and so after the index was built', async () => {
    const mamba = paper('Mamba')
    await take(mamba, ...others(120))
    expect(await titles('mamba')).toEqual(['Mamba'])
    await keepIndexed()
    expect(await changes()).toBe(0)
    await take({ ...mamba, title: 'Python', updated: '2026-02-01' })
    for (const _ of [1, 2]) {
      expect(await titles('mamba')).toEqual([])
      expect(await titles('python')).toEqual(['Python'])
      await indexChanges(1, { clock })
    }
    await take({ ...mamba, title: 'Python', updated: '2026-02-02', withdrawn: true })
    for (const _ of [1, 2]) {
      expect(await titles('python')).toEqual([])
      await indexChanges(1, { clock })
    }
    await db.transact([{ sql: `DELETE FROM paper WHERE title = 'Something else, part 7'`, args: [] }])
    for (const _ of [1, 2]) {
      expect((await find('something')).total).toBe(119)
      await indexChanges(1, { clock })
    }
    expect(await checkIndex(() => 0)).toEqual({ papers: 119, missing: 0, extra: 0, stale: 0, texts: 0 })
  })

  test('a topic that is given or taken counts at once', async () => {
    await take(paper('Mamba of nothing'), ...others(120))
    await keepIndexed()
    await db.transact([
      {
        sql: `INSERT INTO paper_topic (topic_slug, paper_pk, reason) SELECT 'video', pk, '[]' FROM paper WHERE title LIKE 'Mamba%'`,
        args: [],
      },
    ])
    expect(await titles('mamba', [['topic', 'video']])).toEqual(['Mamba of nothing'])
    await db.transact([{ sql: `DELETE FROM paper_topic WHERE topic_slug = 'video'`, args: [] }])
    expect(await titles('mamba', [['topic', 'video']])).toEqual([])
  })

  test('a few changes stay in memory, many go into the index', async () => {
    await take(...others(WORTH_INDEXING - 1))
    expect(await keepIndexed()).toBeNull()
    expect(await segments()).toBe(0)
    await take(...others(1))
    expect(await keepIndexed()).toMatchObject({ papers: WORTH_INDEXING })
    expect(await segments()).toBe(1)
  })

  test('however many changes wait for the index, each is found as it is, and what is gone is gone', async () => {
    const [mamba, cobra] = [paper('Mamba'), paper('Cobra')]
    await take(mamba, cobra, ...others(MANY))
    expect((await find('something')).total).toBe(MANY)
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, extra: 0, stale: 0 })
    await indexChanges(1, { clock })
    expect((await find('something')).total).toBe(MANY)
    await db.transact([{ sql: 'INSERT INTO search_change (paper_pk) SELECT pk FROM paper ORDER BY pk DESC', args: [] }])
    await take({ ...mamba, title: 'Python', updated: '2026-02-01' }, { ...cobra, withdrawn: true })
    expect(await titles('mamba')).toEqual([])
    expect(await titles('python')).toEqual(['Python'])
    expect(await titles('cobra')).toEqual([])
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, extra: 0, stale: 0 })
    await indexChanges(1, { clock })
    expect(await titles('mamba')).toEqual([])
    expect(await titles('python')).toEqual(['Python'])
  })

  test('a search finds its index also while somebody goes on writing', async () => {
    await take(paper('Mamba'), ...others(20))
    await rebuildIndex({ clock })
    let writes = 0
    let done = false
    const writing = (async () => {
      for (; !done && writes < 200; writes++) {
        await db.transact([{ sql: 'INSERT INTO search_change (paper_pk) SELECT min(pk) FROM paper', args: [] }])
        await breathe()
      }
    })()
    const found = await Promise.all(['mamba', 'mamba -x', 'mamba -y', 'mamba -z'].map(q => titles(q)))
    done = true
    await writing
    expect(found).toEqual([['Mamba'], ['Mamba'], ['Mamba'], ['Mamba']])
    expect(writes).toBeLessThan(200)
  })

  test('small segments become larger ones, and answers stay the same', async () => {
    for (let i = 0; i < 6; i++) {
      await take(...others(20), paper(`Mamba, part ${i}`))
      await indexChanges(1, { clock })
    }
    expect(await segments()).toBe(6)
    const before = await titles('mamba part')
    while ((await mergeSegments({ clock })).papers > 0);
    expect(await segments()).toBeLessThan(3)
    expect((await titles('mamba part')).sort()).toEqual(before.sort())
    const left = await db.read('SELECT count(DISTINCT id / 1048576) AS n FROM search_block', [])
    expect(Number(left.rows[0]!.n)).toBe(await segments())
  })
})

describe('built anew', () => {
  test('it finds the same', async () => {
    await take(paper('Mamba'), paper('Mamba for video', 'A mamba.'), ...others(30))
    const before = await titles('mamba')
    expect(await rebuildIndex({ clock })).toMatchObject({ papers: 32, busy: false, stopped: false })
    expect(await changes()).toBe(0)
    expect(await titles('mamba')).toEqual(before)
  })

  test('when it is stopped the old index serves, and nothing is left of the new one', async () => {
    await take(paper('Mamba'), ...others(1200))
    await rebuildIndex({ clock })
    await take(paper('Mamba two'))
    const stop = new AbortController()
    const report = await rebuildIndex({ clock, signal: stop.signal, onProgress: () => stop.abort() })
    expect(report).toMatchObject({ stopped: true })
    expect((await titles('mamba')).sort()).toEqual(['Mamba', 'Mamba two'])
    expect(await segments()).toBe(1)
    expect(await changes()).toBeGreaterThan(0)
  })

  test('after one that was killed the next one clears away what it left', async () => {
    await take(paper('Mamba'), ...others(10))
    await rebuildIndex({ clock })
    const dead = 999
    await db.transact([
      {
        sql: `INSERT INTO search_segment (id, paper_count, directory, facts, built_at) VALUES (?, 1, '[""]', x'00', 0)`,
        args: [dead],
      },
      { sql: `INSERT INTO search_block (id, data) VALUES (?, x'00')`, args: [dead * 2 ** 20] },
      { sql: `UPDATE search_index SET builder = 'dead', lease_until = ?`, args: [NOW.getTime() + 1000] },
    ])
    expect(await titles('mamba')).toEqual(['Mamba'])
    expect(await rebuildIndex({ clock })).toMatchObject({ busy: true })
    const later = () => new Date(NOW.getTime() + 2000)
    expect(await rebuildIndex({ clock: later })).toMatchObject({ busy: false, papers: 11 })
    expect(await segments()).toBe(1)
    const blocks = await db.read('SELECT count(*) AS n FROM search_block WHERE id / 1048576 = ?', [dead])
    expect(Number(blocks.rows[0]!.n)).toBe(0)
  })

  test('one at a time; who lost the right to build changes nothing', async () => {
    await take(paper('Mamba'), ...others(10))
    const later = new Date(NOW.getTime() + 10 * 60_000)
    let stolen = false
    const report = await rebuildIndex({
      clock,
      onProgress: () => {
        // Another one takes over in the middle.
        stolen ||= true
        void takeBuilderLease('another', later)
      },
    })
    expect([report.busy, stolen]).toEqual([true, true])
    expect(await segments()).toBe(0)
    expect(await titles('mamba')).toEqual(['Mamba'])
  })

  test('searches that run meanwhile find what there is, whatever moves', async () => {
    await take(...Array.from({ length: 40 }, (_, i) => paper(`Mamba, part ${i}`)), ...others(300))
    await rebuildIndex({ clock })
    let rounds = 0
    let rebuilt = 0
    const building = (async () => {
      while (rounds < 8 || rebuilt < 5) {
        await rebuildIndex({ clock })
        rebuilt++
        // The driver answers within the tick: without a pause nobody else has a turn.
        await breathe()
      }
    })()
    while (rounds < 8 || rebuilt < 5) {
      await breathe()
      const later = new Date(NOW.getTime() + ++rounds * 60_000)
      expect((await findFeed(parse(`mamba part ${rounds % 7}`), 5, later)).total).toBeGreaterThan(0)
    }
    await building
    expect(rebuilt).toBeGreaterThan(4)
  })
})

test('while rows of common words are looked for, others have a turn after each', async () => {
  await take(...others(40))
  await rebuildIndex({ clock })
  const rows = Array.from({ length: 30 }, (_, i) => `"other words w${i}"`)
  let turns = 0
  let done = false
  const counting = (async () => {
    while (!done) {
      await breathe()
      turns++
    }
  })()
  await find(rows.join(' '))
  done = true
  await counting
  expect(turns).toBeGreaterThan(rows.length)
})

describe('the daily check', () => {
  test('names what index and papers disagree about, and puts it right', async () => {
    await take(paper('Mamba'), paper('Cobra'), ...others(20))
    await rebuildIndex({ clock })
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, extra: 0, stale: 0, texts: 0 })
    // Behind the back of the triggers.
    const { sql } = (await db.read(`SELECT sql FROM sqlite_master WHERE name = 'search_paper_update'`, [])).rows[0]!
    await db.script(`DROP TRIGGER search_paper_update; UPDATE paper SET title = 'Viper' WHERE title = 'Cobra';
      UPDATE paper SET withdrawn_at = 1 WHERE title = 'Something else, part 3'; ${sql};
      UPDATE search_segment SET gone = '[' || (SELECT pk FROM paper WHERE title = 'Mamba') || ']', gone_count = 1`)
    expect(await titles('viper')).toEqual([])
    expect(await titles('mamba')).toEqual([])
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 1, extra: 1, stale: 1 })
    expect(await titles('viper')).toEqual(['Viper'])
    expect(await titles('mamba')).toEqual(['Mamba'])
    await indexChanges(1, { clock })
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, extra: 0, stale: 0 })
  })
})

describe('the full-text table', () => {
  test('is checked as well, and made anew with the index', async () => {
    await take(paper('Mamba'), ...others(5))
    await db.transact([
      {
        sql: `INSERT INTO paper_fts (paper_fts, rowid, title, abstract, authors) SELECT 'delete', pk, title, abstract, authors FROM paper WHERE title = 'Mamba'`,
        args: [],
      },
    ])
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, texts: 1 })
    await rebuildIndex({ clock })
    expect(await checkIndex(() => 0)).toMatchObject({ missing: 0, texts: 0 })
  })
})

describe('an index that another process builds anew meanwhile', () => {
  /** What a question answers when, so many steps after it was begun, everything of the index has another place. */
  async function askWhileMoved<T>(ask: () => Promise<T>, steps: number): Promise<T> {
    const answer = ask()
    for (let i = 0; i < steps; i++) await null
    await db.transact([
      { sql: 'UPDATE search_segment SET id = id + 1', args: [] },
      { sql: 'UPDATE search_block SET id = id + 1048576', args: [] },
    ])
    return answer
  }

  test.each<[string, () => Promise<unknown>]>([
    ['words', () => titles('transformers')],
    ['spelling', () => findSpelling(parse('transfomers'))],
    ['the daily check', () => checkIndex(() => 0)],
  ])('%s', async (_, ask) => {
    await take(...Array.from({ length: 6 }, (_, i) => paper(`Transformers for video, part ${i}`)), ...others(20))
    await rebuildIndex({ clock })
    const expected = await ask()
    for (let steps = 0; steps < 60; steps++) expect(await askWhileMoved(ask, steps)).toEqual(expected)
  })

  test('a paper that comes during the daily check is nobody’s mistake', async () => {
    await take(...others(20))
    await rebuildIndex({ clock })
    for (let steps = 0; steps < 40; steps++) {
      const checking = checkIndex(() => 0)
      for (let i = 0; i < steps; i++) await null
      await take(paper(`Mamba, part ${steps}`))
      expect(await checking).toMatchObject({ missing: 0, extra: 0, stale: 0 })
    }
  })
})

test('of many searches at once two go on at a time, and what is small comes between them', async () => {
  await take(...others(120))
  await rebuildIndex({ clock })
  await titles('something')
  let answered = 0
  const searches = Array.from({ length: 16 }, (_, i) => titles(`something part ${i}`).then(() => answered++))
  for (let reads = 0; reads < 5; reads++) {
    await breathe()
    await db.read('SELECT count(*) FROM paper', [])
  }
  expect(answered).toBeLessThan(16)
  await Promise.all(searches)
})

test('blocks that several searches read at once are kept, and counted, once', async () => {
  await take(...Array.from({ length: 40 }, (_, i) => paper(`Mamba, part ${i}`)))
  await rebuildIndex({ clock })
  await Promise.all(['mamba', 'mamba part', 'part mamba', 'mamba -x'].map(q => titles(q)))
  const { blocks, blockBytes } = await heldIndex()
  expect(blockBytes).toBe([...blocks.values()].reduce((sum, { byteLength }) => sum + byteLength, 0))
})

describe('did you mean', () => {
  test('asks about words that no paper has and that have a near one', async () => {
    await take(...Array.from({ length: 6 }, (_, i) => paper(`Transformers for video, part ${i}`)), ...others(20))
    await rebuildIndex({ clock })
    const better = async (q: string) => {
      const query = await findSpelling(parse(q))
      return query && formatSearchBox(query)
    }
    expect(await better('transfomers for vidoe')).toBe('transformers for video')
    expect(await better('title:transfomers has:code')).toBe('title:transformers has:code')
    expect(await better('transforming')).toBeNull()
    expect(await better('zebrafish')).toBeNull()
    expect(await better('"transfomers of" -vidoe')).toBeNull()
  })
})

test('the log of changes does not grow with what is read', async () => {
  await take(paper('Mamba'))
  const before = await changes()
  await find('mamba')
  await find('cobra')
  expect(await changes()).toBe(before)
  expect(await database()).toBeDefined()
})

test('searches that come together leave everybody else a turn in between', async () => {
  await take(paper('Mamba'), ...others(30))
  await rebuildIndex({ clock })
  await find('mamba')
  let turns = 0
  let done = false
  const count = () => {
    turns++
    if (!done) setImmediate(count)
  }
  setImmediate(count)
  const found = await Promise.all(Array.from({ length: 16 }, (_, i) => find(`mamba ${i}`)))
  done = true
  expect(found).toHaveLength(16)
  expect(turns).toBeGreaterThanOrEqual(16)
})
