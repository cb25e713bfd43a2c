// How large the container image is and how it behaves, where no container engine runs: what the Dockerfile says is done in a folder, which
// is then mounted read-only and run by a user without rights. Ends with 1 when something is not as it has to be.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort, makeFolder } from '#tests/support/started-site'
import { buildImage, type Image, sizeOf } from './image-build.ts'

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = [
  '/',
  '/?q=attention',
  '/topics',
  '/feed.xml',
  '/api/v1/papers',
  '/subscribe',
  '/status',
  '/readyz',
  '/metrics',
  '/digest',
]

// Root can make a mount of its own and give its rights away; whoever is not root has none to give.
const AS_ROOT = process.getuid?.() === 0
const USER = AS_ROOT ? 1000 : process.getuid!()

function check(holds: boolean, what: string): void {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`)
  if (!holds) process.exitCode = 1
}

/** Runs a program in the image as process 1 of its own, where that can be, and gathers what it says. */
function start({ root, env }: Image, command: string[], more: Record<string, string> = {}) {
  const app = join(root, 'app')
  const all = {
    PATH: process.env.PATH!,
    HOME: '/nonexistent',
    TMPDIR: join(root, 'tmp'),
    SOURCES: 'none',
    ...env,
    ...more,
  }
  const sealed = `mount --bind "${app}" "${app}" && mount -o remount,ro,bind "${app}" && cd "${app}" &&
    exec setpriv --reuid ${USER} --regid ${USER} --clear-groups --inh-caps=-all -- "$@"`
  const [program, ...args] = AS_ROOT
    ? ['unshare', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child', 'sh', '-c', sealed, 'sh', ...command]
    : command
  const child = spawn(program!, args, {
    cwd: app,
    env: all as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const run = { child, output: '', ended: new Promise<number | null>(resolve => child.once('exit', resolve)) }
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', chunk => {
      run.output += chunk
    })
  return run
}

/** The process that takes the place of number 1. */
function firstOf({ pid }: ChildProcess): number {
  return AS_ROOT ? Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()) : pid!
}

async function until(holds: () => boolean | Promise<boolean>, ms: number): Promise<number | null> {
  for (const began = performance.now(); performance.now() - began < ms; await sleep(50))
    if (await holds()) return performance.now() - began
  return null
}

async function stop(run: ReturnType<typeof start>): Promise<{ code: number | null; ms: number }> {
  const began = performance.now()
  process.kill(firstOf(run.child), 'SIGTERM')
  const code = await Promise.race([run.ended, sleep(45_000, null)])
  return { code, ms: performance.now() - began }
}

const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`)

const { folder, remove } = makeFolder()
try {
  chmodSync(folder, 0o755)
  const began = performance.now()
  const image = buildImage(CHECKOUT, folder)
  const app = join(image.root, 'app')
  console.log(`built in ${seconds(performance.now() - began)}`)
  const { lies, packed } = sizeOf(app)
  console.log(`the tree of the image  ${Math.round(lies)} MB, packed ${Math.round(packed)} MB (beside the base image)`)
  console.log(`of it packages         ${Math.round(sizeOf(join(app, 'node_modules')).lies)} MB`)
  const strays = readdirSync(app).filter(name => /^(tests|\.git|\.env|\.data|shared|README.*)$/.test(name))
  check(strays.length === 0, `nothing in it that has no business there ${strays.join(' ')}`)

  const port = String(await findFreePort())
  const url = `http://127.0.0.1:${port}`
  mkdirSync(join(image.root, 'tmp'), { mode: 0o777 })
  chmodSync(join(image.root, 'tmp'), 0o777)
  if (!AS_ROOT) execFileSync('chmod', ['-R', 'a-w', app])
  const settings = { PORT: port }

  for (const [role, JOBS] of Object.entries({ everything: 'on', 'the site': 'off' })) {
    const site = start(image, image.command, { ...settings, JOBS })
    const up = await until(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status === 200, 90_000)
    check(up !== null, `${role}: answers /healthz after ${seconds(up)}`)
    const { papers } = await (await fetch(`${url}/api/v1/papers?limit=1`)).json()
    for (const page of [...PAGES, `/papers/${papers[0].id}`, `/cards/papers/${papers[0].id}`]) {
      const { status } = await fetch(`${url}${page}${page === '/readyz' ? '?exclude=worker' : ''}`)
      if (status !== 200) check(false, `${role}: ${page} answers ${status}`)
    }
    const metrics = await (await fetch(`${url}/metrics`)).text()
    check(/route="\/papers/.test(metrics), `${role}: its metrics know its routes`)
    const health = start(image, image.health, settings)
    check((await health.ended) === 0, `${role}: the health check says that it is well`)
    // Pages are made anew behind the scenes; what that writes, and where, shows in the end.
    await sleep(3000)
    const { code, ms } = await stop(site)
    check(code === 143 && ms < 10_000, `${role}: SIGTERM to process 1 ended it after ${seconds(ms)} with ${code}`)
    const troubles = site.output.split('\n').filter(line => /EROFS|EACCES|EPERM|read-only|Error/.test(line))
    check(troubles.length === 0, `${role}: nobody wanted to write where nobody may ${troubles.join('\n')}`)
    const ill = start(image, image.health, settings)
    check((await ill.ended) === 1, `${role}: and that it is not, once it is gone`)
  }

  const worker = start(image, ['node', '--import', 'tsx', 'jobs/cli.ts', 'worker'], settings)
  check((await until(() => worker.output.includes('worker started'), 30_000)) !== null, 'the worker: works')
  const { code, ms } = await stop(worker)
  check(code === 143 && ms < 31_000, `the worker: SIGTERM to process 1 ended it after ${seconds(ms)} with ${code}`)
  const verb = start(image, ['node', 'jobs/attn.mjs', 'status'], settings)
  check((await verb.ended) === 0, `a verb: ${verb.output.split('\n')[0]}`)
  check(existsSync(join(image.root, 'data/attn.db')), 'what it knows is in /data')
} finally {
  remove()
}
