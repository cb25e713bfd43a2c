// A mail server that does nothing but count, as a process of its own: node --import tsx tests/support/smtp-sink.ts [DELAY_MS]
// It says its port; for every line on stdin it says what came: complete messages, how many of them more than once, and octets.

import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

const delayMs = Number(process.argv[2] ?? 0)
const END = Buffer.from('\r\n.\r\n')
const seen = new Map<string, number>()
let octets = 0

const server = createServer(socket => {
  socket.setNoDelay(true)
  socket.on('error', () => {})
  serve(socket)
})

function serve(socket: Socket): void {
  let pending: Buffer[] = []
  let inData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (command: string) => {
    if (/^EHLO/i.test(command)) say('250-sink\r\n250-PIPELINING\r\n250 8BITMIME')
    else if (/^DATA/i.test(command)) {
      inData = true
      say('354 go on')
    } else if (/^QUIT/i.test(command)) {
      say('221 bye')
      socket.end()
    } else say('250 2.0.0 ok')
  }
  const read = () => {
    for (;;) {
      const whole = pending.length === 1 ? pending[0]! : Buffer.concat(pending)
      pending = [whole]
      const mark = inData ? END : Buffer.from('\r\n')
      const at = whole.indexOf(mark)
      if (at < 0) return
      pending = [whole.subarray(at + mark.length)]
      if (inData) {
        inData = false
        count(whole.subarray(0, at))
        if (delayMs > 0) setTimeout(() => say('250 2.0.0 taken'), delayMs)
        else say('250 2.0.0 taken')
      } else answer(whole.toString('latin1', 0, at))
    }
  }
  socket.on('data', chunk => {
    pending.push(chunk)
    // The end can lie across two chunks, and nothing else needs a look at all that came before.
    if (!inData || chunk.includes('\n.\r\n') || chunk.length < 5) read()
  })
  say('220 sink')
}

function count(message: Buffer): void {
  const id = /^Message-ID: *(\S+)/im.exec(message.toString('latin1', 0, 4000))?.[1] ?? ''
  seen.set(id, (seen.get(id) ?? 0) + 1)
  octets += message.length
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
createInterface({ input: process.stdin })
  .on('line', line => {
    const counts = [...seen.values()]
    const ids = line === 'ids' ? [...seen.keys()] : undefined
    console.log(
      JSON.stringify({
        messages: counts.length,
        duplicates: counts.filter(each => each > 1).length,
        octets,
        total: counts.reduce((sum, each) => sum + each, 0),
        ids,
      }),
    )
  })
  .on('close', () => process.exit(0))
