import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, Server, ServerResponse } from 'node:http'
import { now } from './clock.ts'
import { findDatabaseMark } from './database-mark.ts'
import { contentPolicy, showsMail } from './domain/web/content-policy.ts'
import { sharedView } from './domain/web/shared-view.ts'
import { type Env, env } from './env.ts'
import { log } from './log.ts'
import { hashOf } from './named-scripts.ts'
import { bytesOf, type PageAnswer, sendPage } from './page-answer.ts'
import { createPageCache } from './page-cache.ts'
import { type Frame, isOwnRequest, makePage } from './page-maker.ts'

// What stands before Next: pages that everybody sees alike are rendered once and kept; whatever else is asked for goes to Next with a
// policy of its own. Next has a cache too, of what it can render without a request; no page here is of that kind, for the policy of a request
// names its scripts.

const MAX_BYTES = 64 * 2 ** 20

/**
 * So long a cache between this site and its readers may keep a page, in seconds. With the age that a page may have here it is less than a
 * minute. No `stale-while-revalidate`: browsers would obey it too (RFC 5861 §3) and show an old page of their own first.
 */
const SHARED_SECONDS = 15

const taken = new WeakSet<Server>()

/**
 * From now on every request of this process comes through here first.
 * @param scripts what stands as a script in each page and was not written by Next
 */
export function standInFront(scripts: string[]): void {
  const receive = createFront(env(), scripts.map(hashOf))
  // Next shows nobody its server. Node does, with the first request, before anyone is told of it.
  subscribe('http.server.request.start', message => {
    const { server } = message as { server: Server }
    if (taken.has(server)) return
    taken.add(server)
    const next = server.listeners('request') as RequestListener[]
    server.removeAllListeners('request')
    server.on('request', (request, response) =>
      receive(request, response, () => {
        for (const listener of next) listener.call(server, request, response)
      }),
    )
  })
}

type Receive = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void

function createFront({ SITE_URL, DATABASE_URL, CACHE_SECONDS }: Env, scripts: string[]): Receive {
  const site = new URL(SITE_URL)
  const headers: OutgoingHttpHeaders =
    site.protocol === 'https:' ? { 'strict-transport-security': 'max-age=31536000' } : {}
  const frame: Frame = { host: site.host, scripts, headers, cacheControl: cacheControlOf(CACHE_SECONDS) }
  const cache = createPageCache<PageAnswer>(
    {
      maxBytes: MAX_BYTES,
      maxAgeMs: CACHE_SECONDS * 1000,
      sizeOf: bytesOf,
      findMark: () => findDatabaseMark(DATABASE_URL),
    },
    now,
  )

  function passOn(request: IncomingMessage, response: ServerResponse, pass: () => void) {
    const path = request.url?.split('?')[0] ?? '/'
    const nonce = `nonce-${randomBytes(16).toString('base64url')}`
    const policy = contentPolicy({ scripts: [nonce, ...scripts], styles: showsMail(path) })
    // Next marks its scripts with the nonce that it finds in the policy of the *request*. What a visitor sent there is not believed.
    request.headers['content-security-policy'] = policy
    delete request.headers['content-security-policy-report-only']
    response.setHeader('Content-Security-Policy', policy)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value!)
    pass()
  }

  async function answer(view: string, request: IncomingMessage, response: ServerResponse, pass: () => void) {
    const { localAddress: host = '127.0.0.1', localPort: port = 0 } = request.socket
    const had = await cache
      .get(view, () => makePage(view, { host, port }, frame))
      .catch(error => {
        log.error('a page could not be made for all', error, { path: view })
        return null
      })
    if (had) await sendPage(had.page, request, response, had.hit ? 'Attn; hit' : 'Attn; fwd=miss')
    else passOn(request, response, pass)
  }

  return (request, response, pass) => {
    if (isOwnRequest(request)) return pass()
    const view = isForAll(request) ? sharedView(request.url ?? '/') : null
    if (view === null) return passOn(request, response, pass)
    answer(view, request, response, pass).catch(error => {
      log.error('a page could not be sent', error, { path: view })
      response.destroy()
    })
  }
}

/** Whether a page is asked for as a browser does it. Next's own script asks for parts of one, by headers. */
function isForAll({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return (
    headers.rsc === undefined && headers['next-router-state-tree'] === undefined && headers['next-url'] === undefined
  )
}

/** A browser asks each time, and is answered in a few bytes when nothing changed. */
const cacheControlOf = (seconds: number) =>
  seconds === 0 ? 'no-cache' : `public, max-age=0, s-maxage=${SHARED_SECONDS}`
