import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { closeDatabase, type Database, database } from '#lib/db'
import { forgetEnv } from '#lib/env'
import { migrate, readMigrations } from '#lib/store/migrate'

const MIGRATIONS = readMigrations(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)))

/** A database of a test: a real file in a folder of its own, which is DATA_DIR as well. */
export type TestDatabase = Database & { dir: string; url: string }

let folder: string | undefined

/**
 * Opens an empty, migrated database in a new folder and makes it the one that `database()` and `env()` of this process speak of.
 * The one opened before is closed and deleted; so is the last, after the file's tests. More variables of the environment
 * can be given; they replace those of the test before, and `undefined` removes one.
 */
export async function openTestDatabase(variables: Record<string, string | undefined> = {}): Promise<TestDatabase> {
  await closeTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'attn-test-'))
  const url = `file:${folder}/attn.db`
  setVariables({
    DATA_DIR: folder,
    DATABASE_URL: url,
    SECRET: 'a secret for tests only',
    SMTP_URL: undefined,
    SOURCES: 'none',
    ...variables,
  })
  forgetEnv()
  const db = await database()
  await migrate(db, MIGRATIONS, new Date(0))
  return { ...db, dir: folder, url }
}

/** Closes and deletes the test's database, if there is one. */
export async function closeTestDatabase(): Promise<void> {
  await closeDatabase()
  if (folder) rmSync(folder, { recursive: true, force: true })
  folder = undefined
}

afterAll(closeTestDatabase)

function setVariables(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    // Empty counts as absent; what is truly absent would be filled from a file `.env`, and tests must never mail through its server.
    process.env[name] = value ?? ''
  }
}
