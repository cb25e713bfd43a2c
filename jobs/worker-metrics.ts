import { createServer } from 'node:http'
import { env } from '#lib/env'
import { log } from '#lib/log'
import { buildFigures, METRICS_TYPE, renderMetrics } from '#lib/metrics'
import { isBearer } from '#lib/same-text'

/**
 * Shows on METRICS_PORT what the worker's process measures of itself: the jobs it ran, its memory, its event loop. What all processes have in
 * common is in the site's. With METRICS_TOKEN for whoever shows that, from anywhere; without, for this machine alone.
 */
export function serveWorkerMetrics(signal: AbortSignal): void {
  const { METRICS_PORT: port, METRICS_TOKEN: token } = env()
  if (!port) return
  const server = createServer(async (request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') return response.writeHead(404).end()
    if (token && !isBearer(request.headers.authorization, token))
      return response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end()
    response.writeHead(200, { 'Content-Type': METRICS_TYPE }).end(await renderMetrics(buildFigures()))
  })
  // Metrics are no reason for a worker not to work.
  server.on('error', error => log.error('the metrics of the worker cannot be shown', error, { port }))
  server.listen(port, token ? undefined : '127.0.0.1')
  signal.addEventListener('abort', () => server.close(), { once: true })
}
