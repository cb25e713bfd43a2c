import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What SQLite puts beside a file. */
const BESIDE = ['-wal', '-shm', '-journal']

/** A name beside a file for what is not whole yet: if this process is killed the next one removes it. */
export const draftOf = (file: string): string => `${file}.${process.pid}.attn.part`

const DRAFT = /\.(\d+)\.attn\.part(?:-wal|-shm|-journal)?$/

/** Makes an empty draft that is for its owner alone, from before there is anything in it. */
export const makeDraft = (draft: string): void => closeSync(openSync(draft, 'wx', 0o600))

/** Removes a draft, with what SQLite may have put beside it. */
export function dropDraft(draft: string): void {
  for (const end of ['', ...BESIDE]) rmSync(`${draft}${end}`, { force: true })
}

/** Removes the drafts in a folder whose process is gone, or that an earlier one of our number left. */
export function dropOldDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = DRAFT.exec(name) ?? []
    if (pid && (Number(pid) === process.pid || !lives(Number(pid)))) rmSync(join(folder, name), { force: true })
  }
}

/** Copies a database file with the log that may lie beside it; where the disk can share what is the same it does. */
export function copyWhole(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE)
}

/**
 * Gives a draft its name, once all of it is on the disk.
 * @throws EEXIST when there is a file of that name
 */
export function putInPlace(draft: string, file: string): void {
  sync(draft)
  try {
    // A link does not replace what is there, as a renaming would.
    linkSync(draft, file)
    rmSync(draft)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || existsSync(file)) throw error
    // A disk that knows no links.
    renameSync(draft, file)
  }
  sync(dirname(file))
}

/** Puts a draft in the place of a file at once; what was there, with what SQLite had beside it, goes to another name. */
export function replaceWith(draft: string, file: string, aside: string): void {
  sync(draft)
  // A log of changes that stayed behind would be played into the new file.
  for (const end of BESIDE) if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
  if (existsSync(file)) giveSecondName(file, aside)
  renameSync(draft, file)
  sync(dirname(file))
}

function giveSecondName(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error
    renameSync(file, name)
  }
}

/** The names in a folder that fit, newest last by name. */
export const listNames = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder)
    .filter(name => pattern.test(basename(name)))
    .sort()

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    // Not every system lets a folder be synced.
    if (!/^(EPERM|EINVAL|EISDIR)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    closeSync(handle)
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
