import { connection } from 'next/server'
import { now } from '#lib/clock'
import { log } from '#lib/log'
import { findAwaySince } from '#lib/replica-files'
import { findPulse } from '#lib/store/status'

/**
 * Whether this process can do its work, for a machine that restarts it otherwise. It can while a source is stale, or no worker runs: no
 * restart of a web server heals that, so the answer stays 200 and says it. Watch `sources` or `freshness` for that, not the status.
 */
export async function GET(): Promise<Response> {
  await connection()
  try {
    const { papers, sources, freshness, workerSeenAt } = await findPulse(now())
    const states = Object.fromEntries(sources.map(({ name, state }) => [name, state]))
    const awaySince = findAwaySince(now())
    // A copy is read: nothing that a restart of this process would mend.
    const database = awaySince ? { database: 'away', copyOf: awaySince } : {}
    return answer(200, { ok: true, ...database, papers, freshness, sources: states, workerSeenAt })
  } catch (error) {
    log.error('the database does not answer', error)
    return answer(503, { ok: false, why: 'The database does not answer.' })
  }
}

const answer = (status: number, data: object) =>
  Response.json(data, { status, headers: { 'Cache-Control': 'no-store' } })
