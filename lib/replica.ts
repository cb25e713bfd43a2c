import { statSync } from 'node:fs'
import { type Client, createClient, type InArgs, type InStatement, type ResultSet } from '@libsql/client'
import { fileAt, urlOfFile } from './database-file.ts'
import { bound, onlyReads } from './database-server.ts'
import { log, renderError } from './log.ts'
import { findSyncedAt, isDamaged, markDamaged, type ReplicaFiles } from './replica-files.ts'

/** How long what was seen of the copy's files counts, in milliseconds. */
const LOOK_MS = 250

/** The copy as its keeper has it. `sync` blocks this process until the server answers: only for a process that does nothing else. */
export function openCopy({ database }: ReplicaFiles, url: string, authToken: string | undefined): Client {
  return createClient({ url: urlOfFile(database), syncUrl: url, authToken })
}

/**
 * Lets a client of a server read from the copy beside it, whenever there is one, what only reads. Everything else goes to the server,
 * and so do reads while there is no copy, and what a damaged one cannot answer. `openFile` opens it; anew when the keeper had to make another.
 */
export function readNearby(server: Client, files: ReplicaFiles, openFile: (url: string) => Promise<Client>): Client {
  const execute = server.execute.bind(server) as (statement: InStatement) => Promise<ResultSet>
  const { close } = server
  let open: { inode: number; client: Promise<Client> } | null = null
  let lookedAt = Number.NEGATIVE_INFINITY

  function look(): void {
    if (performance.now() - lookedAt < LOOK_MS) return
    lookedAt = performance.now()
    const inode = findSyncedAt(files) && statSync(files.database, { throwIfNoEntry: false })?.ino
    if (inode === open?.inode) return
    void open?.client.then(client => client.close()).catch(() => null)
    open = inode ? { inode, client: openFile(urlOfFile(files.database)) } : null
  }

  return Object.assign(server, {
    execute: async (statement: string | InStatement, args?: InArgs) => {
      const asked = bound(statement, args)
      const client = onlyReads(asked) ? await nearest() : null
      if (client === null) return execute(asked)
      try {
        return await client.execute(asked)
      } catch (error) {
        if (!isUnreadable(error)) throw error
        mark(error)
        return execute(asked)
      }
    },
    close: () => {
      void open?.client.then(client => client.close()).catch(() => null)
      close.call(server)
    },
  })

  function mark(error: unknown): void {
    try {
      // It is being made anew, or another reader found it so before.
      if (!fileAt(files.database) || isDamaged(files)) return
      log.error('the copy of the database cannot be read', error)
      markDamaged(files)
    } catch (refusal) {
      log.error('the copy of the database could not be marked as damaged', refusal)
    }
  }

  async function nearest(): Promise<Client | null> {
    look()
    // The next look tries again.
    return open === null
      ? null
      : open.client.catch(error => {
          if (isUnreadable(error)) mark(error)
          open = null
          return null
        })
  }
}

const isUnreadable = (error: unknown) => /SQLITE_(NOTADB|CORRUPT|IOERR|CANTOPEN)/.test(renderError(error))
