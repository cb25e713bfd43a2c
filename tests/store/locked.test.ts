import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'
import { openTestDatabase } from '#tests/support/database'

test('after another process held the database for too long, everything works again, with foreign keys', async () => {
  const db = await openTestDatabase()
  const insert = (name: string) => ({ sql: 'INSERT INTO job (name) VALUES (?)', args: [name] })
  const other = createClient({ url: db.url })
  const held = await other.transaction('write')

  // Both ways to write give up, each leaving a statement behind that its connection could not get rid of.
  await expect(db.prisma.job.create({ data: { name: 'one' } })).rejects.toThrow(/timed out/i)
  await expect(db.transact([insert('two')])).rejects.toThrow(/SQLITE_BUSY/)
  await held.rollback()

  await db.transact([insert('three'), insert('four')])
  await db.prisma.job.create({ data: { name: 'five' } })
  expect((await db.prisma.job.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name)).toEqual([
    'five',
    'four',
    'three',
  ])
  await expect(db.transact([{ sql: "INSERT INTO paper_alias VALUES ('x', 77)", args: [] }])).rejects.toThrow(
    /FOREIGN KEY/,
  )
  other.close()
}, 30_000)
