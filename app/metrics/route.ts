import { connection } from 'next/server'
import { now } from '#lib/clock'
import { figuresOf } from '#lib/domain/status/figures'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { buildFigures, type Figure, METRICS_TYPE, renderMetrics } from '#lib/metrics'
import { findAwaySince } from '#lib/replica-files'
import { isLocalPeer, isLoopback } from '#lib/requests'
import { isBearer } from '#lib/same-text'
import { findGauges } from '#lib/store/gauges'

/**
 * What this process measures of itself and what the database says of all, for Prometheus. With METRICS_TOKEN it is there for whoever shows
 * that; without, for this machine alone, while the site is no other's: a proxy that adds no header of its own looks like this machine.
 */
export async function GET(request: Request): Promise<Response> {
  await connection()
  const { METRICS_TOKEN, SITE_URL } = env()
  if (METRICS_TOKEN) {
    if (!isBearer(request.headers.get('authorization'), METRICS_TOKEN))
      return answer(401, 'This needs METRICS_TOKEN: Authorization: Bearer …\n', { 'WWW-Authenticate': 'Bearer' })
  } else if (!isLoopback(new URL(SITE_URL).hostname) || !isLocalPeer(request.headers)) {
    return answer(404, 'Metrics are shown to this machine alone, or to whoever has METRICS_TOKEN.\n')
  }
  return answer(200, await renderMetrics([...buildFigures(), ...(await findFigures())]), {
    'Content-Type': METRICS_TYPE,
  })
}

/** A database that is away is a figure too. */
async function findFigures(): Promise<Figure[]> {
  const at = now()
  const up = (value: number): Figure => ({
    name: 'attn_database_up',
    help: 'Whether the database answers this process; where a copy is read, whether that follows its server.',
    values: [{ value }],
  })
  try {
    return [up(findAwaySince(at) ? 0 : 1), ...figuresOf(await findGauges(at), at)]
  } catch (error) {
    log.error('the database does not answer', error)
    return [up(0)]
  }
}

const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  })
