import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** How the server misbehaves; each fault is used up by one mail, unless `always`. */
export type Fault =
  | { at: 'greeting' | 'login' | 'mail' | 'rcpt' | 'data'; reply: number; message?: string }
  | { at: 'greeting' | 'rcpt' | 'data'; hang: true }
  | { at: 'rcpt' | 'data'; drop: true }
  | { at: 'data'; delayMs: number }
  | { at: 'mid-data'; drop: true }

/** A mail as it arrived: taken apart, and byte for byte. `from` is where it goes back to when it cannot be delivered. */
export type Arrived = { from: string; to: string; raw: string; mail: ParsedMail }

/** A real mail server on loopback. `arrived` is what it took; `seen` counts every message it read to the end, by Message-ID. */
export type TestSmtp = {
  url: string
  arrived: Arrived[]
  seen: Map<string, number>
  connections(): number
  /** Uses up one fault a mail, in order; with `always` the last one stays. */
  fail(faults: Fault[], always?: boolean): void
  /** Runs before a mail is answered. */
  beforeReply(hook: (to: string) => Promise<void>): void
  /** The mails for an address, oldest first. */
  mailsTo(address: string): Arrived[]
  stop(): Promise<void>
}

/** Starts a mail server on a free port, or on a given one. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const arrived: Arrived[] = []
  const seen = new Map<string, number>()
  let faults: Fault[] = []
  let always = false
  let connections = 0
  let hook: (to: string) => Promise<void> = async () => {}
  const sockets = new Map<number | undefined, Socket>()
  const take = (at: Fault['at']): Fault | undefined => {
    if (faults[0]?.at !== at) return undefined
    return always && faults.length === 1 ? faults[0] : faults.shift()
  }
  const drop = ({ remotePort }: SMTPServerSession) => {
    sockets.get(remotePort)?.destroy()
  }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onConnect(_session, callback) {
      connections++
      const fault = take('greeting')
      if (fault && 'hang' in fault) return
      if (fault && 'reply' in fault) return callback(refusal(fault))
      callback()
    },
    onAuth({ username }, _session, callback) {
      const fault = take('login')
      callback(fault && 'reply' in fault ? refusal(fault) : null, { user: username })
    },
    onMailFrom(_address, _session, callback) {
      const fault = take('mail')
      callback(fault && 'reply' in fault ? refusal(fault) : null)
    },
    onRcptTo(_address, session, callback) {
      const fault = take('rcpt')
      if (fault && 'hang' in fault) return
      if (fault && 'drop' in fault) return drop(session)
      callback(fault && 'reply' in fault ? refusal(fault) : null)
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      const middle = take('mid-data')
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (middle) drop(session)
      })
      stream.on('end', async () => {
        if (middle) return
        const raw = Buffer.concat(chunks)
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const mail = await simpleParser(raw)
        const id = mail.messageId ?? ''
        seen.set(id, (seen.get(id) ?? 0) + 1)
        const fault = take('data')
        await hook(to)
        if (fault && 'hang' in fault) return
        if (fault && 'drop' in fault) return drop(session)
        if (fault && 'reply' in fault) return callback(refusal(fault))
        if (fault && 'delayMs' in fault) await new Promise(resolve => setTimeout(resolve, fault.delayMs))
        const from = (session.envelope.mailFrom || { address: '' }).address
        arrived.push({ from, to, raw: raw.toString('latin1'), mail })
        callback()
      })
    },
  })
  // A connection dropped on purpose is reported here.
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}/?socketTimeout=2000&connectionTimeout=2000&greetingTimeout=2000`,
    arrived,
    seen,
    connections: () => connections,
    fail(next, repeat = false) {
      faults = [...next]
      always = repeat
    },
    beforeReply(next) {
      hook = next
    },
    mailsTo: address => arrived.filter(({ to }) => to === address),
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function refusal({ reply, message = 'refused by the test' }: { reply: number; message?: string }): Error {
  return Object.assign(new Error(message), { responseCode: reply })
}
