import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, parse } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findFreePort, makeFolder } from '#tests/support/started-site'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NEXT = createRequire(import.meta.url).resolve('next/dist/bin/next')

const children: ChildProcess[] = []
const { folder, remove } = makeFolder()
// Outside of the checkout: within it Next finds our instrumentation, and hello would be kept and sent by us.
const HELLO = join(folder, 'hello')

/**
 * A site of the same Next version that says hello: `/` rendered for each request, `/static` rendered when it was built, both without a thing
 * beside that. Returns its address.
 */
export function serveHello(): Promise<string> {
  return serve(makeHello(), folder)
}

/** Attn with the bundled listing and, if given, a file of papers. Returns its address. */
export function serveAttn(name: string, corpus?: string, variables: Record<string, string> = {}): Promise<string> {
  const data = join(folder, name)
  const env = { ...process.env, DATA_DIR: data }
  execFileSync(process.execPath, ['--import', 'tsx', 'jobs/prepare.ts'], { cwd: ROOT, env, stdio: 'ignore' })
  if (corpus) execFileSync(process.execPath, ['jobs/attn.mjs', 'import', corpus], { cwd: ROOT, env, stdio: 'ignore' })
  return serve(ROOT, data, variables)
}

/** Ends all sites and removes what they had. */
export function endSites(): void {
  for (const child of children) child.kill('SIGKILL')
  remove()
}

function makeHello(): string {
  mkdirSync(join(HELLO, 'app', 'static'), { recursive: true })
  const write = (name: string, content: string) => writeFileSync(join(HELLO, name), content)
  symlinkSync(join(ROOT, 'node_modules'), join(HELLO, 'node_modules'))
  write('package.json', '{ "type": "module" }')
  const root = JSON.stringify(parse(ROOT).root)
  write('next.config.mjs', `export default { turbopack: { root: ${root} }, poweredByHeader: false, agentRules: false }`)
  write(
    'app/layout.jsx',
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
  )
  write(
    'app/page.jsx',
    `import { connection } from 'next/server'\nexport default async function Page() { await connection(); return <h1>Hello</h1> }`,
  )
  write('app/static/page.jsx', 'export default function Page() { return <h1>Hello</h1> }')
  execFileSync(process.execPath, [NEXT, 'build', HELLO], {
    stdio: 'ignore',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  return HELLO
}

async function serve(project: string, data: string, variables: Record<string, string> = {}): Promise<string> {
  const port = await findFreePort()
  // As it is for readers: benches are started with none kept, as tests are.
  const asUsual = { CACHE_SECONDS: '' }
  const child = spawn(process.execPath, [NEXT, 'start', project, '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, ...asUsual, ...variables, NODE_ENV: 'production', DATA_DIR: data, PORT: String(port) },
  })
  children.push(child)
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url).then(
        answer => answer.ok,
        () => false,
      )
    )
      return url
    await sleep(100)
  }
  throw new Error(`${project} did not start`)
}
