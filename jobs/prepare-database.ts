import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { now } from '#lib/clock'
import { fileOfUrl } from '#lib/database-file'
import { database } from '#lib/db'
import { type Env, EnvError } from '#lib/env'
import { migrate, readMigrations, wasMigrated } from '#lib/store/migrate'
import { hasPapers } from '#lib/store/papers'
import { skipTagging } from '#lib/store/tagging'
import { taggerVersion } from './tagger-version.ts'

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

/** Makes DATA_DIR, and a database of this program's schema; cheap when both are there. Returns how many migrations it took. */
export async function prepareDatabase(settings: Env): Promise<number> {
  makeDataDir(settings.DATA_DIR)
  const applied = await migrate(await database(), readMigrations(MIGRATIONS), now())
  // A database without papers has none that an older tagger saw.
  if (applied.length > 0 && !(await hasPapers())) await skipTagging(taggerVersion(), now())
  return applied.length
}

/** Makes a database where there is none yet, and leaves one that is there as it is. */
export async function prepareNew(settings: Env): Promise<void> {
  const file = fileOfUrl(settings.DATABASE_URL)
  const isThere = (file === null || existsSync(file)) && (await wasMigrated(await database()))
  if (!isThere) await prepareDatabase(settings)
}

// Rights are not asked for but tried: they lie on network disks, in containers, and to root.
function makeDataDir(folder: string): void {
  const probe = join(folder, `.probe-${randomBytes(4).toString('hex')}`)
  try {
    // Readers' addresses and the secret are in it. The rights of a folder that is there are its owner's choice.
    makeFolder(folder, 0o700)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    throw new EnvError(explainFolder(folder, (error as NodeJS.ErrnoException).code))
  }
}

// Not mkdir's `recursive`: where a parent is there and its child is still not found, as in /proc, Node 20 tries forever.
function makeFolder(folder: string, mode?: number): void {
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return
    if (code !== 'ENOENT' || existsSync(dirname(folder))) throw error
    makeFolder(dirname(folder))
    makeFolder(folder, mode)
  }
}

function explainFolder(folder: string, code: string | undefined): string {
  if (code === 'ENOSPC') return `The disk of DATA_DIR (${folder}) is full: free some space and start again.`
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its way' : `the system says ${code}`
  return `DATA_DIR (${folder}) cannot be written to, because ${why}: make it a folder of yours or name another one.`
}
