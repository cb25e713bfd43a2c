import { spawn } from 'node:child_process'
import { ROOT } from './checkout.mjs'

/** How long a child may take to end before it is made to, in milliseconds. */
const GRACE_MS = { web: 10_000, worker: 31_000, replica: 2_000 }
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

const living = new Set()
let ending = false

/**
 * Starts a long-running child. It gets a channel, so that it notices our end; pipes instead of the terminal, so that a terminal
 * that closes breaks nothing; and a process group of its own, so that Ctrl-C reaches us alone and we end it in order.
 */
export function startChild(name, args, env, onEnd) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  living.add(child)
  child.name = name
  child.once('error', () => {})
  // What it started itself may have outlived it, as the development server does its command; it holds the pipes open.
  child.once('exit', () => signalGroup(child, 'SIGKILL'))
  child.once('close', (code, signal) => {
    living.delete(child)
    if (!ending) onEnd(signal ?? `code ${code}`)
  })
  return child
}

/** Starts a child again whenever it ends, after a pause that grows while it keeps ending early. */
export function keepChild(name, args, env, pause = FIRST_PAUSE_MS) {
  const began = Date.now()
  const child = startChild(name, args, env, how => {
    const wait = Date.now() - began > LONGEST_PAUSE_MS ? FIRST_PAUSE_MS : pause
    console.error(`The ${name} ended unexpectedly (${how}); it starts again in ${wait / 1000} s.`)
    setTimeout(() => ending || keepChild(name, args, env, Math.min(wait * 2, LONGEST_PAUSE_MS)), wait)
  })
  child.stdout.pipe(process.stdout, { end: false })
  child.stderr.pipe(process.stderr, { end: false })
}

/** Asks every child to end, makes those that do not, and resolves when none is left. */
export async function endChildren() {
  ending = true
  await Promise.all([...living].map(endChild))
}

/** Ends every child at once. */
export function killChildren() {
  for (const child of living) signalGroup(child, 'SIGKILL')
}

function endChild(child) {
  return new Promise(resolve => {
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS[child.name])
    child.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nobody of that group is left.
  }
}
