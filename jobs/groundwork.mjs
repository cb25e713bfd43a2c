// What has to be there before Attn can run: packages, the database client, the built site. Built-in modules only, because nothing is
// installed yet. Each step is stamped with a hash of what it read; the stamp goes first and comes last, so that a step that
// was interrupted is done again.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Fault, hashOf, IS_IMAGE, ON_LEASH, ROOT } from './launch/checkout.mjs'
import { alone } from './launch/lock.mjs'

/** Everything that `next build` reads. */
const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'emails',
  'public',
  'prisma/schema.prisma',
  'next.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'instrumentation.ts',
  'proxy.ts',
]

const running = new Set()

/** Installs the packages of package-lock.json when they, or this Node, are not those installed, or one that we name is gone. */
export function install(out = process.stdout) {
  return step(out, {
    label: 'Installing',
    stamp: 'node_modules/.attn-install',
    hash: () => hashOf(['package-lock.json'], process.versions.modules, process.platform, process.arch),
    isThere: hasPackages,
    // Development packages too, whatever NODE_ENV says: `npm test` runs on the same installation.
    command: () => readJson('package-lock.json') && npm(['ci', '--no-audit', '--no-fund', '--include=dev']),
  })
}

/** Generates the typed database client when the schema or Prisma changed. */
export function generate(out = process.stdout) {
  return step(out, {
    label: 'Generating the database client',
    stamp: 'prisma/generated/.attn-generate',
    hash: () => hashOf(['prisma/schema.prisma', 'node_modules/prisma/package.json']),
    command: () => [process.execPath, 'node_modules/prisma/build/index.js', 'generate'],
    // Generating never runs the schema engine, yet downloads it, from a host that not every machine reaches, unless this
    // names a file. Any file that exists will do.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
}

/** Builds the site when anything that it is made of changed. */
export function build(out = process.stdout) {
  return step(out, {
    label: 'Building the site',
    stamp: '.next/.attn-build',
    hash: () => hashOf(BUILD_INPUTS, process.versions.modules),
    command: () => [process.execPath, 'node_modules/next/dist/bin/next', 'build'],
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
}

/** Stops the tool of the step that is under way. */
export function stopSteps() {
  for (const child of running) child.kill('SIGTERM')
}

async function step(out, { label, stamp, hash, command, env, isThere = () => true }) {
  if (IS_IMAGE) return
  const file = join(ROOT, stamp)
  const isDone = () => existsSync(file) && readFileSync(file, 'utf8') === hash() && isThere()
  if (isDone()) return
  const waiting = () => out.write(`${label} waits for another process that installs or builds here.\n`)
  await alone(async () => {
    if (isDone()) return
    // Hashed before the work: what changes in the middle of it asks for another round.
    const hashed = hash()
    const program = command()
    if (existsSync(file)) unlinkSync(file)
    const clock = startClock(out, label)
    const { ok, output } = await run(program, env).finally(clock.stop)
    if (!ok) throw new Fault(explainFailure(`${label} failed`, output), output)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, hashed)
  }, waiting)
}

function hasPackages() {
  const { dependencies, devDependencies } = readJson('package.json')
  const names = Object.keys({ ...dependencies, ...devDependencies })
  return names.every(name => existsSync(join(ROOT, 'node_modules', name, 'package.json')))
}

// npm explains a conflict left in its lockfile with a page about itself.
function readJson(name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, name), 'utf8'))
  } catch {
    throw new Fault(`${name} is missing or damaged: restore it (git checkout ${name}) and start again.`)
  }
}

/** Runs a program to its end and gathers what it says: on stdout, and all of it. */
export function run([program, ...args], env = {}) {
  return new Promise(resolve => {
    const onLeash = program === process.execPath
    const child = spawn(program, onLeash ? [...ON_LEASH, ...args] : args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(onLeash ? ['ipc'] : [])],
    })
    running.add(child)
    let output = ''
    let stdout = ''
    const gather = chunk => {
      output += chunk
    }
    child.stdout.on('data', chunk => {
      stdout += chunk
      gather(chunk)
    })
    child.stderr.on('data', gather)
    child.on('error', error => gather(`${error.message}\n`))
    child.on('close', code => {
      running.delete(child)
      resolve({ ok: code === 0, output, stdout })
    })
  })
}

// The npm that runs `npm start`, else the one that came with this Node, else the first on the PATH. As a program of Node rather than by
// name, so that it is on the leash: one that goes on after we were killed would fight with that of the next start.
function npm(args) {
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  const onPath = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'npm'))
  const found = [process.env.npm_execpath ?? '', beside, ...onPath].filter(file => existsSync(file))
  const program = found.map(file => realpathSync(file)).find(file => /npm-cli\.c?js$/.test(file))
  return program ? [process.execPath, program, ...args] : ['npm', ...args]
}

function startClock(out, label) {
  const began = Date.now()
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`
  out.write(`${label}…`)
  const ticking = out.isTTY ? setInterval(() => out.write(`\r${label}… ${seconds()}`), 1000) : undefined
  return {
    stop() {
      clearInterval(ticking)
      out.write(out.isTTY ? `\r${label}… ${seconds()}\n` : ` ${seconds()}\n`)
    },
  }
}

/** `what` happened to a program of ours, why, going by what it said, and what to do: one sentence. */
export function explainFailure(what, output) {
  if (/ENOSPC|no space left on device/i.test(output))
    return `${what} because the disk is full: free some space and start again.`
  if (/\b(EACCES|EPERM|EROFS)\b|read-only file system/i.test(output))
    return `${what} because ${ROOT} cannot be written to: make all of it yours (chown) and start again.`
  if (/^Installing/.test(what) && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(output))
    return `${what} because the package registry did not answer: check the network (npm config get registry) and start again.`
  // By name or within node_modules: not a file of ours that somebody forgot.
  if (/Cannot find (module|package) '([^./][^']*|[^']*node_modules[^']*)'/.test(output))
    return `${what} because packages are incomplete: delete the folder node_modules and start again.`
  return `${what}: see what it said above, mend that and start again.`
}
