import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { classify, type SendResult, type SmtpError } from './smtp-outcome.ts'

export type Envelope = { from: string; to: string }

const TIMEOUT_MS = 30_000
const IDLE_MS = 10_000
const MESSAGES_PER_CONNECTION = 100

/**
 * Hands one mail to the server of an `smtp:` or `smtps:` URL over a connection that is kept for the next ones. Options of
 * nodemailer's SMTPConnection can stand in the query of the URL. On an aborted `signal` a mail of which nothing was sent yet is
 * not sent. Never throws.
 *
 * nodemailer's own pool is not used: it sends a message again by itself when a connection closes, the final dot sent or not.
 */
export async function sendSmtp(
  url: string,
  envelope: Envelope,
  raw: Buffer,
  signal?: AbortSignal,
): Promise<SendResult> {
  const idle = takeIdle(url)
  if (idle) {
    const { result, stale } = await sendOver(idle, envelope, raw, signal)
    // The server may have closed a connection that waited; nothing of this mail was sent over it.
    if (!stale) return result
  }
  const opened = await open(url, signal)
  return opened instanceof Error
    ? { outcome: 'retry', reply: replyOf(opened), outage: true }
    : (await sendOver(opened, envelope, raw, signal)).result
}

/** Says goodbye on all connections that wait for a mail. */
export function closeSmtp(): void {
  for (const line of waiting.splice(0)) line.hangUp()
}

/** One open connection to a server. */
type Line = { url: string; connection: SMTPConnection; messages: number; hangUp(): void; timer?: NodeJS.Timeout }

const waiting: Line[] = []

function takeIdle(url: string): Line | undefined {
  const at = waiting.findIndex(line => line.url === url)
  const [line] = at < 0 ? [] : waiting.splice(at, 1)
  clearTimeout(line?.timer)
  if (line?.connection._socket) line.connection._socket.ref()
  return line
}

function keep(line: Line): void {
  if (line.connection.destroyed) return
  if (line.messages >= MESSAGES_PER_CONNECTION) {
    line.hangUp()
    return
  }
  waiting.push(line)
  // A process that has nothing else to do may end.
  if (line.connection._socket) line.connection._socket.unref()
  line.timer = setTimeout(() => {
    if (takeIdle(line.url) === line) line.hangUp()
  }, IDLE_MS)
  line.timer.unref()
}

/** Connects and logs in. Whatever goes wrong here says nothing about the mail. */
async function open(url: string, signal?: AbortSignal): Promise<Line | Error> {
  try {
    return await connect(url, signal)
  } catch (error) {
    return asError(error)
  }
}

function connect(url: string, signal?: AbortSignal): Promise<Line> {
  const { auth, ...options } = parseConnectionUrl(url)
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const connection = new SMTPConnection({ ...timeouts, ...options, logger: false })
  const line: Line = { url, connection, messages: 0, hangUp: () => connection.quit() }
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => fail(stopped()))
    const done = () => {
      forget()
      resolve(line)
    }
    const fail = (error: Error) => {
      forget()
      connection.close()
      reject(error)
    }
    connection.on('error', error => {
      drop(line)
      fail(error)
    })
    connection.on('end', () => drop(line))
    connection.connect(error => {
      if (error) return fail(error)
      if (!auth || !connection.allowsAuth) return done()
      const credentials = { user: auth.user, pass: auth.pass }
      connection.login({ user: auth.user, credentials }, failed => (failed ? fail(failed) : done()))
    })
  })
}

function drop(line: Line): void {
  clearTimeout(line.timer)
  const at = waiting.indexOf(line)
  if (at >= 0) waiting.splice(at, 1)
}

function sendOver(
  line: Line,
  envelope: Envelope,
  raw: Buffer,
  signal?: AbortSignal,
): Promise<{ result: SendResult; stale: boolean }> {
  const { connection } = line
  const body = new Body(raw)
  line.messages++
  return new Promise(resolve => {
    const sent = (response: string) => {
      forget()
      keep(line)
      resolve({ result: { outcome: 'sent', reply: oneLine(response) }, stale: false })
    }
    const fail = (error: SmtpError) => {
      forget()
      // After a refusal the session is in order, but not in a state worth reasoning about.
      if (!connection.destroyed) line.hangUp()
      const code = error.responseCode
      const stale = line.messages > 1 && !body.begun && (!code || code === 421) && !signal?.aborted
      resolve({ result: { ...classify(error, body.begun, body.readableEnded), reply: replyOf(error) }, stale })
    }
    const forget = onAbort(signal, () => {
      if (body.begun) return
      connection.close()
      fail(stopped())
    })
    try {
      connection.send({ ...envelope, size: raw.length }, body, (error, info) =>
        error ? fail(error) : sent(info?.response ?? ''),
      )
    } catch (error) {
      fail(asError(error))
    }
  })
}

const stopped = () => Object.assign(new Error('stopped before anything was sent'), { code: 'ESTOPPED' })

/** Runs `act` when the signal is aborted, at once if it is already. Returns how to stop listening. */
function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) queueMicrotask(act)
  else signal?.addEventListener('abort', act, { once: true })
  return () => signal?.removeEventListener('abort', act)
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
const replyOf = (error: SmtpError) => oneLine(error.response ?? error.message)
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 500)

/** The message, read by the connection only once the server asked for it. */
class Body extends Readable {
  /** Whether anything of it may be on the wire. */
  begun = false
  private at = 0
  constructor(private readonly raw: Buffer) {
    super()
  }
  override _read(size: number): void {
    this.begun = true
    const chunk = this.raw.subarray(this.at, this.at + size)
    this.at += chunk.length
    this.push(chunk.length ? chunk : null)
  }
}
