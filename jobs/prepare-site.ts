import { explainDatabaseFault } from '#lib/database-fault'
import { closeDatabase } from '#lib/db'
import { EnvError, env } from '#lib/env'
import { renderError } from '#lib/log'
import { checkMail } from '#lib/mail'
import { followedSources } from './followed-sources.ts'
import { prepareData } from './prepare-data.ts'

/**
 * Settings, folder, database, first papers: prints one line of JSON on stdout, or one sentence on stderr for what cannot be done.
 * Returns the exit code.
 */
export async function prepareSite(): Promise<number> {
  try {
    const settings = env()
    followedSources(settings)
    checkMail()
    console.log(JSON.stringify({ settings, did: await prepareData(settings) }))
    return 0
  } catch (error) {
    console.error(explain(error))
    return 1
  } finally {
    await closeDatabase().catch(() => null)
  }
}

function explain(error: unknown): string {
  const told = renderError(error)
  return error instanceof EnvError ? told : (explainDatabaseFault(error, env()) ?? told)
}
