import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileOfUrl, urlOfFile } from '#lib/database-file'
import { closeDatabase, type Database, openDatabase, openInstead } from '#lib/db'
import { env } from '#lib/env'
import { renderError } from '#lib/log'
import { markOf, readSecret } from '#lib/secret'
import { recordAudit } from '#lib/store/audit'
import { countContents, findDamage, isUnused, type Stamp, takeStamp } from '#lib/store/backup'
import { type Carried, carryOver } from '#lib/store/carry-over'
import { type Held, holdMissed } from '#lib/store/hold-missed'
import { recordRun } from '#lib/store/jobs'
import { wasMigrated } from '#lib/store/migrate'
import { copyWhole, draftOf, dropDraft, dropOldDrafts, replaceWith } from '#lib/whole-file'
import { commandUser } from './command-user.ts'
import { prepareDatabase } from './prepare-database.ts'

/** What was restored, and what could not be known. */
export type RestoreReport = {
  madeAt: Date
  papers: number
  readers: number
  sent: number
  migrations: number
  /** Where the database that was here went; null where there was none. */
  replaced: string | null
  /** What it knew that must not be forgotten; null where it was not there or could not be read, and why it could not. */
  carried: Carried | null
  notCarried: string | null
  held: Held
  /** What became of the secret that signs links. */
  secret: 'restored' | 'the same' | 'another' | 'not in it'
}

/** A backup that cannot be restored; one sentence. Nothing was changed. */
export class RestoreFault extends Error {}

type Options = { file: string; replace: boolean; sendMissed: boolean; now: Date }

/**
 * Puts a backup in the place of the database. All is done on a copy that takes its place in the end: killed before, nothing has changed.
 * What fell due since the backup was made is held, for it may have been sent, unless `sendMissed`.
 * @throws RestoreFault
 */
export async function restoreBackup({ file, replace, sendMissed, now }: Options): Promise<RestoreReport> {
  const target = fileOfUrl(env().DATABASE_URL)
  if (target === null)
    throw new RestoreFault(
      'The database is on a server: restore there what it made itself and say `mail --hold-missed` before a worker starts, or `import` an export into an empty database.',
    )
  if (!existsSync(file) || !statSync(file).isFile()) throw new RestoreFault(`There is no file ${file}.`)
  const isThere = existsSync(target)
  if (isThere && !replace)
    throw new RestoreFault(
      `There is a database already, ${target}: say --replace to move it aside, beside its old place, or name another with DATABASE_URL.`,
    )
  if (isThere) await refuseInUse(target)
  const stamp = `replaced-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z`
  const aside = `${target}.${stamp}`
  const draft = draftOf(target)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  dropOldDrafts(dirname(target))
  try {
    copyWhole(file, draft)
    const done = await work(draft, { file, now, sendMissed, old: isThere ? target : null })
    // Before the file: a start without the secret would make another. Killed between the two, the same command again brings it to its end.
    const { secret, undo } = restoreSecret(done.stamp, stamp)
    try {
      replaceWith(draft, target, aside)
    } catch (error) {
      undo()
      throw error
    }
    return { ...done.report, replaced: isThere ? aside : null, secret }
  } finally {
    dropDraft(draft)
  }
}

async function refuseInUse(target: string): Promise<void> {
  // One that cannot be read is nobody's, unless what keeps us out is somebody's lock.
  const unused = await withDatabase(target, isUnused).catch(error => !/SQLITE_BUSY/.test(renderError(error)))
  if (!unused)
    throw new RestoreFault(
      `The database ${target} is in use: stop the site and the worker (and whatever else has it open) and try again.`,
    )
}

async function work(draft: string, options: { file: string; now: Date; sendMissed: boolean; old: string | null }) {
  const { file, now, sendMissed, old } = options
  let db: Database
  try {
    db = await openInstead(urlOfFile(draft))
    const damage = await findDamage(db)
    if (damage) throw new Error(damage)
  } catch (error) {
    await closeDatabase()
    throw new RestoreFault(`${file} is no sound database (${renderError(error)}): restore another backup.`)
  }
  try {
    if (!(await wasMigrated(db))) throw new RestoreFault(`${file} is a database, but not of Attn.`)
    const stamp = await takeStamp(db)
    const madeAt = stamp?.madeAt ?? statSync(file).mtime
    if (madeAt > now)
      throw new RestoreFault(
        `The backup says it was made at ${madeAt.toISOString()}, which is still to come by the clock of this machine: set it first.`,
      )
    const migrations = await prepareDatabase(env()).catch(error => {
      throw new RestoreFault(renderError(error))
    })
    const along = old === null ? NOTHING : await takeAlong(old)
    const held = sendMissed ? { digests: 0, letters: 0 } : await holdMissed(madeAt, now)
    const contents = await countContents(db)
    const summary = `Restored the backup of ${madeAt.toISOString()}.`
    await recordRun('restore', now, { ok: true, summary }, now)
    const outcome = sendMissed ? `${summary} What fell due since is sent.` : summary
    await recordAudit({ who: commandUser(), action: 'restore', target: basename(file), outcome }, now)
    return { stamp, report: { madeAt, ...contents, migrations, ...along, held } }
  } finally {
    await db.script('PRAGMA journal_mode = DELETE').catch(() => null)
    await closeDatabase()
  }
}

const NOTHING = { carried: null, notCarried: null }

// A file that is damaged cannot tell what was sent since. Anything else can be put right first.
async function takeAlong(old: string): Promise<Pick<RestoreReport, 'carried' | 'notCarried'>> {
  try {
    const carried = await carryOver(old)
    return { carried, notCarried: carried ? null : 'it is of another version of Attn, or of something else' }
  } catch (error) {
    const told = renderError(error)
    if (/SQLITE_(NOTADB|CORRUPT|CANTOPEN)|malformed|not a database|unable to open/i.test(told))
      return { ...NOTHING, notCarried: told }
    throw new RestoreFault(
      `What was sent and who left since cannot be taken along from ${old} (${told}): put that right, or move that file away yourself and restore without --replace, which forgets it.`,
    )
  }
}

/** The secret of the backup, unless SECRET is set. One that is there and differs is moved aside, until `undo` brings it back. */
function restoreSecret(stamp: Stamp | null, ending: string): { secret: RestoreReport['secret']; undo(): void } {
  const { DATA_DIR, SECRET } = env()
  const file = join(DATA_DIR, 'secret')
  const isThere = existsSync(file)
  const present = SECRET ?? (isThere ? readSecret(DATA_DIR) : null)
  const leave = (secret: RestoreReport['secret']) => ({ secret, undo: () => {} })
  if (stamp === null) return leave('not in it')
  if (present !== null && markOf(present) === stamp.secretMark) return leave('the same')
  if (SECRET !== undefined) return leave('another')
  if (stamp.secret === null) return leave('not in it')
  const aside = `${file}.${ending}`
  const draft = join(DATA_DIR, `.secret-${randomBytes(6).toString('hex')}`)
  try {
    writeFileSync(draft, `${stamp.secret}\n`, { mode: 0o600, flag: 'wx' })
    replaceWith(draft, file, aside)
  } finally {
    rmSync(draft, { force: true })
  }
  return { secret: 'restored', undo: () => (isThere ? renameSync(aside, file) : rmSync(file)) }
}

async function withDatabase<Result>(file: string, use: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(urlOfFile(file), undefined, 1000)
  try {
    return await use(db)
  } finally {
    await db.close()
  }
}
