import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { Agent, type Dispatcher, request } from 'undici'
import { decodeText } from './charset.ts'

/** What one request may take: milliseconds of each phase and in all; bytes on the wire and once decompressed. */
export type HttpLimits = {
  connectMs: number
  headersMs: number
  idleMs: number
  totalMs: number
  wireBytes: number
  textBytes: number
}

/** A cold page of OAI-PMH takes 90 s to begin; a page of 1300 records is 4 MB of text. */
export const HTTP_LIMITS: HttpLimits = {
  connectMs: 15_000,
  headersMs: 120_000,
  idleMs: 30_000,
  totalMs: 240_000,
  wireBytes: 16_000_000,
  textBytes: 64_000_000,
}

/** Of an answer that is no success only the beginning is read: it says why. */
const REFUSAL_BYTES = 64_000

/**
 * What came of a request. `away`: no answer, or half of one · `garbled`: bytes that cannot be read · `large`: more than is taken ·
 * `stopped`: the signal came first. `why` goes on after the name of the host: "answered nothing within 120 s".
 */
export type Reply =
  | { kind: 'reply'; status: number; headers: Record<string, string>; text: string }
  | { kind: 'away' | 'garbled' | 'large'; why: string }
  | { kind: 'stopped' }

/** Asks once by GET, follows nothing, and always comes back: with an answer or with the reason why there is none. */
export type Http = (url: string, headers: Record<string, string>, signal: AbortSignal) => Promise<Reply>

/** A way to ask with these limits, under a name that tells the service who asks. */
export function makeHttp(userAgent: string, limits: HttpLimits = HTTP_LIMITS): Http {
  // Without keep-alive: a connection that idles between two requests is one more than arXiv allows, when others of this installation ask.
  const agent = new Agent({
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
    pipelining: 0,
  })
  return async (url, headers, signal) => {
    const deadline = startDeadline(limits.totalMs, signal)
    try {
      const sent = { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', ...headers }
      const response = await request(url, { dispatcher: agent, headers: sent, signal: deadline.signal })
      return await readReply(response, limits)
    } catch (error) {
      if (signal.aborted) return { kind: 'stopped' }
      if (deadline.signal.aborted)
        return { kind: 'away', why: `did not finish its answer within ${seconds(limits.totalMs)}` }
      return explainFailure(error as NodeJS.ErrnoException, limits)
    } finally {
      deadline.end()
    }
  }
}

// Not AbortSignal.any: what it hangs on a signal that lives as long as the process stays there.
function startDeadline(ms: number, signal: AbortSignal) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, ms)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  const end = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
  return { signal: controller.signal, end }
}

class TooLarge extends Error {}

async function readReply(
  { statusCode: status, headers: raw, body }: Dispatcher.ResponseData,
  limits: HttpLimits,
): Promise<Reply> {
  const headers = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
  if (status >= 300) {
    const bytes = await readBeginning(body, REFUSAL_BYTES)
    const text = await decompress(bytes, headers, limits).then(
      plain => decodeText(plain, headers['content-type'] ?? ''),
      () => null,
    )
    return { kind: 'reply', status, headers, text: text ?? '' }
  }
  if (Number(headers['content-length']) > limits.wireBytes) {
    body.destroy()
    throw new TooLarge(
      `has an answer of ${megabytes(Number(headers['content-length']))}; at most ${megabytes(limits.wireBytes)} are taken`,
    )
  }
  const bytes = await decompress(await readWhole(body, limits.wireBytes), headers, limits)
  const text = decodeText(bytes, headers['content-type'] ?? '')
  if (text === null)
    return { kind: 'garbled', why: `answered in a character set that is not known (${headers['content-type']})` }
  return { kind: 'reply', status, headers, text }
}

async function readWhole(body: Dispatcher.ResponseData['body'], most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    // Leaving the loop ends the connection.
    if (bytes > most) throw new TooLarge(`sent more than ${megabytes(most)}`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readBeginning(body: Dispatcher.ResponseData['body'], most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  // What such an answer says is worth having, never worth failing for.
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > most) break
    }
  } catch {}
  return Buffer.concat(chunks)
}

const UNZIP = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
  zlib: promisify(inflate),
  raw: promisify(inflateRaw),
}

async function decompress(bytes: Buffer, headers: Record<string, string>, limits: HttpLimits): Promise<Buffer> {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding === 'identity' || coding === '' || bytes.length === 0) return bytes
  // "deflate" means zlib by the book and raw deflate in some servers: the low half of the first byte of zlib is always 8.
  const deflate = (bytes[0]! & 0x0f) === 8 ? UNZIP.zlib : UNZIP.raw
  const unzip = { gzip: UNZIP.gzip, 'x-gzip': UNZIP.gzip, br: UNZIP.br, deflate }[coding]
  if (!unzip) throw new Garbled(`answered in an encoding that was not asked for (${coding.slice(0, 40)})`)
  return unzip(bytes, { maxOutputLength: limits.textBytes })
}

class Garbled extends Error {}

const PLAIN: Record<string, string> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent less than it had announced',
  ENOTFOUND: 'is not known by that name: is this machine online',
  EAI_AGAIN: 'could not be looked up: is this machine online',
  ENETUNREACH: 'could not be reached: is this machine online',
  EHOSTUNREACH: 'could not be reached: is this machine online',
}

function explainFailure(error: NodeJS.ErrnoException, limits: HttpLimits): Reply {
  const { code = '', message } = error
  if (error instanceof TooLarge) return { kind: 'large', why: message }
  if (error instanceof Garbled) return { kind: 'garbled', why: message }
  if (code === 'ERR_BUFFER_TOO_LARGE')
    return { kind: 'large', why: `sent more than ${megabytes(limits.textBytes)} once decompressed` }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'large', why: 'sent more headers than are taken' }
  if (code === 'Z_BUF_ERROR') return { kind: 'away', why: 'sent a compressed answer that ends too early' }
  if (/^(Z_|ERR_)?(DATA_ERROR|.*BROTLI|.*_DECODER)/.test(code))
    return { kind: 'away', why: 'sent a compressed answer that is damaged' }
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return { kind: 'away', why: `could not be reached within ${seconds(limits.connectMs)}` }
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return { kind: 'away', why: `answered nothing within ${seconds(limits.headersMs)}` }
  if (code === 'UND_ERR_BODY_TIMEOUT')
    return { kind: 'away', why: `fell silent for ${seconds(limits.idleMs)} in the middle of its answer` }
  if (code.startsWith('HPE_')) return { kind: 'garbled', why: `answered something that is not HTTP (${code})` }
  return { kind: 'away', why: PLAIN[code] ?? `could not be asked (${code || message})` }
}

const seconds = (ms: number) => `${ms / 1000} s`
const megabytes = (bytes: number) => `${Math.round(bytes / 1e5) / 10} MB`
