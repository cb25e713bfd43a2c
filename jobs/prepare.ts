// Run by start.mjs before the site: settings, folder, database, first papers. It answers one line of JSON on stdout; what cannot
// be done ends with one sentence on stderr.

import { explainDatabaseFault } from '#lib/database-fault'
import { closeDatabase } from '#lib/db'
import { EnvError, env } from '#lib/env'
import { renderError } from '#lib/log'
import { checkMail } from '#lib/mail'
import { followedSources } from './ingest.ts'
import { prepareData } from './prepare-data.ts'

try {
  const settings = env()
  followedSources(settings)
  checkMail()
  console.log(JSON.stringify({ settings, did: await prepareData(settings) }))
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
} finally {
  await closeDatabase().catch(() => null)
}

function explain(error: unknown): string {
  const told = renderError(error)
  return error instanceof EnvError ? told : (explainDatabaseFault(error, env()) ?? told)
}
