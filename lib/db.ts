import { createClient, type InStatement, type ResultSet } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from '#generated/client'
import { env } from './env.ts'

/** How long a writer waits for another process's write before it gives up, in milliseconds. */
const BUSY_TIMEOUT_MS = 15_000

/** One open database: the typed client and, on the same connection, statements that have to happen together. */
export type Database = {
  prisma: PrismaClient
  /** Runs the statements in one write transaction, all or none; one round trip on a server. */
  transact(statements: InStatement[]): Promise<ResultSet[]>
  /** Runs a script of several statements as it stands. */
  script(sql: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a database.
 *
 * Prisma's own transactions are not used on it: they begin deferred, so that a read followed by a write fails at once when
 * another process wrote in between, and each leaves its connection open and the next one without its pragmas
 * (tursodatabase/libsql-client-ts#350, prisma#30028). `transact` begins immediate, on the one connection.
 */
export async function openDatabase(url: string, authToken?: string): Promise<Database> {
  const client = createClient({ url, authToken, ...(url.startsWith('file:') && { timeout: BUSY_TIMEOUT_MS }) })
  if (url.startsWith('file:')) {
    await client.execute('PRAGMA journal_mode = WAL')
    await client.execute('PRAGMA synchronous = NORMAL')
    await client.execute('PRAGMA cache_size = -16384')
    await client.execute('PRAGMA temp_store = MEMORY')
    await client.execute('PRAGMA foreign_keys = ON')
  }
  class SharedConnection extends PrismaLibSql {
    override createClient() {
      return client
    }
  }
  const adapter = new SharedConnection({ url }, { timestampFormat: 'unixepoch-ms' })
  const prisma = new PrismaClient({ adapter })
  return {
    prisma,
    transact: statements => client.batch(statements, 'write'),
    script: sql => client.executeMultiple(sql),
    close: () => prisma.$disconnect(),
  }
}

// Kept on globalThis: the development server evaluates modules anew at every change.
const held = globalThis as { attnDatabase?: Promise<Database> }

/** The database of this process, opened at the first call. */
export function database(): Promise<Database> {
  held.attnDatabase ??= openDatabase(env().DATABASE_URL, env().DATABASE_AUTH_TOKEN)
  return held.attnDatabase
}

/** Closes the database of this process; the next call of `database` opens it again. */
export async function closeDatabase(): Promise<void> {
  const open = held.attnDatabase
  held.attnDatabase = undefined
  if (open) await (await open).close()
}
