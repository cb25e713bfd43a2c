import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileAt } from './database-file.ts'
import { env } from './env.ts'

/** Older than this, a copy does not follow its server, in milliseconds: it agrees with it several times a second. */
const OLD_MS = 10_000

/**
 * A copy of a server's database beside the site: the file whose time says when the two last agreed, the mark of whoever found it damaged, and
 * the lock of whoever keeps it.
 */
export type ReplicaFiles = { database: string; synced: string; damaged: string; lock: string }

export const replicaFiles = (dataDir: string): ReplicaFiles => ({
  database: join(dataDir, 'replica.db'),
  synced: join(dataDir, 'replica.synced'),
  damaged: join(dataDir, 'replica.damaged'),
  lock: join(dataDir, 'replica.lock'),
})

/** All that belongs to a copy. */
export const partsOf = ({ database, synced, damaged }: ReplicaFiles): string[] => [
  synced,
  damaged,
  ...['', '-wal', '-shm', '-info', '-client_wal_index'].map(end => database + end),
]

/** When a copy last agreed with the server; null where there is none that could be read. */
export function findSyncedAt({ synced }: ReplicaFiles): Date | null {
  return statSync(synced, { throwIfNoEntry: false })?.mtime ?? null
}

/** Notes that a copy agrees with the server. */
export function noteSynced({ synced }: ReplicaFiles, at: Date): void {
  try {
    utimesSync(synced, at, at)
  } catch {
    writeFileSync(synced, '')
  }
}

/** Leaves word for the keeper that a copy cannot be read. A mark speaks of one file: the next is not damaged. */
export function markDamaged({ database, damaged }: ReplicaFiles): void {
  writeFileSync(damaged, String(fileAt(database)))
}

/** Whether the copy as it is now was found to be damaged. */
export function isDamaged({ database, damaged }: ReplicaFiles): boolean {
  if (!statSync(damaged, { throwIfNoEntry: false })) return false
  return readFileSync(damaged, 'utf8') === String(fileAt(database))
}

// Kept on globalThis: Next evaluates modules once for each of its bundles.
const held = globalThis as { attnReplica?: ReplicaFiles }

/** From now on this process reads from the copy beside it, where the settings want one. */
export function readFromReplica(): void {
  const { DATABASE_URL, DATABASE_REPLICA, DATA_DIR } = env()
  if (DATABASE_REPLICA === 'on' && !DATABASE_URL.startsWith('file:')) held.attnReplica = replicaFiles(DATA_DIR)
}

/** The copy that this process reads from, or null. */
export const replicaInUse = (): ReplicaFiles | null => held.attnReplica ?? null

/** Since when the copy in use does not follow its server, which is away, or the copy's keeper is; null while it does. */
export function findAwaySince(now: Date): Date | null {
  const syncedAt = held.attnReplica ? findSyncedAt(held.attnReplica) : null
  return syncedAt && now.getTime() - syncedAt.getTime() > OLD_MS ? syncedAt : null
}
