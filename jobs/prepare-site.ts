import { rmSync } from 'node:fs'
import { explainDatabaseFault, isDatabaseAway } from '#lib/database-fault'
import { closeDatabase } from '#lib/db'
import { type Env, EnvError, env } from '#lib/env'
import { renderError } from '#lib/log'
import { checkMail } from '#lib/mail'
import { findSyncedAt, replicaFiles } from '#lib/replica-files'
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
    console.log(JSON.stringify({ settings, did: await prepareOrWait(settings) }))
    return 0
  } catch (error) {
    console.error(explain(error))
    return 1
  } finally {
    await closeDatabase().catch(() => null)
  }
}

// A site that has a copy to read from need not wait for the server; one without has nothing to show.
async function prepareOrWait(settings: Env): Promise<string[]> {
  const files = replicaFiles(settings.DATA_DIR)
  try {
    const did = await prepareData(settings)
    // What an older program copied may lack what this one asks for: the server is read until the copy agrees with it again.
    rmSync(files.synced, { force: true })
    return did
  } catch (error) {
    const syncedAt = settings.DATABASE_REPLICA === 'on' && isDatabaseAway(error) ? findSyncedAt(files) : null
    if (!syncedAt) throw error
    return [
      `The database does not answer: the site shows its copy of ${syncedAt.toISOString()}, and changes have to wait.`,
    ]
  }
}

function explain(error: unknown): string {
  const told = renderError(error)
  return error instanceof EnvError ? told : (explainDatabaseFault(error, env()) ?? told)
}
