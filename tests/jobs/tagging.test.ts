import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { exportEverything } from '#jobs/export'
import { importFiles } from '#jobs/import'
import { planSchedule } from '#jobs/schedule'
import { taggerVersion } from '#jobs/tagger-version'
import { tagAll, tagWhenNew } from '#jobs/tagging'
import { takePapers } from '#jobs/take-papers'
import { identify } from '#lib/domain/paper/fold'
import { tagPaper } from '#lib/domain/topics/tag'
import { correctTopics, findCorrections } from '#lib/store/corrections'
import { findPaper } from '#lib/store/papers'
import { findTagging, skipTagging } from '#lib/store/tagging'
import { countTopics } from '#lib/store/topics'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T12:00:00Z')
const ID = '2401.00001'
const paper = (id = ID, title = 'Semantic Segmentation by Convolutions') =>
  identify({
    arxivId: id,
    title,
    abstract: 'We propose a convolution.',
    authors: [],
    categories: ['cs.CV'],
    published: '2024-01-01',
    updated: null,
    codeUrl: null,
  })
const FOUND = ['convolution', 'image-segmentation']
const CORRECTED = ['convolution', 'video']
const running = { signal: new AbortController().signal }

let db: TestDatabase

async function topicsOf(id = ID): Promise<string[]> {
  const found = await findPaper(id)
  if (found?.kind !== 'found') throw new Error(`there is no paper ${id}`)
  expect(found.reasons.map(({ slug }) => slug)).toEqual(found.paper.topics)
  return found.paper.topics
}

const correct = () =>
  correctTopics(
    ID,
    [
      { topic: 'video', change: 'add' },
      { topic: 'image-segmentation', change: 'remove' },
    ],
    tagPaper,
    NOW,
  )

beforeEach(async () => {
  db = await openTestDatabase()
  await takePapers([paper()], NOW)
})

describe('a correction by hand', () => {
  it('holds at once, and outlives tagging, ingest and better metadata', async () => {
    expect(await topicsOf()).toEqual(FOUND)
    expect(await correct()).toEqual({ id: ID, topics: CORRECTED })
    await tagAll(running)
    expect(await topicsOf()).toEqual(CORRECTED)
    await takePapers([{ ...paper(), abstract: 'We propose convolutions for it.' }], NOW)
    expect(await topicsOf()).toEqual(CORRECTED)
    expect([...(await countTopics())].sort()).toEqual(CORRECTED.map(slug => [slug, 1]))
  })

  it('is undone, and the tagger decides again', async () => {
    await correct()
    await correctTopics(ID, [{ topic: 'video', change: 'undo' }], tagPaper, NOW)
    expect(await topicsOf()).toEqual(['convolution'])
    await correctTopics(ID, [{ topic: 'image-segmentation', change: 'undo' }], tagPaper, NOW)
    expect(await topicsOf()).toEqual(FOUND)
    expect(await findCorrections()).toEqual([])
  })

  it('keeps the words of a topic that the tagger finds too, and says of no paper that there is none', async () => {
    await correctTopics(ID, [{ topic: 'convolution', change: 'add' }], tagPaper, NOW)
    expect(await findPaper(ID)).toMatchObject({
      reasons: [{ slug: 'convolution', words: expect.arrayContaining(['Convolutions']) }, {}],
    })
    expect(await correctTopics('2401.99999', [{ topic: 'video', change: 'add' }], tagPaper, NOW)).toBeNull()
  })

  it('of later stands against that of an older export', async () => {
    const lateMs = NOW.getTime() + 60_000
    await correctTopics(ID, [{ topic: 'video', change: 'remove' }], tagPaper, new Date(lateMs))
    const line = (correctedAt: Date) =>
      JSON.stringify({ kind: 'correction', id: ID, topic: 'video', change: 'add', correctedAt })
    const file = join(db.dir, 'older.jsonl')
    writeFileSync(file, line(NOW))
    await importFiles([file], { signals: false, now: new Date(lateMs + 60_000) })
    expect(await findCorrections()).toMatchObject([{ topic: 'video', change: 'remove' }])
    writeFileSync(file, line(new Date(lateMs + 1)))
    await importFiles([file], { signals: false, now: new Date(lateMs + 60_000) })
    expect(await findCorrections()).toMatchObject([{ topic: 'video', change: 'add' }])
  })

  it('travels with an export and an import', async () => {
    await correct()
    const file = join(db.dir, 'all.jsonl')
    expect(await exportEverything(file, NOW)).toEqual({ paper: 1, correction: 2 })
    const lines = readFileSync(file, 'utf8')
    db = await openTestDatabase()
    const copy = join(db.dir, 'copy.jsonl')
    writeFileSync(copy, lines)
    const report = await importFiles([copy], { signals: false, now: NOW })
    expect(report).toMatchObject({ papers: { added: 1 }, corrections: 2, refusedCount: 0 })
    expect(await topicsOf()).toEqual(CORRECTED)
    writeFileSync(
      copy,
      [
        { kind: 'correction', id: '2401.99999', topic: 'video', change: 'add' },
        { kind: 'correction', id: ID, topic: 'nonsense', change: 'add' },
        { kind: 'correction', id: ID, topic: 'video', change: 'perhaps' },
      ]
        .map(line => JSON.stringify(line))
        .join('\n'),
    )
    expect((await importFiles([copy], { signals: false, now: NOW })).refused).toMatchObject([
      { line: 1, field: 'id', why: 'there is no paper 2401.99999 here' },
      { line: 2, field: 'topic', why: '"nonsense" is no topic' },
      { line: 3, field: 'change', why: 'it has to be add or remove' },
    ])
  })
})

describe('tagging anew', () => {
  const spoil = () =>
    db.script(`DELETE FROM paper_topic WHERE topic_slug = 'convolution';
    INSERT INTO paper_topic (topic_slug, paper_pk, reason) SELECT 'gan', pk, '["old"]' FROM paper;
    UPDATE paper_topic SET reason = '["old"]' WHERE topic_slug = 'image-segmentation'`)

  it('puts right what an older tagger said, and tells how much', async () => {
    await spoil()
    expect(await topicsOf()).toEqual(['gan', 'image-segmentation'])
    expect(await tagAll(running)).toEqual({ papers: 1, added: 1, removed: 1, reworded: 1, stopped: false })
    expect(await topicsOf()).toEqual(FOUND)
    expect([...(await countTopics())].sort()).toEqual(FOUND.map(slug => [slug, 1]))
    expect(await tagAll(running)).toEqual({ papers: 1, added: 0, removed: 0, reworded: 0, stopped: false })
  })

  it('happens by itself when the tagger is another, once, and goes on where it was stopped', async () => {
    await takePapers(
      Array.from({ length: 450 }, (_, i) => paper(`2402.${String(i).padStart(5, '0')}`, `Convolutions ${i}`)),
      NOW,
    )
    await skipTagging(taggerVersion(), NOW)
    expect(await tagWhenNew(running)).toBeNull()
    await skipTagging('older', NOW)
    await spoil()
    const stop = new AbortController()
    const stopped = await tagWhenNew({ signal: stop.signal, onProgress: () => stop.abort() })
    expect(stopped).toMatchObject({ papers: 200, stopped: true })
    expect(await findTagging()).toMatchObject({ version: taggerVersion(), finished: false })
    const tag = planSchedule([]).find(({ name }) => name === 'tag')!
    const context = { now: NOW, worker: 'a worker', ...running }
    expect(await tag.run(context)).toMatch(/^Tagged 251 papers: 251 topics added, 251 removed\.$/)
    expect(await tag.run(context)).toBeNull()
    expect((await countTopics()).get('gan')).toBeUndefined()
  })

  it('reads a paper again that changed in between', async () => {
    let meanwhile: Promise<unknown> | null = null
    const { retagBatch, startTagging } = await import('#lib/store/tagging')
    await startTagging('another')
    let calls = 0
    await retagBatch('another', 0, 10, read => {
      calls++
      meanwhile ??= takePapers(
        [{ ...paper(), abstract: 'We propose a recurrent neural network and no convolutions at all.' }],
        NOW,
      )
      return tagPaper(read)
    })
    await meanwhile
    const found = await findPaper(ID)
    if (found?.kind !== 'found') throw new Error('the paper is gone')
    expect(found.paper.topics).toEqual(
      tagPaper(found.paper)
        .map(({ slug }) => slug)
        .sort(),
    )
    expect(calls).toBeGreaterThan(0)
  })
})
