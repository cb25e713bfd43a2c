import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { loadBundledListing } from '#jobs/bundled-listing'
import { importFiles } from '#jobs/import'
import { findEverything } from '#lib/store/export'
import { findPaper } from '#lib/store/papers'
import { findPulse } from '#lib/store/status'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T12:00:00Z')
const ATTENTION = { arxivId: '1706.03762', title: 'Attention Is All You Need', abstract: 'We propose the Transformer.' }
let db: TestDatabase
const write = (name: string, content: string | Buffer) => {
  const file = join(db.dir, name)
  writeFileSync(file, content)
  return file
}
const lines = (...records: unknown[]) =>
  records.map(record => (typeof record === 'string' ? record : JSON.stringify(record))).join('\n')
const importPapers = (...files: string[]) => importFiles(files, { signals: false, now: NOW })
const importSignals = (...files: string[]) => importFiles(files, { signals: true, now: NOW })

beforeEach(async () => {
  db = await openTestDatabase()
})

describe('the bundled listing', () => {
  test('is 119 papers, 117 of them with their arXiv id, clean and dated as precisely as known', async () => {
    expect(await loadBundledListing(NOW)).toEqual({ added: 119, changed: 0, unchanged: 0 })
    expect(await db.prisma.paper.count({ where: { arxivId: { not: null } } })).toBe(117)
    const dirty = await db.prisma.$queryRaw<unknown[]>`
      SELECT id, abstract FROM paper WHERE title LIKE 'Subscribe%' OR instr(abstract, '\\%') OR instr(abstract, '\\{') OR instr(title, '\\&')`
    expect(dirty).toEqual([])
    expect(await findPaper('2307.07982')).toMatchObject({
      paper: {
        title: 'A Survey of Techniques for Optimizing Transformer Inference',
        published: '2023-07',
        topics: expect.arrayContaining(['survey']),
      },
    })
    expect(await findPaper('2506.17051')).toMatchObject({
      paper: { published: '2025-06-20T15:03:57Z', categories: ['cs.CV'] },
    })
    expect(await db.prisma.paper.count({ where: { topics: { none: {} } } })).toBeLessThan(6)
  })

  test('again, also as a plain text file, changes nothing', async () => {
    await loadBundledListing(NOW)
    expect(await loadBundledListing(NOW)).toEqual({ added: 0, changed: 0, unchanged: 119 })
    expect(await importPapers('prisma/listing/papers.txt')).toMatchObject({
      papers: { added: 0, changed: 0, unchanged: 119 },
      refusedCount: 0,
    })
  })

  test('as a plain text file first, with the facts later, is the same in the end, and old addresses lead on', async () => {
    expect((await importPapers('prisma/listing/papers.txt')).papers.added).toBe(119)
    const before = await db.prisma.paper.findFirstOrThrow({
      where: { title: { startsWith: 'A Survey of Techniques' } },
    })
    expect(before.arxivId).toBeNull()
    expect(await loadBundledListing(NOW)).toEqual({ added: 0, changed: 117, unchanged: 2 })
    expect(await findPaper(before.id)).toEqual({ kind: 'moved', to: '2307.07982' })
    expect(await db.prisma.paper.count()).toBe(119)
  })
})

describe('formats', () => {
  test('JSON lines, gzipped or not, and JSON, by content', async () => {
    const text = `\ufeff${lines(ATTENTION, { ...ATTENTION, arxivId: '1810.04805', title: 'BERT' })}\r\n\n`
    const json = JSON.stringify([{ ...ATTENTION, arxivId: '2312.00752', title: 'Mamba' }])
    const report = await importPapers(
      write('a.jsonl', text),
      write('b.jsonl.gz', gzipSync(text)),
      write('c.json', json),
    )
    expect(report).toMatchObject({ papers: { added: 3, changed: 0, unchanged: 2 }, refusedCount: 0 })
    expect((await findPulse(new Date())).sources).toMatchObject([{ name: 'import', state: 'quiet' }])
  })

  test('a listing of somebody else, with Windows line ends and a lonely title', async () => {
    const report = await importPapers(
      write('mine.txt', 'Get trending papers in your email inbox!\r\nSubscribeOne\r\nAbstract of one.\r\nTwo'),
    )
    expect(report).toMatchObject({ papers: { added: 1 }, refused: [{ line: 4, field: 'abstract' }] })
    expect(await db.prisma.paper.findFirst()).toMatchObject({ title: 'One' })
  })

  test('better metadata enriches', async () => {
    await importPapers(write('a.jsonl', lines({ title: ATTENTION.title, abstract: ATTENTION.abstract })))
    const report = await importPapers(
      write(
        'b.jsonl',
        lines({ ...ATTENTION, authors: ['Ashish Vaswani'], categories: ['cs.CL'], published: '2017-06-12' }),
      ),
    )
    expect(report.papers).toEqual({ added: 0, changed: 1, unchanged: 0 })
    expect(await findPaper('1706.03762')).toMatchObject({
      paper: { authors: ['Ashish Vaswani'], categories: ['cs.CL'], published: '2017-06-12' },
    })
  })
})

describe('a bad line', () => {
  test('is named with file, line, field and reason, and does not stop the rest', async () => {
    const file = write(
      'bad.jsonl',
      lines(
        ATTENTION,
        '{oops',
        { title: 'No abstract' },
        { ...ATTENTION, arxivId: 'x' },
        { ...ATTENTION, published: 'May' },
        { ...ATTENTION, codeUrl: 'javascript:alert(1)' },
        'null',
        { ...ATTENTION, arxivId: '1810.04805', title: 'BERT' },
      ),
    )
    const report = await importPapers(file)
    expect(report.papers.added).toBe(2)
    expect(report.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, 'line'],
      [3, 'abstract'],
      [4, 'arxivId'],
      [5, 'published'],
      [6, 'codeUrl'],
      [7, 'line'],
    ])
    expect(report.refused[1]).toEqual({ file, line: 3, field: 'abstract', why: 'it is missing' })
  })

  test('never stops the program: what is read back is whole characters, and a terminal is told no commands', async () => {
    const file = write(
      'odd.jsonl',
      lines('{"title":"Half \\ud800 a title","abstract":"\\udfff","authors":["\\ud83e A. Lovelace"]}', '\u001b[2J', {
        ...ATTENTION,
        abstract: 'Whole \u{1F916}',
      }),
    )
    const report = await importPapers(file)
    expect(report).toMatchObject({ papers: { added: 1 }, refusedCount: 2 })
    expect(report.refused.map(({ line, field }) => [line, field])).toEqual([
      [1, 'abstract'],
      [2, 'line'],
    ])
    expect(report.refused[1]?.why).not.toMatch(/[\u0000-\u001f]/)
    await importPapers(
      write('half.jsonl', '{"title":"Half \\ud800 a title","abstract":"x\\udfff","authors":["\\ud83e A. Lovelace"]}'),
    )
    expect(await db.prisma.paper.findFirst({ where: { title: 'Half a title' } })).toMatchObject({
      abstract: 'x',
      authors: '["A. Lovelace"]',
    })
  })

  test('of a file that is not there says so', async () => {
    await expect(importPapers(join(db.dir, 'nowhere.jsonl'))).rejects.toThrow(/^There is no file /)
    await expect(importPapers(db.dir)).rejects.toThrow(/is a folder/)
  })

  test('that never ends is refused without filling the memory', async () => {
    const report = await importPapers(write('long.jsonl', `${'x'.repeat(9_000_000)}\n${JSON.stringify(ATTENTION)}\n`))
    expect(report).toMatchObject({ papers: { added: 1 }, refused: [{ line: 1, why: 'it is longer than 4 MB' }] })
  })
})

describe('signal lines', () => {
  test('are kept with their time; those of unknown papers wait for them; a second time changes nothing', async () => {
    await importPapers(write('a.jsonl', lines(ATTENTION)))
    const file = write(
      's.jsonl',
      lines(
        { arxivId: '1706.03762v5', observedAt: '2026-11-22T00:00:00Z', upvotes: 7, comments: null, list: 'daily' },
        { arxivId: '2312.00752', observedAt: '2026-11-22T00:00:00Z', githubStars: 0 },
        { arxivId: '1706.03762', observedAt: 'yesterday', upvotes: 1 },
        { arxivId: '1706.03762', observedAt: '2026-11-22T00:00:00Z', upvotes: -1 },
        { arxivId: '1706.03762', observedAt: '2026-11-22T00:00:00Z' },
      ),
    )
    const report = await importSignals(file)
    expect(report).toMatchObject({ observations: { added: 2, strangers: 1 }, refusedCount: 3 })
    expect(report.refused.map(({ field }) => field)).toEqual(['observedAt', 'upvotes', 'line'])
    expect((await importSignals(file)).observations.added).toBe(0)
    expect(await findPaper('1706.03762')).toMatchObject({ signals: [{ signal: 'upvotes', value: 7 }] })
  })
})

test('what was exported can be imported elsewhere and is the same', async () => {
  await loadBundledListing(NOW)
  await importSignals(
    write('s.jsonl', lines({ arxivId: '2307.07982', observedAt: '2026-11-22T00:00:00Z', upvotes: 7 })),
  )
  const everything = async () => {
    const things: unknown[] = []
    for await (const thing of findEverything()) things.push(thing)
    return lines(...things)
  }
  const exported = await everything()
  db = await openTestDatabase()
  const report = await importPapers(write('export.jsonl', exported))
  expect(report).toMatchObject({ papers: { added: 119 }, observations: { added: 1, strangers: 0 }, refusedCount: 0 })
  expect(await everything()).toBe(exported)
})

describe('a file that is damaged', () => {
  const paper = (i: number) => ({ ...ATTENTION, arxivId: `2401.${10000 + i}`, title: `Attention number ${i}` })

  test('gives what stands before the damage, is named with the line, and stops no other file', async () => {
    const whole = gzipSync(lines(...Array.from({ length: 3000 }, (_, i) => paper(i))))
    const cut = write('cut.jsonl.gz', whole.subarray(0, whole.length / 2))
    const good = write('good.jsonl', lines({ ...ATTENTION, title: 'A good one' }))
    const report = await importPapers(cut, good)
    const [{ line, ...refused } = { line: 0 }] = report.refused
    expect(refused).toEqual({
      file: cut,
      field: 'file',
      why: expect.stringMatching(/^the gzip is damaged or cut off here/),
    })
    expect(report.refusedCount).toBe(1)
    expect(report.papers.added).toBe(line)
    expect(line).toBeGreaterThan(1000)
    expect(await findPaper('1706.03762')).toMatchObject({ paper: { title: 'A good one' } })
  })

  test('because it is UTF-16 is told once', async () => {
    const file = write(
      'wide.jsonl',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines(paper(1), paper(2)), 'utf16le')]),
    )
    expect((await importPapers(file)).refused).toEqual([
      { file, line: 1, field: 'file', why: 'the file is written in UTF-16: save it as UTF-8' },
    ])
  })
})

test('a date that is still to come is refused, for it would lead for years', async () => {
  const papers = write(
    'papers.jsonl',
    lines(
      { ...ATTENTION, published: '2999-01-01' },
      { ...ATTENTION, updated: '2026-11-26' },
      { ...ATTENTION, published: '2026-11-25' },
    ),
  )
  const report = await importPapers(papers)
  expect(report.refused.map(({ line, field, why }) => [line, field, why])).toEqual([
    [1, 'published', '2999-01-01 is still to come by this machine\u2019s clock'],
    [2, 'updated', '2026-11-26 is still to come by this machine\u2019s clock'],
  ])
  expect(report.papers.added).toBe(1)
  const signals = write(
    'signals.jsonl',
    lines({ arxivId: '1706.03762', observedAt: '2050-01-01T00:00:00Z', upvotes: 1 }),
  )
  expect((await importSignals(signals)).refused).toMatchObject([{ line: 1, field: 'observedAt' }])
})
