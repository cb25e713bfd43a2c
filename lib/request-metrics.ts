import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from './env.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { isOwnRequest } from './page-maker.ts'
import { beginDoing, type Doing } from './request-context.ts'
import { type RouteOf, readRoutes } from './request-route.ts'

/** Asked every few seconds by machines: only of interest to whoever wants to see all requests. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics'])

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

// On globalThis because the development server evaluates modules anew at every change.
const held = globalThis as { attnMeasures?: boolean }

/** From now on every request of this process has an id, is counted and timed, and where LOG_REQUESTS says so is told of in the log. */
export function measureRequests(routesFile: string): void {
  if (held.attnMeasures) return
  held.attnMeasures = true
  const routeOf = readRoutes(readText(routesFile))
  metrics()
  subscribe('http.server.request.start', message => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    begin(request, response, routeOf)
  })
}

function begin(request: IncomingMessage, response: ServerResponse, routeOf: RouteOf): void {
  const began = performance.now()
  const path = (request.url ?? '/').split('?', 1)[0]!
  const markup = makesPage(request) ? [] : null
  const doing: Doing = { request: idOf(request), route: routeOf(path), databaseMs: 0, markup }
  beginDoing(doing)
  // What began during a request may last longer than it, and holds on to what was going on.
  response.once('close', () => {
    doing.markup = null
  })
  // A page that is kept for all is rendered for nobody: whoever waits for it is counted.
  if (isOwnRequest(request)) return
  response.setHeader('X-Request-Id', doing.request!)
  response.once('close', () => {
    const ms = performance.now() - began
    const method = METHODS.has(request.method ?? '') ? request.method! : 'other'
    const status = response.writableFinished ? response.statusCode : 'aborted'
    const { requests, requestSeconds, databaseSeconds } = metrics()
    requests.inc({ method, route: doing.route, status })
    requestSeconds.observe({ route: doing.route }, ms / 1000)
    if (doing.databaseMs > 0) databaseSeconds.observe({ kind: 'request', name: doing.route }, doing.databaseMs / 1000)
    if (isWorthALine(doing, response.statusCode))
      log.info('request', {
        // The listener runs outside of what the request did.
        ...{ request: doing.request, method, route: doing.route, path, status },
        ...{ ms: Math.round(ms), databaseMs: Math.round(doing.databaseMs) },
      })
  })
}

/** Whether the answer is rendered here. Next's own script asks, by headers, for what it renders itself. */
const makesPage = ({ headers }: IncomingMessage) => headers.rsc === undefined && headers['next-action'] === undefined

/** What went wrong always is; everything only when it is asked for. */
const isWorthALine = ({ route }: Doing, status: number) =>
  env().LOG_REQUESTS === 'on' || (status >= 500 && !PROBES.has(route))

/** What a proxy of ours calls the request, or a name of its own. Strangers do not choose what stands in the log. */
function idOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  const peer = request.socket.remoteAddress ?? ''
  const isTrusted = env().TRUST_PROXY > 0 || /^(127\.|::1$|::ffff:127\.)/.test(peer)
  return isTrusted && typeof given === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(given)
    ? given
    : randomBytes(9).toString('base64url')
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
