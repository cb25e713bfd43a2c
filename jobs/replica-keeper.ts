import { mkdirSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '#lib/clock'
import { openServer } from '#lib/database-server'
import type { Env } from '#lib/env'
import { log, renderError } from '#lib/log'
import { openCopy } from '#lib/replica'
import { noteSynced, partsOf, replicaFiles } from '#lib/replica-files'

/** How long after it agreed with the server the copy asks it again, in milliseconds. */
const ROUND_MS = 150
const PAUSE_MS = 1_000
/** After so many failures in a row while the server answers, it is the copy that is not right. */
const DAMAGED_AFTER = 5

type Settings = Pick<Env, 'DATA_DIR' | 'DATABASE_URL' | 'DATABASE_AUTH_TOKEN'>

/** Keeps the copy of the server's database in step until `signal` is aborted. A copy that cannot be used is made anew. */
export async function keepCopy(
  settings: Settings,
  { signal, onRound = () => {} }: { signal: AbortSignal; onRound?: () => void },
): Promise<void> {
  const { DATA_DIR, DATABASE_URL, DATABASE_AUTH_TOKEN } = settings
  mkdirSync(DATA_DIR, { recursive: true })
  const files = replicaFiles(DATA_DIR)
  let copy: ReturnType<typeof openCopy> | null = null
  let failures = 0
  while (!signal.aborted) {
    onRound()
    let rest = ROUND_MS
    try {
      copy ??= openCopy(files, DATABASE_URL, DATABASE_AUTH_TOKEN)
      await copy.sync()
      noteSynced(files, now())
      if (failures > 0) log.info('the database answers again')
      failures = 0
    } catch (error) {
      if (failures === 0) log.error('the copy cannot follow the database', error)
      rest = PAUSE_MS
      copy?.close()
      copy = null
      if (++failures >= DAMAGED_AFTER && (await answers(settings))) {
        log.error('the copy of the database is made anew', renderError(error))
        for (const part of partsOf(files)) rmSync(part, { recursive: true, force: true })
        failures = 1
      }
    }
    await sleep(rest, undefined, { signal }).catch(() => null)
  }
  copy?.close()
}

async function answers({ DATABASE_URL, DATABASE_AUTH_TOKEN }: Settings): Promise<boolean> {
  const server = openServer(DATABASE_URL, DATABASE_AUTH_TOKEN)
  return server
    .execute('SELECT 1')
    .then(
      () => true,
      () => false,
    )
    .finally(() => server.close())
}
