import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

/** What a service answers when all is well. */
export type Page = { status?: number; headers?: Record<string, string>; body: string | Buffer }

/** How a request is answered wrongly, given what would have been right. */
export type Fault = (request: IncomingMessage, response: ServerResponse, right: Page) => void | Promise<void>

/** A request as the server saw it: from its arrival to the last byte of its answer, in milliseconds of one clock. */
export type Seen = { path: string; headers: IncomingMessage['headers']; beganMs: number; endedMs: number }

/** A service on loopback that answers well, and misbehaves on command. */
export type SourceServer = {
  url: string
  seen: Seen[]
  /** The most requests that were in flight at one time. */
  mostAtOnce(): number
  /** The shortest time from the end of one request to the beginning of the next. */
  shortestGapMs(): number
  /** The next requests are answered like this, one each; `null` answers one well. */
  misbehave(...faults: (Fault | null)[]): void
  stop(): Promise<void>
}

/** Starts a service on a free port that answers with what `answer` makes of an address. */
export async function startSourceServer(answer: (url: URL) => Page | Promise<Page>): Promise<SourceServer> {
  const seen: Seen[] = []
  const faults: (Fault | null)[] = []
  let inFlight = 0
  let most = 0
  const server = createServer(async (request, response) => {
    const one: Seen = {
      path: request.url ?? '',
      headers: request.headers,
      beganMs: performance.now(),
      endedMs: Number.NaN,
    }
    seen.push(one)
    most = Math.max(most, ++inFlight)
    // The last byte was sent, or the connection broke: when the connection is gone after that is up to the system.
    response.once('finish', () => {
      one.endedMs = performance.now()
    })
    response.once('close', () => {
      if (!response.writableFinished) one.endedMs = performance.now()
      inFlight--
    })
    const right = await answer(new URL(one.path, 'http://127.0.0.1'))
    const fault = faults.shift() ?? answerWell
    await fault(request, response, right)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    mostAtOnce: () => most,
    shortestGapMs: () => Math.min(...seen.slice(1).map(({ beganMs }, i) => beganMs - seen[i]!.endedMs)),
    misbehave: (...next) => {
      faults.push(...next)
    },
    stop: () => stop(server),
  }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}

/** Gzipped for those who take it, as the real ones do. */
const answerWell: Fault = (request, response, { status = 200, headers = {}, body }) => {
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'])) && body.length > 0
  response.writeHead(status, { ...headers, ...(zipped && { 'content-encoding': 'gzip' }) })
  response.end(zipped ? gzipSync(body) : body)
}

/** Everything that has been seen to go wrong between here and a service. */
export const FAULTS = {
  status:
    (status: number, headers: Record<string, string> = {}, body = ''): Fault =>
    (_, response) => {
      response.writeHead(status, headers).end(body)
    },
  text:
    (body: string | Buffer, headers: Record<string, string> = {}): Fault =>
    (_, response) => {
      response.writeHead(200, headers).end(body)
    },
  reset: ((_, response) => {
    response.socket?.resetAndDestroy()
  }) as Fault,
  /** Goes away in the middle of what it had announced. */
  halfAndReset: ((_, response, { body }) => {
    response.writeHead(200, { 'content-length': body.length })
    response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy())
  }) as Fault,
  silence: (() => {}) as Fault,
  /** A byte now and then, for ever. */
  drip: (async (_, response, { body }) => {
    response.writeHead(200)
    for (let at = 0; !response.destroyed; at++) {
      response.write(body.slice(at % body.length, (at % body.length) + 1))
      await sleep(20)
    }
  }) as Fault,
  truncatedGzip: ((_, response, { body }) => {
    const zipped = gzipSync(body)
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped.subarray(0, zipped.length - 12))
  }) as Fault,
  damagedGzip: ((_, response, { body }) => {
    const zipped = gzipSync(body)
    zipped.fill(0x55, 12, 40)
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped)
  }) as Fault,
  announcesMore: ((_, response, { body }) => {
    response.writeHead(200, { 'content-length': body.length + 100 })
    response.write(body, () => response.socket?.end())
  }) as Fault,
  announcesLess: ((_, response, { body }) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: ${Math.floor(body.length / 2)}\r\n\r\n${body}`)
  }) as Fault,
  notHttp: ((_, response) => {
    response.socket?.end('220 mail.example.org ESMTP\r\n')
  }) as Fault,
  redirect:
    (to: string): Fault =>
    (_, response) => {
      response.writeHead(302, { location: to }).end()
    },
  /** Sends until nobody listens. */
  endless: ((_, response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write(BLANKS));
      response.once('drain', more)
    }
    more()
  }) as Fault,
  announcesGigabyte: ((_, response) => {
    response.writeHead(200, { 'content-length': 1_000_000_000 })
    response.write(BLANKS)
  }) as Fault,
  gzipBomb: ((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
  }) as Fault,
}

const BLANKS = Buffer.alloc(64_000, ' ')
// Fifty megabytes in fifty kilobytes.
const BOMB = gzipSync(Buffer.alloc(50_000_000), { level: 1 })
