import { AsyncLocalStorage } from 'node:async_hooks'
import { type Client, createClient, type InArgs, type InStatement, type ResultSet } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaClient } from '#generated/client'
import { fileAt, fileOfUrl } from './database-file.ts'
import { openServer } from './database-server.ts'
import { timeDatabase } from './database-time.ts'
import { env } from './env.ts'
import { patiently } from './patience.ts'
import { readNearby } from './replica.ts'
import { type ReplicaFiles, replicaInUse } from './replica-files.ts'

/** How long a statement waits for another process's write before it gives up, in milliseconds. */
const PATIENCE_MS = 15_000

/** One open database: the typed client and, on the same connection, statements that have to happen together. */
export type Database = {
  prisma: PrismaClient
  /** Runs one statement that only reads. Unlike Prisma it hands on bytes as they are, and does not look at each value. */
  read(sql: string, args: InArgs): Promise<ResultSet>
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
export async function openDatabase(
  url: string,
  authToken?: string,
  patienceMs = PATIENCE_MS,
  replica?: ReplicaFiles,
): Promise<Database> {
  const isFile = url.startsWith('file:')
  const patient = <T>(run: () => Promise<T>) => timeDatabase(() => patiently(run, isBusy, patienceMs))
  const client = isFile ? await patient(() => openFile(url)) : openServer(url, authToken)
  if (replica) readNearby(client, replica, openFile)
  class SharedConnection extends PrismaLibSql {
    override createClient() {
      return client
    }
    // Patience around the adapter, not within: it lets one statement in at a time, and one that waits would keep all readers out.
    override async connect() {
      const adapter = await super.connect()
      const { queryRaw, executeRaw } = adapter
      adapter.queryRaw = query => patient(() => queryRaw.call(adapter, query))
      adapter.executeRaw = query => patient(() => executeRaw.call(adapter, query))
      return adapter
    }
  }
  const adapter = new SharedConnection({ url }, { timestampFormat: 'unixepoch-ms' })
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })
  return {
    prisma,
    read: (sql, args) => patient(() => client.execute({ sql, args })),
    transact: statements => patient(() => client.batch(statements, 'write')),
    script: sql => patient(() => client.executeMultiple(sql)),
    close: () => prisma.$disconnect(),
  }
}

/** Settings of a connection, not of the file: each new one needs them. */
const CONNECTION_PRAGMAS =
  'PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY'

/**
 * Opens a file whose locks are met at once: the driver runs a statement to its end within one tick, and would wait for another process
 * within that tick too, while nobody is answered. Whoever calls waits in its stead, see `patiently`. A statement that met a lock
 * did nothing: alone it is all or nothing; a batch begins immediate and is rolled back; a script is one statement, or begins immediate.
 *
 * After a lock the file is opened anew. The driver never finishes the statement that met it, and no transaction of that connection
 * could commit afterwards (tursodatabase/libsql-client-ts#352). One by one, so that none comes between the two. So it is after the file was
 * broken, and once another stands in its place: without a look one would read on for days in a file that nobody else can see.
 */
async function openFile(url: string): Promise<Client> {
  const client = createClient({ url, timeout: 0 })
  const { execute, batch, executeMultiple } = client
  const setUp = () => executeMultiple.call(client, CONNECTION_PRAGMAS)
  const path = fileOfUrl(url) ?? ''
  let opened: number | null = null
  let isSpoilt = false
  let last: Promise<unknown> = Promise.resolve()

  async function attempt<Result>(run: () => Promise<Result>): Promise<Result> {
    const present = fileAt(path)
    // Opening it anew would make an empty one.
    if (present === null) throw new Error(`SQLITE_CANTOPEN: the file ${path} is gone`)
    if (isSpoilt || present !== opened) {
      await client.reconnect()
      await setUp()
      isSpoilt = false
      opened = present
    }
    try {
      return await run()
    } catch (error) {
      isSpoilt = isBusy(error) || isBroken(error)
      throw error
    }
  }

  const oneByOne =
    <Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> => {
      const mine = last.then(() => attempt(() => run.apply(client, args)))
      last = mine.catch(() => {})
      return mine
    }

  try {
    await client.execute('PRAGMA journal_mode = WAL')
    await setUp()
    opened = fileAt(path)
  } catch (error) {
    client.close()
    throw error
  }
  return Object.assign(client, {
    execute: oneByOne(execute),
    batch: oneByOne(batch),
    executeMultiple: oneByOne(executeMultiple),
    // It would hold the connection over several ticks. Prisma asks for one when an operation takes several statements.
    transaction: async () => {
      throw new Error('The database knows no transactions but those of transact.')
    },
  })
}

/** Whether a statement met the lock of another process; the second is what Prisma's adapter makes of it. */
function isBusy(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { kind?: unknown } }
  return /^SQLITE_BUSY/.test(String(code)) || cause?.kind === 'SocketTimeout'
}

const isBroken = (error: unknown) => /^SQLITE_(NOTADB|CORRUPT|IOERR)/.test(String((error as { code?: unknown }).code))

// Kept on globalThis: the development server evaluates modules anew at every change.
const held = globalThis as {
  attnDatabase?: Promise<Database>
  attnPrimary?: Promise<Database>
}

/** The database of this process, opened at the first call. Where there is a copy beside the site, what it reads may be some moments old. */
export function database(): Promise<Database> {
  const replica = replicaInUse()
  return replica && reading.getStore() === 'primary' ? hold('attnPrimary') : hold('attnDatabase', replica ?? undefined)
}

/** The database of this process as it is now: what somebody is about to change, or changed just now, is read here. */
export function primary(): Promise<Database> {
  return replicaInUse() ? hold('attnPrimary') : database()
}

const reading = new AsyncLocalStorage<'primary'>()

/** Lets all that is read within be read from the database as it is now: for whoever has to see at once what they changed. */
export const fromPrimary = <Result>(read: () => Promise<Result>): Promise<Result> => reading.run('primary', read)

function hold(name: 'attnDatabase' | 'attnPrimary', replica?: ReplicaFiles): Promise<Database> {
  held[name] ??= openDatabase(env().DATABASE_URL, env().DATABASE_AUTH_TOKEN, PATIENCE_MS, replica).catch(error => {
    // What failed once may work the next time: the disk is back, the server is up.
    held[name] = undefined
    throw error
  })
  return held[name]
}

/** Makes another database that of this process until it is closed: a copy is worked on before it takes its place. */
export async function openInstead(url: string): Promise<Database> {
  await closeDatabase()
  const opened = openDatabase(url)
  held.attnDatabase = opened
  return opened.catch(error => {
    held.attnDatabase = undefined
    throw error
  })
}

/** Closes the database of this process; the next call of `database` opens it again. */
export async function closeDatabase(): Promise<void> {
  const open = [held.attnDatabase, held.attnPrimary]
  held.attnDatabase = undefined
  held.attnPrimary = undefined
  for (const each of open) await (await each)?.close()
}
