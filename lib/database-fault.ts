import { fileOfUrl } from './database-file.ts'
import type { Env } from './env.ts'
import { renderError } from './log.ts'

/** What ails the database and what to do, in one sentence; null for an error that is nobody's but the program's. */
export function explainDatabaseFault(error: unknown, settings: Pick<Env, 'DATA_DIR' | 'DATABASE_URL'>): string | null {
  const told = renderError(error)
  const file = fileOfUrl(settings.DATABASE_URL)
  // A remote address may hold a password.
  const where = file ?? 'of DATABASE_URL'
  if (/ENOSPC|SQLITE_FULL|disk is full/i.test(told))
    return `The disk of ${settings.DATA_DIR} is full: free some space and start again. What was saved before is safe.`
  if (/SQLITE_IOERR/.test(told))
    return `The disk of the database ${where} is full or failing (${told}): free some space, check it and start again.`
  if (/SQLITE_NOTADB|SQLITE_CORRUPT|malformed|not a database/i.test(told))
    return `The file ${where} is no usable database (${told}): restore a backup, or move it away to begin anew.`
  if (/SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_PERM|unable to open|ConnectionFailed/i.test(told))
    return `The database ${where} cannot be opened for writing (${told}): make it and its folder yours, or name another file with DATABASE_URL.`
  if (/SQLITE_BUSY|P1008|operation has timed out/i.test(told))
    return `The database ${where} is held by another program (${told}): wait for that one to end and start again.`
  if (file === null && /HTTP status 40[13]/.test(told))
    return `The database ${where} does not let us in (${told}): set DATABASE_AUTH_TOKEN to a token that it knows.`
  // Whatever else we fetch is named first.
  if (file === null && /^fetch failed/i.test(told))
    return `The database ${where} does not answer (${told}): start its server, or name another one.`
  return null
}

/** Whether an error says that the server of the database cannot be reached, or says nothing: it may be back in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  return /fetch failed|ECONNREFUSED|ECONNRESET|other side closed|due to timeout|HTTP status 5\d\d/i.test(
    renderError(error),
  )
}

/**
 * Whether an error says that the database does not do its work: its server is away, its file is gone, broken or held by another program, its
 * disk is full. A server that went away may still have written what it was told to. Whoever runs the site can bring it back without starting the site anew.
 */
export const isDatabaseOut = (error: unknown): boolean =>
  isDatabaseAway(error) ||
  /SQLITE_(BUSY|NOTADB|CORRUPT|CANTOPEN|IOERR|FULL|READONLY|PERM)|ENOSPC|malformed|not a database|unable to open|disk is full|P1008|timed out/i.test(
    renderError(error),
  )
