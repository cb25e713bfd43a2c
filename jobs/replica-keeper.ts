import { mkdirSync, rmSync, statfsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { now } from '#lib/clock'
import { openServer } from '#lib/database-server'
import type { Env } from '#lib/env'
import { log } from '#lib/log'
import { openCopy } from '#lib/replica'
import { isDamaged, noteSynced, partsOf, replicaFiles } from '#lib/replica-files'

/** How long after it agreed with the server the copy asks it again, in milliseconds. */
const ROUND_MS = 150
const PAUSE_MS = 1_000
/** After so many failures in a row while the server answers, it is the copy that is not right. */
const DAMAGED_AFTER = 5

/** How long a copy that was made anew has to show that this helped: at first in pauses, at last in milliseconds. */
const FIRST_REMAKE_PAUSES = 15
const LONGEST_REMAKE_MS = 15 * 60_000

/** With less room than this it is the disk that is not right, in bytes. */
const LEAST_BYTES = 16 * 2 ** 20

type Settings = Pick<Env, 'DATA_DIR' | 'DATABASE_URL' | 'DATABASE_AUTH_TOKEN'>

/** Keeps the copy of the server's database in step until `signal` is aborted. A copy that cannot be used is made anew. */
export async function keepCopy(
  settings: Settings,
  { signal, onRound = () => {}, pauseMs = PAUSE_MS }: { signal: AbortSignal; onRound?: () => void; pauseMs?: number },
): Promise<void> {
  const { DATA_DIR, DATABASE_URL, DATABASE_AUTH_TOKEN } = settings
  mkdirSync(DATA_DIR, { recursive: true })
  const files = replicaFiles(DATA_DIR)
  // Without a server to make another from, half a copy is better than none.
  const mayRemake = rarely(pauseMs * FIRST_REMAKE_PAUSES, () => answers(settings))
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
      if (failures++ === 0) log.error('the copy cannot follow the database', error)
      rest = pauseMs
      copy?.close()
      copy = null
    }
    const isWrong = failures >= DAMAGED_AFTER || isDamaged(files)
    if (isWrong && !isDiskFull(DATA_DIR) && (await mayRemake())) {
      log.info('the copy of the database is made anew')
      copy?.close()
      copy = null
      for (const part of partsOf(files)) rmSync(part, { recursive: true, force: true })
      failures = Math.min(failures, 1)
    }
    await sleep(rest, undefined, { signal }).catch(() => null)
  }
  copy?.close()
}

/** Whether something may be done once more, which helps less the oftener it was done: after a pause that grows, while it is `possible`. */
function rarely(firstMs: number, possible: () => Promise<boolean>): () => Promise<boolean> {
  let doneAt = Number.NEGATIVE_INFINITY
  let pauseMs = firstMs
  return async () => {
    const sinceMs = performance.now() - doneAt
    if (sinceMs < pauseMs || !(await possible())) return false
    pauseMs = sinceMs > LONGEST_REMAKE_MS ? firstMs : Math.min(pauseMs * 2, LONGEST_REMAKE_MS)
    doneAt = performance.now()
    return true
  }
}

/** What is there can be read, and another would not fit. The driver has no words for it: "Unknown". */
function isDiskFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < LEAST_BYTES
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
