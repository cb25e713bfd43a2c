import { beforeEach, expect, it } from 'vitest'
import { type ExportedThing, findEverything } from '#lib/store/export'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'

const NOW = new Date('2026-11-23T08:00:00Z')

let db: TestDatabase

beforeEach(async () => {
  db = await openTestDatabase()
})

async function findAll(): Promise<ExportedThing[]> {
  const things = []
  for await (const thing of findEverything()) things.push(thing)
  return things
}

it('exports nothing of an empty database', async () => {
  expect(await findAll()).toEqual([])
})

it('exports each thing once, in the words that an import takes', async () => {
  await db.script(`
    INSERT INTO paper (pk, id, arxiv_id, title_key, title, abstract, authors, published, first_seen_at, changed_at)
      VALUES (1, '1706.03762', '1706.03762', 'attention', 'Attention', 'The Transformer.', '["Ashish Vaswani"]', '2017-06-12', 0, 0);
    INSERT INTO paper_alias VALUES ('attention', 1);
    INSERT INTO paper_topic (topic_slug, paper_pk, reason) VALUES ('attention', 1, '["attention"]');
    INSERT INTO observation VALUES ('1706.03762', 'upvotes', ${NOW.getTime()}, 7);
    INSERT INTO subscriber (id, email, email_hash, status, frequency, weekday, hour, zone, consent, created_at)
      VALUES ('ada', 'ada@example.org', 'h', 'active', 'daily', 1, 8, 'Europe/London', 'form', ${NOW.getTime()});
    INSERT INTO subscriber_topic VALUES ('ada', 'attention');
    INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at) VALUES ('ada', '2026-11-23', 'sent', 0, 0, 0);
    INSERT INTO delivered_paper VALUES ('ada', 1, '2026-11-23');
    INSERT INTO issue VALUES ('2026-11-23', '', 0, 'arXiv: fresh.', '["1706.03762"]');
    INSERT INTO issue_paper VALUES ('2026-11-23', '1706.03762', '{"id":"1706.03762","title":"Attention","trending":""}')`)
  expect(JSON.parse(JSON.stringify(await findAll()))).toMatchObject([
    {
      kind: 'paper',
      arxivId: '1706.03762',
      title: 'Attention',
      authors: ['Ashish Vaswani'],
      aliases: ['attention'],
      topics: ['attention'],
    },
    { kind: 'signal', arxivId: '1706.03762', observedAt: NOW.toISOString(), upvotes: 7 },
    {
      kind: 'subscriber',
      id: 'ada',
      email: 'ada@example.org',
      emailHash: 'h',
      status: 'active',
      zone: 'Europe/London',
      topics: ['attention'],
    },
    { kind: 'delivery', subscriberId: 'ada', localDate: '2026-11-23', state: 'sent' },
    { kind: 'delivered', subscriberId: 'ada', localDate: '2026-11-23', paperId: '1706.03762' },
    { kind: 'issue', date: '2026-11-23', topic: '', papers: ['1706.03762'] },
    { kind: 'published', date: '2026-11-23', id: '1706.03762', title: 'Attention' },
  ])
})

it('misses and repeats nothing across its pages', async () => {
  // 1,201 of each, which is more than two pages, and with keys whose first part stays the same across a page's end.
  await db.script(`
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1201) SELECT i FROM n;
    INSERT INTO paper (pk, id, title_key, title, abstract, first_seen_at, changed_at)
      SELECT i * 3, 'p' || i, 't' || i, 'Paper ' || i, 'It is a paper.', 0, 0 FROM n;
    INSERT INTO observation SELECT 'p' || (i / 700), 'upvotes', i, i FROM n;
    INSERT INTO subscriber (id, email_hash, status, frequency, weekday, hour, zone, consent, created_at)
      SELECT 's' || i, 'h' || i, 'left', 'daily', 1, 8, 'UTC', '', 0 FROM n;
    INSERT INTO delivery (subscriber_id, local_date, state, due_at, next_attempt_at, updated_at)
      SELECT 's' || (1 + i / 700), date(0, 'unixepoch', i || ' days'), 'sent', 0, 0, 0 FROM n;
    INSERT INTO delivered_paper SELECT 's' || (1 + i / 700), i * 3, '2026-11-23' FROM n;
    INSERT INTO issue SELECT date(i / 700, 'unixepoch', (i / 700) || ' days'), 't' || i, 0, '', '[]' FROM n;
    INSERT INTO issue_paper SELECT date(0, 'unixepoch', (i / 700) || ' days'), 'p' || i, json_object('id', 'p' || i) FROM n`)
  const things = await findAll()
  expect(new Set(things.map(thing => JSON.stringify(thing))).size).toBe(things.length)
  const count = (kind: ExportedThing['kind']) => things.filter(thing => thing.kind === kind).length
  expect(
    (['paper', 'signal', 'subscriber', 'delivery', 'delivered', 'issue', 'published'] as const).map(count),
  ).toEqual(Array(7).fill(1201))
})
