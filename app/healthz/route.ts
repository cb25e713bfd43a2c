import { connection } from 'next/server'
import { log } from '#lib/log'
import { findPulse } from '#lib/store/status'

/** Whether this process can do its work, for a machine that restarts it otherwise. */
export async function GET(): Promise<Response> {
  await connection()
  try {
    const { papers, sources, workerSeenAt } = await findPulse()
    const states = Object.fromEntries(sources.map(({ name, state }) => [name, state]))
    return answer(200, { ok: true, papers, sources: states, workerSeenAt })
  } catch (error) {
    log.error('the database does not answer', error)
    return answer(503, { ok: false, why: 'The database does not answer.' })
  }
}

const answer = (status: number, data: object) =>
  Response.json(data, { status, headers: { 'Cache-Control': 'no-store' } })
