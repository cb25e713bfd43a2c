import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { fileOfUrl } from '#lib/database-file'
import { closeDatabase, type Database, database } from '#lib/db'
import { env, forgetEnv } from '#lib/env'
import { migrate, readMigrations } from '#lib/store/migrate'
import { type LibsqlServer, startServer } from './libsql-server.ts'

const MIGRATIONS = readMigrations(fileURLToPath(new URL('../../prisma/migrations', import.meta.url)))

/** A database of a test: a real file in a folder of its own, which is DATA_DIR as well. */
export type TestDatabase = Database & { dir: string; url: string }

let folder: string | undefined
let server: LibsqlServer | undefined

/** An empty, migrated file. Copying it takes a tenth of the time that the migrations take, which a process applies once. */
let migrated: Buffer | undefined

/**
 * Opens an empty, migrated database in a new folder and makes it the one that `database()` and `env()` of this process speak of.
 * The one opened before is closed and deleted; so is the last, after the file's tests. More variables of the environment
 * can be given; they replace those of the test before, and `undefined` removes one.
 */
export async function openTestDatabase(variables: Record<string, string | undefined> = {}): Promise<TestDatabase> {
  await closeTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'attn-test-'))
  // By hand, `TEST_DATABASE=server npx vitest run … tests/store`: the same against a libSQL server, a new one for each database.
  server = process.env.TEST_DATABASE === 'server' ? await startServer() : undefined
  const url = server?.url ?? `file:${folder}/attn.db`
  setVariables({
    DATA_DIR: folder,
    DATABASE_URL: url,
    SECRET: 'a secret for tests only',
    SMTP_URL: undefined,
    SOURCES: 'none',
    ...variables,
  })
  forgetEnv()
  const file = fileOfUrl(env().DATABASE_URL)
  const isNew = file !== null && !existsSync(file)
  const isCopy = isNew && migrated !== undefined
  if (isCopy) writeFileSync(file, migrated!)
  const db = await database()
  if (!isCopy) await migrate(db, MIGRATIONS, new Date(0))
  if (isNew && !isCopy) {
    await db.prisma.$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
    migrated = readFileSync(file)
  }
  return { ...db, dir: folder, url }
}

/** Closes and deletes the test's database, if there is one. */
export async function closeTestDatabase(): Promise<void> {
  await closeDatabase()
  await server?.kill()
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
