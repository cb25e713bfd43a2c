// Run by start.mjs before the site: settings, folder, database, first papers. It answers one line of JSON on stdout; what cannot
// be done ends with one sentence on stderr.

import { fileOfUrl } from '#lib/database-file'
import { closeDatabase } from '#lib/db'
import { EnvError, env } from '#lib/env'
import { renderError } from '#lib/log'
import { prepareData } from './prepare-data.ts'

try {
  const settings = env()
  console.log(JSON.stringify({ settings, did: await prepareData(settings) }))
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
} finally {
  await closeDatabase().catch(() => null)
}

function explain(error: unknown): string {
  const told = renderError(error)
  if (error instanceof EnvError) return told
  const { DATA_DIR, DATABASE_URL } = env()
  // A remote address may hold a password.
  const where = fileOfUrl(DATABASE_URL) ?? 'of DATABASE_URL'
  if (/ENOSPC|SQLITE_FULL|disk is full/i.test(told))
    return `The disk of ${DATA_DIR} is full: free some space and start again.`
  if (/SQLITE_NOTADB|SQLITE_CORRUPT|malformed|not a database/i.test(told))
    return `The file ${where} is no usable database (${told}): restore a backup, or move it away to begin anew.`
  if (/SQLITE_CANTOPEN|SQLITE_READONLY|unable to open|ConnectionFailed/i.test(told))
    return `The database ${where} cannot be opened for writing (${told}): set DATABASE_URL or the rights of its folder.`
  return told
}
