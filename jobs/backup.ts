import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileOfUrl, urlOfFile } from '#lib/database-file'
import { database, openDatabase } from '#lib/db'
import { env } from '#lib/env'
import { markOf, readSecret, secret } from '#lib/secret'
import { copyDatabase, countContents, findDamage, stampBackup } from '#lib/store/backup'
import { draftOf, dropDraft, dropOldDrafts, listNames, makeDraft, putInPlace } from '#lib/whole-file'

/** What a backup holds and what became of older ones. */
export type BackupReport = {
  file: string
  bytes: number
  seconds: number
  papers: number
  readers: number
  sent: number
  /** Whether the secret is in it; one that is set by SECRET is not. */
  secret: boolean
  removed: number
}

/** A backup that cannot be made, or not be kept; one sentence. */
export class BackupFault extends Error {}

const NAME = /^attn-\d{4}-\d\d-\d\dT\d{6}Z\.db$/

/**
 * Copies the database of this process, and the secret, into one file: whole, checked and on the disk, or not at all. Readers and writers go
 * on meanwhile. `out` that does not end in .db is a folder, in which the file is named after the time; `keep`: how many of those stay.
 * @throws BackupFault
 */
export async function makeBackup(options: {
  out: string
  keep?: number
  now: Date
  onStep?: (words: string) => void
}): Promise<BackupReport> {
  const { out, keep, now, onStep = () => {} } = options
  const source = fileOfUrl(env().DATABASE_URL)
  if (source === null) throw new BackupFault('The database is no file.')
  const isFile = out.endsWith('.db')
  const folder = isFile ? dirname(out) : out
  const file = isFile ? out : join(folder, `attn-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.db`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (existsSync(file)) throw new BackupFault(`There is a file ${file}: nothing is overwritten. Name another one.`)
  dropOldDrafts(folder)
  const draft = draftOf(file)
  const began = performance.now()
  try {
    // It holds addresses and the secret. An empty file is filled by SQLite, and keeps its rights.
    makeDraft(draft)
    onStep(`Copying ${megabytes(statSync(source).size)} …`)
    await copyDatabase(await database(), draft)
    onStep('Checking the copy …')
    const contents = await finish(draft, now)
    putInPlace(draft, file)
    const { bytes, seconds } = { bytes: statSync(file).size, seconds: (performance.now() - began) / 1000 }
    const removed = isFile || keep === undefined ? 0 : removeOld(folder, keep, basename(file))
    return { file, bytes, seconds, ...contents, removed }
  } finally {
    dropDraft(draft)
  }
}

/** 293 MB, 1.2 GB. */
export const megabytes = (bytes: number): string =>
  bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`

async function finish(draft: string, madeAt: Date) {
  const copy = await openDatabase(urlOfFile(draft))
  try {
    // First: it makes one where nobody needed any so far, and that one belongs into the backup.
    const secretMark = markOf(secret())
    const kept = env().SECRET === undefined ? readSecret(env().DATA_DIR) : null
    await stampBackup(copy, { madeAt, secret: kept, secretMark })
    const damage = await findDamage(copy)
    if (damage)
      throw new BackupFault(
        `The copy is damaged, as the database itself must be (${damage}): keep older backups, and restore one of them.`,
      )
    return { ...(await countContents(copy)), secret: kept !== null }
  } finally {
    await copy.close()
  }
}

// The one just made stays in any case: the others may be of a clock that was ahead.
function removeOld(folder: string, keep: number, made: string): number {
  const others = listNames(folder, NAME).filter(name => name !== made)
  const old = others.reverse().slice(keep - 1)
  for (const name of old) rmSync(join(folder, name))
  return old.length
}
