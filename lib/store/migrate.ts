import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#lib/db'

/** A migration: its folder's name and its SQL. */
export type Migration = { id: string; sql: string; checksum: string }

/** The migrations of a folder in Prisma's layout (`<id>/migration.sql`), in order. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
    .map(id => {
      const sql = readFileSync(join(folder, id, 'migration.sql'), 'utf8').replace(/\r\n/g, '\n')
      return { id, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Whether a database has a schema of this program at all, of whatever version. */
export async function wasMigrated({ read }: Database): Promise<boolean> {
  const { rows } = await read(`SELECT 1 FROM sqlite_master WHERE name = '_migration'`, [])
  return rows.length > 0
}

/**
 * Applies what is missing, each migration in a transaction of its own together with its record, and returns the ids applied.
 * Safe to run from several processes at once.
 * @throws when an applied migration was changed since, when the database knows one that this program does not, or when SQL fails.
 */
export async function migrate(db: Database, migrations: Migration[], now: Date): Promise<string[]> {
  await db.script(
    'CREATE TABLE IF NOT EXISTS "_migration" ("id" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "applied_at" DATETIME NOT NULL)',
  )
  refuseForeign(await findApplied(db), migrations)
  const done: string[] = []
  for (const migration of migrations) {
    if ((await findApplied(db)).has(migration.id)) continue
    try {
      await db.script(
        `BEGIN IMMEDIATE;\n${migration.sql}\nINSERT INTO "_migration" VALUES ('${migration.id}', '${migration.checksum}', ${now.getTime()});\nCOMMIT;`,
      )
      done.push(migration.id)
    } catch (error) {
      // Another process may have applied it between the look and the lock.
      if (!(await findApplied(db)).has(migration.id)) {
        throw new Error(`Migration ${migration.id} failed: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        })
      }
    }
  }
  return done
}

async function findApplied(db: Database): Promise<Map<string, string>> {
  const rows = await db.prisma.$queryRaw<{ id: string; checksum: string }[]>`SELECT "id", "checksum" FROM "_migration"`
  return new Map(rows.map(row => [row.id, row.checksum]))
}

function refuseForeign(applied: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map(migration => [migration.id, migration.checksum]))
  for (const [id, checksum] of applied) {
    if (!known.has(id))
      throw new Error(
        `The database was made by a newer Attn (migration ${id}). Update this program, or restore an older backup.`,
      )
    if (known.get(id) !== checksum)
      throw new Error(
        `Migration ${id} was changed after it had been applied. Restore the file prisma/migrations/${id}/migration.sql.`,
      )
  }
}
