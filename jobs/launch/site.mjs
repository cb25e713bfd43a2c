// From a checkout to a site that answers: the order of things behind `npm start` and `npm run dev`.

import { get } from 'node:http'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, explainFailure, generate, install, run, stopSteps } from '../groundwork.mjs'
import { watchNpm } from './ancestor.mjs'
import { explain, Fault, ON_LEASH } from './checkout.mjs'
import { endChildren, keepChild, killChildren, startChild } from './children.mjs'
import { explainTaken, takePort } from './port.mjs'

const NEXT = 'node_modules/next/dist/bin/next'

let freePort = () => {}
let stopping = 0

/** Brings the site up and stays until it is told to stop. */
export async function runSite({ dev }) {
  // Writing to a terminal that was closed is no reason to die before the children ended in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => onSignal(128 + constants.signals[signal]))
  watchNpm(() => stop(1))
  try {
    await startSite(dev)
  } catch (error) {
    if (stopping) return
    if (error instanceof Fault) process.stderr.write(error.output)
    await stop(1, explain(error))
  }
}

async function startSite(dev) {
  await install()
  await generate()
  const { settings, did } = await prepare()
  const { PORT: port, SITE_URL: siteUrl, JOBS: jobs, DATABASE_URL: database, DATABASE_REPLICA: replica } = settings
  for (const line of did) console.log(line)
  freePort = await takePort(port)
  if (!dev) await build()
  if (stopping) return
  const env = {
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Read once, here: see lib/env.
    ATTN_SETTINGS: JSON.stringify(settings),
  }
  if (replica === 'on' && !database.startsWith('file:'))
    // The driver would print each of its attempts; what matters of them we say.
    keepChild('replica', ['--import', 'tsx', 'jobs/replicate.ts'], { ...env, RUST_LOG: 'off' })
  const show = startWeb(dev, port, env)
  if (jobs === 'on') keepChild('worker', ['--import', 'tsx', 'jobs/cli.ts', 'worker'], env)
  const status = await answer(port)
  if (stopping) return
  show()
  const local = `http://localhost:${port}`
  console.log(siteUrl === local ? `Attn is at ${local}` : `Attn is at ${siteUrl} (on this machine: ${local})`)
  if (status !== 200) console.log(`It answers, but says that it is not well (${status}): see ${local}/healthz`)
}

async function prepare() {
  const { ok, output, stdout } = await run([process.execPath, '--import', 'tsx', 'jobs/prepare.ts'])
  if (ok) return JSON.parse(stdout.trim().split('\n').at(-1))
  // Node itself said the last words.
  if (/^Node\.js v\S+\s*$/m.test(output))
    throw new Fault(explainFailure('Preparing the database failed', output), output)
  const lines = output.trimEnd().split('\n')
  throw new Fault(
    lines.pop() || 'Preparing the database was interrupted: start again.',
    lines.map(line => `${line}\n`).join(''),
  )
}

// What Next says while it starts is held back: of itself for good, of errors until it answers.
function startWeb(dev, port, env) {
  let held = dev ? null : { out: '', err: '' }
  const args = [...ON_LEASH, NEXT, dev ? 'dev' : 'start', '-p', String(port)]
  const child = startChild('web', args, env, how => {
    const { out, err } = held ?? { out: '', err: '' }
    // Somebody took the port in the last moment. Next prints pages over that.
    if (/\bEADDRINUSE\b/.test(err)) return stop(1, explainTaken(port))
    process.stderr.write(out + err)
    stop(1, explainFailure(`The site ended unexpectedly (${how})`, err))
  })
  const relay = (stream, to, name) =>
    stream.on('data', chunk => {
      if (held === null) to.write(chunk)
      else held[name] += chunk
    })
  relay(child.stdout, process.stdout, 'out')
  relay(child.stderr, process.stderr, 'err')
  return () => {
    process.stderr.write(held?.err ?? '')
    held = null
  }
}

async function answer(port) {
  for (const began = Date.now(); ; await sleep(100)) {
    const status = await ask(`http://127.0.0.1:${port}/healthz`)
    if (status === 200 || stopping || (status && Date.now() - began > 15_000)) return status
  }
}

function ask(url) {
  return new Promise(resolve => {
    const request = get(url, { timeout: 30_000, agent: false }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', () => resolve(null)).on('timeout', () => request.destroy())
  })
}

// Ctrl-C reaches us twice, from the terminal and from npm: only one that comes later means "at once".
function onSignal(code) {
  if (stopping && Date.now() - stopping > 1000) killChildren()
  stop(code)
}

async function stop(code, sentence) {
  if (stopping) return
  stopping = Date.now()
  stopSteps()
  await endChildren()
  freePort()
  if (sentence) console.error(sentence)
  process.exit(code)
}
