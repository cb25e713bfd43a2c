import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { urlOfFile } from '#lib/database-file'
import { openDatabase } from '#lib/db'
import { findAudit } from '#lib/store/audit'
import { runCommand } from '#tests/support/command-line'
import { openTestDatabase, type TestDatabase } from '#tests/support/database'
import { ATTENTION, savePapers } from '#tests/support/papers'
import { ADA, saveReader } from '#tests/support/readers'
import { makeFolder } from '#tests/support/started-site'

let db: TestDatabase
let elsewhere: ReturnType<typeof makeFolder>
let file: string

beforeEach(async () => {
  elsewhere = makeFolder()
  file = join(elsewhere.folder, 'file')
  db = await openTestDatabase()
  await savePapers([ATTENTION])
  await saveReader(ADA, new Date())
  // As an older version left it: to this program a migration is missing.
  await db.script('DELETE FROM _migration WHERE id = (SELECT max(id) FROM _migration)')
})
afterEach(() => elsewhere.remove())

async function countMigrations(url: string): Promise<number> {
  const other = await openDatabase(url)
  const { rows } = await other.read('SELECT count(*) AS n FROM _migration', [])
  await other.close()
  return Number(rows[0]!.n)
}

it('backup, export and status leave the database of an older version as it is, for its site may be running', async () => {
  const before = await countMigrations(db.url)
  const copy = `${file}.db`
  expect((await runCommand(['backup', '--out', copy])).out).toMatch(/^Saved 1 papers, 1 readers/)
  expect((await runCommand(['export', '--out', file])).out).toMatch(/^Exported 1 papers/)
  expect((await runCommand(['status'])).code).toBe(0)
  expect((await findAudit(9)).map(({ action }) => action)).toEqual(['export', 'backup'])
  expect(await countMigrations(db.url)).toBe(before)
  expect(await countMigrations(urlOfFile(copy))).toBe(before)
})

it('what they do counts also where it cannot be written down, and what they cannot read is explained', async () => {
  await db.script('DROP TABLE audit; DROP TABLE job_run')
  const saved = await runCommand(['backup', '--out', `${file}.db`])
  expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/^Saved 1 papers/) })
  expect(saved.err).toMatch(/^That this was done could not be written down: /)
  expect(await runCommand(['status'])).toEqual({
    code: 1,
    out: '',
    err: 'The database is of another version of Attn, and is left as it is: start the site, which brings it up to date, and try again.\n',
  })
})
