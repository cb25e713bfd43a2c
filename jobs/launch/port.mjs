import { execFileSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from './checkout.mjs'
import { readHolder, takeLock } from './lock.mjs'
import { commandOf } from './processes.mjs'

/** How long we wait for an installation that is just ending, or another that tries the port as well, to give it back. */
const ENDING_MS = 750
/** The same for what one that was killed left behind. */
const KILLED_MS = 3_000

/**
 * Makes sure that a port is free and that no other start is about to use it; returns what gives it back.
 * @throws Fault saying who has the port and what to do.
 */
export async function takePort(port) {
  for (const began = Date.now(); ; await sleep(250)) {
    const refusal = await tryPort(port)
    if (!refusal) break
    if (refusal === 'EACCES')
      throw new Fault(`Port ${port} is reserved for the administrator. Choose another: ${example(8080)}`)
    const holder = readHolder(lockOf(port))
    const patience = holder === null || isAttn(holder) ? ENDING_MS : KILLED_MS
    if (Date.now() - began >= patience) throw new Fault(explainTaken(port))
  }
  const onHeld = holder => {
    throw new Fault(
      `Attn is already being started at ${addressOf(port)} (process ${holder}). Wait for that one, or start a second one: ${example(port + 1)}`,
    )
  }
  return takeLock(lockOf(port), { onHeld })
}

/** Who has a port that is taken and what to do, in one sentence. */
export function explainTaken(port) {
  const holder = readHolder(lockOf(port))
  if (holder !== process.pid && isAttn(holder))
    return `Attn is already running at ${addressOf(port)} (process ${holder}). Stop it there, or start a second one: ${example(port + 1)}`
  return `Port ${port} is taken (${findHolder(port)}). Stop what uses it or choose another: ${example(port + 1)}`
}

// A port is the machine's, whatever the checkout and its data.
const lockOf = port => join(tmpdir(), `attn-port-${port}-${process.getuid?.() ?? 0}`)

// The number of one that was killed may have passed to a stranger, whom nobody should be told to stop.
const isAttn = pid => /start\.mjs/.test(commandOf(pid))

const addressOf = port => `http://localhost:${port}`

const example = port => `PORT=${port > 65535 ? 3000 : port} npm start`

// Listening everywhere succeeds on macOS while somebody listens on 127.0.0.1 alone, and would hear nothing: so knock first.
async function tryPort(port) {
  for (const host of ['127.0.0.1', '::1']) if (await answers(port, host)) return 'EADDRINUSE'
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', error => resolve(error.code))
    server.listen(port, () => server.close(() => resolve(null)))
  })
}

function answers(port, host) {
  return new Promise(resolve => {
    const socket = connect({ port, host, timeout: 1000 })
    const end = answer => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

function findHolder(port) {
  try {
    const told = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 3000,
    })
    const [, pid, name] = /^p(\d+)[\s\S]*?^c(.*)$/m.exec(told)
    return `by ${name}, process ${pid}`
  } catch {
    return 'another program listens there'
  }
}
