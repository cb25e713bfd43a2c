import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#lib/db'
import { migrate, readMigrations } from '#lib/store/migrate'
import { readDatabaseFacts, readSchemaFacts } from '#tests/support/schema-facts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MIGRATIONS = readMigrations(join(ROOT, 'prisma/migrations'))
const SCHEMA = readFileSync(join(ROOT, 'prisma/schema.prisma'), 'utf8')
const NOW = new Date('2026-11-23T08:00:00Z')

let folder: string
let url: string
let db: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attn-migrations-'))
  url = `file:${folder}/attn.db`
  db = await openDatabase(url)
})

afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const inAnotherProcess = async (...args: string[]) => {
  const command = ['--import', 'tsx', 'tests/support/other-process.ts', url, ...args]
  return JSON.parse((await promisify(execFile)(process.execPath, command, { cwd: ROOT })).stdout)
}

describe('the schema and the SQL', () => {
  it('say the same of every table, column, default, key and index', async () => {
    await migrate(db, MIGRATIONS, NOW)
    const facts = readSchemaFacts(SCHEMA)
    expect(facts.length).toBeGreaterThan(100)
    expect(await readDatabaseFacts(db)).toEqual(facts)
  })

  it.each([
    ['a type', '  value      Int\n', '  value      Float\n'],
    ['a nullability', 'cursor     String?', 'cursor     String'],
    ['a default', '@default("[]")', '@default("{}")'],
    ['a column name', '@map("code_url")', '@map("code")'],
    ['a new column', '  abstract    String\n', '  abstract    String\n  pdf String?\n'],
    ['a table name', '@@map("letter")', '@@map("letters")'],
    ['a key', '@@id([ranking, window, paperPk])', '@@id([window, ranking, paperPk])'],
    ['a missing index', '  @@index([titleKey])\n', ''],
    ['the order of an index', 'score(sort: Desc)', 'score'],
    ['a uniqueness', '@unique @map("email_hash")', '@map("email_hash")'],
    ['what deleting does', 'references: [pk], onDelete: Cascade)', 'references: [pk])'],
    ['a counting key', '@id @default(autoincrement())', '@id'],
  ])('are told apart by %s in the schema', (_, from, to) => {
    expect(SCHEMA).toContain(from)
    expect(readSchemaFacts(SCHEMA.replace(from, to))).not.toEqual(readSchemaFacts(SCHEMA))
  })

  it.each([
    'ALTER TABLE paper ADD COLUMN pdf TEXT',
    'ALTER TABLE source_state DROP COLUMN retry_at',
    'ALTER TABLE paper RENAME COLUMN title TO name',
    'ALTER TABLE letter RENAME TO letters',
    'DROP TABLE job',
    'DROP INDEX paper_title_key_idx',
    'CREATE INDEX extra ON paper(title)',
    'DROP INDEX paper_id_key; CREATE INDEX paper_id_key ON paper(id)',
    'DROP INDEX score_ranking_window_score_published_paper_pk_idx; CREATE INDEX score_ranking_window_score_published_paper_pk_idx ON score("ranking", "window", "score", "published" DESC, "paper_pk" DESC)',
    'DROP TABLE paper_alias; CREATE TABLE paper_alias ("id" TEXT NOT NULL PRIMARY KEY, "paper_pk" INTEGER NOT NULL REFERENCES "paper"("pk")); CREATE INDEX "paper_alias_paper_pk_idx" ON "paper_alias"("paper_pk")',
  ])('are told apart by %s', async sql => {
    await migrate(db, MIGRATIONS, NOW)
    await db.script(sql)
    expect(await readDatabaseFacts(db)).not.toEqual(readSchemaFacts(SCHEMA))
  })
})

describe('migrating', () => {
  it('takes a database of the first migration along with its data', async () => {
    expect(await migrate(db, MIGRATIONS.slice(0, 1), NOW)).toEqual([MIGRATIONS[0]!.id])
    await db.script(`
      INSERT INTO paper (pk, id, title_key, title, abstract, categories, published, first_seen_at, changed_at)
        VALUES (1, '1706.03762', 'attention', 'Attention Is All You Need', 'The Transformer.', '["cs.CL"]', '2017-06-12', 0, 0);
      INSERT INTO paper_topic (topic_slug, paper_pk, reason) VALUES ('attention', 1, '["attention"]')`)
    expect(await migrate(db, MIGRATIONS, NOW)).toEqual(MIGRATIONS.slice(1).map(({ id }) => id))
    expect(await migrate(db, MIGRATIONS, NOW)).toEqual([])

    const paper = await db.prisma.paper.findUniqueOrThrow({
      where: { pk: 1 },
      include: { topics: true, categoryRows: true },
    })
    expect(paper).toMatchObject({ title: 'Attention Is All You Need', published: '2017-06-12' })
    expect(paper.topics).toMatchObject([{ topicSlug: 'attention', published: '2017-06-12' }])
    expect(paper.categoryRows).toMatchObject([{ category: 'cs.CL' }])
    expect(await db.prisma.$queryRaw`SELECT rowid FROM paper_fts WHERE paper_fts MATCH 'transformers'`).toHaveLength(1)
    expect(await db.prisma.subscriber.count()).toBe(0)
  })

  it('takes scores and observations of the ranking before along', async () => {
    const before = MIGRATIONS.findIndex(({ id }) => id.endsWith('_ranking'))
    await migrate(db, MIGRATIONS.slice(0, before), NOW)
    await db.script(`
      INSERT INTO paper (pk, id, arxiv_id, title_key, title, abstract, published, first_seen_at, changed_at) VALUES
        (1, '1706.03762', '1706.03762', 'attention', 'Attention Is All You Need', 'The Transformer.', '2017-06-12', 0, 0),
        (2, '1810.04805', '1810.04805', 'bert', 'BERT', 'Bidirectional.', NULL, 0, 0);
      INSERT INTO observation VALUES ('1706.03762', 'upvotes', 1, 5), ('1706.03762', 'upvotes', 2, 9), ('2312.00752', 'upvotes', 1, 1);
      INSERT INTO score VALUES ('week', 1, 4, 3, '[]', 7), ('week', 2, 5, 0, '[]', 7), ('day', 1, 1, 1, '[]', 7)`)
    expect(await migrate(db, MIGRATIONS, NOW)).toEqual(MIGRATIONS.slice(before).map(({ id }) => id))

    const scores = await db.prisma.score.findMany({ where: { window: 'week' }, orderBy: { place: 'asc' } })
    expect(scores).toMatchObject([
      { ranking: 'attn', paperPk: 2, place: 1, previousPlace: null, published: '' },
      { ranking: 'attn', paperPk: 1, place: 2, previousPlace: null, published: '2017-06-12' },
    ])
    expect(await db.prisma.standing.findMany({ orderBy: { window: 'asc' } })).toMatchObject([
      { window: 'day', scored: 1, gained: 1 },
      { window: 'week', rankedAt: new Date(7), scored: 2, gained: 1 },
    ])
    const readings = await db.prisma.reading.findMany({ orderBy: { arxivId: 'asc' } })
    expect(readings.map(({ arxivId, staleAt }) => [arxivId, staleAt.getTime()])).toEqual([
      ['1706.03762', 0],
      ['2312.00752', 0],
    ])
    expect(await db.prisma.$queryRaw`PRAGMA foreign_key_check`).toEqual([])
  })

  it('leaves nothing behind of a migration that fails', async () => {
    const broken = {
      id: '99990101000000_broken',
      sql: 'CREATE TABLE half (id TEXT);\nCREATE TABLE half (id TEXT);',
      checksum: 'x',
    }
    await expect(migrate(db, [broken], NOW)).rejects.toThrow(/^Migration 99990101000000_broken failed: .*half/)
    expect(await db.prisma.$queryRaw`SELECT name FROM sqlite_master WHERE name = 'half'`).toEqual([])
    expect(await migrate(db, [{ ...broken, sql: 'CREATE TABLE half (id TEXT);' }], NOW)).toEqual([broken.id])
  })

  it('refuses a migration that was changed after it ran', async () => {
    await migrate(db, MIGRATIONS, NOW)
    const [first, ...rest] = MIGRATIONS
    await expect(migrate(db, [{ ...first!, checksum: 'other' }, ...rest], NOW)).rejects.toThrow(
      /^Migration .*_papers was changed after it had been applied\. Restore the file prisma\/migrations\/.*\/migration\.sql\.$/,
    )
  })

  it('refuses the database of a newer program', async () => {
    await migrate(db, MIGRATIONS, NOW)
    await expect(migrate(db, MIGRATIONS.slice(0, -1), NOW)).rejects.toThrow(
      /^The database was made by a newer Attn \(migration .*\)\. Update this program, or restore an older backup\.$/,
    )
  })
})

describe('two processes at once', { timeout: 180_000 }, () => {
  it('migrate the same database without an error, each migration once', async () => {
    const applied = await Promise.all([
      inAnotherProcess('migrate'),
      inAnotherProcess('migrate'),
      inAnotherProcess('migrate'),
    ])
    expect(applied.flat().sort()).toEqual(MIGRATIONS.map(({ id }) => id))
    expect(await readDatabaseFacts(db)).toEqual(readSchemaFacts(SCHEMA))
  })

  it('write 250 rows each without one error', async () => {
    await migrate(db, MIGRATIONS, NOW)
    const names = ['ada', 'bob', 'cleo', 'dan']
    const reports = await Promise.all(names.map(name => inAnotherProcess('write', name, '250')))
    expect(reports).toEqual(names.map(() => ({ errors: 0 })))
    expect(await db.prisma.observation.count()).toBe(1000)
  })
})
