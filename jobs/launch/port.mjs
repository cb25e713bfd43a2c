import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from './checkout.mjs'
import { isAlive } from './lock.mjs'

/** How long we wait for an installation that is just ending, and for what a killed one left, to give the port back. */
const ENDING_MS = 3_000

/**
 * Makes sure that a port is free and notes in DATA_DIR that this process is about to use it; returns what removes the note.
 * @throws Fault saying who has the port and what to do.
 */
export async function takePort(port, dataDir) {
  const note = join(dataDir, 'running.json')
  for (const began = Date.now(); ; await sleep(250)) {
    const refusal = await tryPort(port)
    if (!refusal) break
    if (refusal === 'EACCES')
      throw new Fault(`Port ${port} is reserved for the administrator. Choose another: ${example(8080)}`)
    const own = readNote(note)
    if (
      own?.port !== port ||
      (isAlive(own.pid) && Date.now() - began > ENDING_MS / 4) ||
      Date.now() - began > ENDING_MS
    )
      throw new Fault(explainTaken(port, own))
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, port }))
  return () => readNote(note)?.pid === process.pid && rmSync(note, { force: true })
}

function explainTaken(port, own) {
  if (own?.port === port && isAlive(own.pid))
    return `Attn is already running at http://localhost:${port} (process ${own.pid}). Stop it there, or start a second one: ${example(port + 1)}`
  return `Port ${port} is taken (${findHolder(port)}). Stop what uses it or choose another: ${example(port + 1)}`
}

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

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
