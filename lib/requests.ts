import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

// Next shows a page neither the socket of its request nor the response. Both are had from Node's own channel, and found again by a header
// whose name nobody outside this process knows.

/**
 * `socket`: the address at the other end of the socket. `peer`: the same, but null when a proxy says that it stands between. `forwarded`: the
 * addresses that proxies name, as they came: Next puts the socket's in where there are none.
 */
type Watched = { socket: string | null; peer: string | null; forwarded: string[]; response: ServerResponse }

/** What a proxy adds to a request. With any of these the socket's other end is a proxy, not the visitor. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via']

// On globalThis because Next bundles this module twice, for the instrumentation and for the pages, in one process.
const held = globalThis as { attnRequests?: { header: string; watched: Map<string, Watched> } }

/** From now on every request of this process is watched from its first moment to its last. */
export function watchRequests(): void {
  if (held.attnRequests) return
  const header = `x-attn-request-${randomBytes(16).toString('hex')}`
  const watched = new Map<string, Watched>()
  held.attnRequests = { header, watched }
  let count = 0
  subscribe('http.server.request.start', message => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    request.url = mendAddress(request.url ?? '/')
    const proxied = PROXY_HEADERS.some(name => request.headers[name] !== undefined)
    const key = String(++count)
    request.headers[header] = key
    const socket = request.socket.remoteAddress ?? null
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().flatMap(list => list.split(','))
    watched.set(key, { socket, peer: proxied ? null : socket, forwarded, response })
    response.once('close', () => watched.delete(key))
  })
}

/**
 * Whether a request was made on this very machine, under a name of this machine: a page elsewhere whose name was made to
 * point at 127.0.0.1 is not. Next believes the X-Forwarded-For that a visitor sends; this does not. False while nobody watches.
 */
export function isLocalPeer(headers: Headers): boolean {
  const peer = find(headers)?.peer ?? ''
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '')
  return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(peer) && isLoopback(host)
}

/**
 * The address of whoever made a request, or null. Anybody can send an X-Forwarded-For: it is believed only as far as proxies of one's own
 * wrote it, each of which adds an address at the end.
 * @param proxies how many of those stand in front; 0 is none
 */
export function clientAddress(headers: Headers, proxies: number): string | null {
  const { socket = null, forwarded = [] } = find(headers) ?? {}
  return proxies === 0 ? socket : (forwarded.at(-proxies)?.trim() ?? null)
}

/** Whether a host name is that of the machine itself. */
export const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/i.test(host)

/** Sets the status of the answer to a request, and after how many seconds to ask again; false when it is not watched, or already on its way. */
export function setResponseStatus(headers: Headers, status: number, retryAfterS?: number): boolean {
  const response = find(headers)?.response
  if (!response || response.headersSent) return false
  response.statusCode = status
  if (retryAfterS !== undefined) response.setHeader('Retry-After', retryAfterS)
  return true
}

const find = (headers: Headers): Watched | undefined =>
  held.attnRequests?.watched.get(headers.get(held.attnRequests.header) ?? '')

/** Next answers 500 to a path whose percent-encoding is broken; taken literally, it is merely a path that leads nowhere. */
function mendAddress(address: string): string {
  const [path = '', ...search] = address.split('?')
  try {
    decodeURIComponent(path)
    return address
  } catch {
    return [path.replaceAll('%', '%25'), ...search].join('?')
  }
}
