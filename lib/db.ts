import { type Client, createClient, type InStatement, type LibsqlError, type ResultSet } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from '#generated/client'
import { env } from './env.ts'

/** How long a writer waits for another process's write before it gives up, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000

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
  const client = url.startsWith('file:') ? await openFile(url) : createClient({ url, authToken })
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

/** Settings of a connection, not of the file: each new one needs them. */
const CONNECTION_PRAGMAS =
  'PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY'

/**
 * Opens a file, and opens it anew whenever a statement gave up waiting for another process. The driver never finishes such a statement,
 * and no transaction of that connection could commit afterwards (tursodatabase/libsql-client-ts#352). Statements on a file run to
 * their end within one tick, so nothing else is under way on the connection that goes.
 */
async function openFile(url: string): Promise<Client> {
  const client = createClient({ url, timeout: BUSY_TIMEOUT_MS })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.executeMultiple(CONNECTION_PRAGMAS)
  const renewing =
    <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await run.apply(client, args)
      } catch (error) {
        // Both begin at once: nothing can come between the new connection and its settings.
        if (isBusy(error)) await Promise.all([client.reconnect(), client.executeMultiple(CONNECTION_PRAGMAS)])
        throw error
      }
    }
  return Object.assign(client, {
    execute: renewing(client.execute),
    batch: renewing(client.batch),
    executeMultiple: renewing(client.executeMultiple),
  })
}

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test((error as Partial<LibsqlError>).code ?? '')

// Kept on globalThis: the development server evaluates modules anew at every change.
const held = globalThis as { attnDatabase?: Promise<Database> }

/** The database of this process, opened at the first call. */
export function database(): Promise<Database> {
  held.attnDatabase ??= openDatabase(env().DATABASE_URL, env().DATABASE_AUTH_TOKEN).catch(error => {
    // What failed once may work the next time: the disk is back, the server is up.
    held.attnDatabase = undefined
    throw error
  })
  return held.attnDatabase
}

/** Closes the database of this process; the next call of `database` opens it again. */
export async function closeDatabase(): Promise<void> {
  const open = held.attnDatabase
  held.attnDatabase = undefined
  if (open) await (await open).close()
}
