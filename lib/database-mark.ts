import { statSync } from 'node:fs'
import { fileOfUrl } from './database-file.ts'

/**
 * Something that is another after each write to a database file, by whichever process: null for the database of a server. What is written goes
 * to the log beside the file first, and sometimes from there to the file. It takes a few microseconds.
 */
export function findDatabaseMark(url: string): string | null {
  const file = fileOfUrl(url)
  return file === null ? null : `${stampOf(file)} ${stampOf(`${file}-wal`)}`
}

function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.ino}/${found.size}/${found.mtimeNs}` : ''
}
