import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { classify, type SendResult, type SmtpError } from './smtp-outcome.ts'

export type Envelope = { from: string; to: string }

/**
 * One open connection to a mail server; all that is asked of whatever carries mail. `send` answers what became of a mail, and `stale` where the
 * connection had been closed before anything of it was sent. `rest` lets a process end though the line is open, until it is used
 * again. `quit` says goodbye. Nothing throws.
 */
export type Line = {
  send(envelope: Envelope, raw: Buffer, signal?: AbortSignal): Promise<{ result: SendResult; stale: boolean }>
  rest(resting: boolean): void
  quit(): void
  readonly messages: number
  readonly broken: boolean
}

const CONNECT_MS = 30_000
/** Servers look at a mail before they answer its end, some for longer than half a minute. Shorter than any claim holds. */
const REPLY_MS = 120_000
/** How long a mail on the wire may take once the process is to stop; the worker itself waits for 30 s. */
const STOPPING_MS = 25_000

/**
 * Connects to the server of an `smtp:` or `smtps:` URL and logs in. Options of nodemailer's SMTPConnection can stand in the query of the URL.
 * Whatever goes wrong here says nothing about a mail. `onEnd` hears when the server hung up.
 * @throws SmtpError
 */
export function openLine(url: string, onEnd: (line: Line) => void, signal?: AbortSignal): Promise<Line> {
  const { auth, ...options } = parseConnectionUrl(url)
  const timeouts = { connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: REPLY_MS }
  const connection = new SMTPConnection({ ...timeouts, ...options, logger: false })
  const line = lineOver(connection)
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
      onEnd(line)
      fail(error)
    })
    connection.on('end', () => onEnd(line))
    connection.connect(error => {
      if (error) return fail(error)
      if (!auth || !connection.allowsAuth) return done()
      const credentials = { user: auth.user, pass: auth.pass }
      connection.login({ user: auth.user, credentials }, failed => (failed ? fail(failed) : done()))
    })
  })
}

function lineOver(connection: SMTPConnection): Line {
  let messages = 0
  const line: Line = {
    get messages() {
      return messages
    },
    get broken() {
      return connection.destroyed
    },
    rest: resting => {
      if (connection._socket) connection._socket[resting ? 'unref' : 'ref']()
    },
    quit: () => {
      if (!connection.destroyed) connection.quit()
    },
    send: (envelope, raw, signal) => {
      messages++
      return sendOver(connection, messages > 1, envelope, raw, signal)
    },
  }
  return line
}

function sendOver(
  connection: SMTPConnection,
  used: boolean,
  envelope: Envelope,
  raw: Buffer,
  signal: AbortSignal | undefined,
): Promise<{ result: SendResult; stale: boolean }> {
  const body = new Body(raw)
  return new Promise(resolve => {
    let deadline: NodeJS.Timeout | undefined
    const settle = () => {
      forget()
      clearTimeout(deadline)
    }
    const sent = (response: string) => {
      settle()
      resolve({ result: { outcome: 'sent', reply: oneLine(response) }, stale: false })
    }
    const fail = (error: SmtpError) => {
      settle()
      // After a refusal the session is in order, but not in a state worth reasoning about.
      if (!connection.destroyed) connection.quit()
      const code = error.responseCode
      const stale = used && !body.begun && (!code || code === 421) && !signal?.aborted
      resolve({ result: { ...classify(error, body.begun, body.readableEnded), reply: replyOf(error) }, stale })
    }
    const breakOff = (error: SmtpError) => {
      connection.close()
      fail(error)
    }
    const forget = onAbort(signal, () => {
      if (!body.begun) breakOff(stopped())
      else deadline = setTimeout(() => breakOff(stopped('stopped while the server had not answered')), STOPPING_MS)
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

const stopped = (why = 'stopped before anything was sent') => Object.assign(new Error(why), { code: 'ESTOPPED' })

/** Runs `act` when the signal is aborted, at once if it is already. Returns how to stop listening. */
function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) queueMicrotask(act)
  else signal?.addEventListener('abort', act, { once: true })
  return () => signal?.removeEventListener('abort', act)
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/** What the server said, or what went wrong, on one line. */
export const replyOf = (error: SmtpError): string => oneLine(error.response ?? error.message)
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 500)

/** The message, read by the connection only once the server asked for it. */
class Body extends Readable {
  /** Whether anything of it may be on the wire. */
  begun = false
  private at = 0
  constructor(private readonly raw: Buffer) {
    super({ highWaterMark: 65_536 })
  }
  override _read(size: number): void {
    this.begun = true
    const chunk = this.raw.subarray(this.at, this.at + size)
    this.at += chunk.length
    this.push(chunk.length ? chunk : null)
  }
}
