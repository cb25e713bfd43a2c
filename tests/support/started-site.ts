import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A real `jobs/start.mjs` (or npm) under test. */
export type StartedSite = {
  pid: number
  port: number
  url: string
  /** Everything it printed so far. */
  output(): string
  /** Resolves when it printed something. @throws when it ends or 60 s pass first */
  says(pattern: RegExp): Promise<void>
  /** Resolves with how it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** All processes below it at this moment. */
  descendants(): Process[]
}

export type Process = { pid: number; parent: number; command: string }

const started = new Set<ChildProcess>()

/** Starts a program that is to become a site, in a process group of its own, as a terminal in `cwd` (the checkout) would. */
export function startSite(
  variables: Record<string, string>,
  command: string[] = [process.execPath, 'jobs/start.mjs'],
  cwd = ROOT,
): StartedSite {
  const port = Number(variables.PORT ?? 0)
  // What the runner of these tests was started with is not what a terminal has.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV|TEST|PORT|DATA|SITE_URL|SECRET|SMTP|MAIL)/.test(name),
  )
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    detached: true,
    env: { ...(Object.fromEntries(inherited) as NodeJS.ProcessEnv), SOURCES: 'none', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', chunk => {
      output += chunk
    })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const says = async (pattern: RegExp) => {
    for (const began = Date.now(); !pattern.test(output); await sleep(50)) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() - began > 60_000)
        throw new Error(`It never said ${pattern}, but:\n${output}`)
    }
  }
  const pid = child.pid!
  return {
    pid,
    port,
    url: `http://localhost:${port}`,
    output: () => output,
    says,
    ended,
    descendants: () => below(pid),
  }
}

/** Kills, with everything below it, whatever a test left running, but for one that is others' too. */
export function killStartedSites(kept?: StartedSite): void {
  for (const child of started) {
    if (child.pid === kept?.pid) continue
    started.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) continue
    for (const { pid } of below(child.pid!)) tryKill(pid)
    tryKill(child.pid!)
  }
}

/** Those of some processes that still live after at most `withinMs`. */
export async function survivors(processes: Process[], withinMs: number): Promise<Process[]> {
  for (const began = Date.now(); ; await sleep(50)) {
    const living = listProcesses().filter(({ pid, command }) =>
      processes.some(known => known.pid === pid && known.command === command),
    )
    if (living.length === 0 || Date.now() - began > withinMs) return living
  }
}

/** A new folder that is deleted by the function returned beside it. */
export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'attn-start-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A port that nobody listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function below(ancestor: number): Process[] {
  const all = listProcesses()
  const found: Process[] = []
  const parents = new Set([ancestor])
  // A child can stand before its parent in the list: once round for each generation.
  for (let before = 0; parents.size > before; ) {
    before = parents.size
    for (const each of all)
      if (parents.has(each.parent) && !parents.has(each.pid) && parents.add(each.pid)) found.push(each)
  }
  return found
}

function listProcesses(): Process[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' }).trim().split('\n')
  return lines.flatMap(line => {
    const [, pid, parent, stat, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    // A zombie is dead; it only waits for its parent to ask how it died.
    return pid && !stat!.startsWith('Z') ? [{ pid: Number(pid), parent: Number(parent), command: command! }] : []
  })
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
