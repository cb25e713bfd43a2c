import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prepareSite } from '#jobs/prepare-site'
import { openDatabase } from '#lib/db'
import { runProgram } from '#tests/support/command-line'
import {
  findFreePort,
  killStartedSites,
  makeFolder,
  type StartedSite,
  startSite,
  survivors,
} from '#tests/support/started-site'
import { BLANK } from '../support/variables.mjs'

// On what `npm test` built: everything here is the program that a newcomer starts, in a folder of its own.

let folder: string
let remove: () => void
let port: number

beforeEach(async () => {
  ;({ folder, remove } = makeFolder())
  port = await findFreePort()
})

afterEach(() => {
  killStartedSites(shared)
  remove()
})

/** One that several tests look at, each without changing it. */
let shared: StartedSite | undefined

const start = (variables: Record<string, string> = {}) =>
  startSite({ PORT: String(port), DATA_DIR: join(folder, 'data'), ...variables })

async function startUntilUp(variables: Record<string, string> = {}): Promise<StartedSite> {
  const site = start(variables)
  await site.says(/Attn is at/)
  return site
}

const health = async (site: StartedSite) => (await fetch(`${site.url}/healthz`)).status

/** The one sentence that a failed start ends with. */
async function lastWords(site: StartedSite): Promise<string> {
  expect((await site.ended).code).toBe(1)
  expect(site.output()).not.toMatch(/^\s+at .*:\d+:\d+/m)
  return site.output().trimEnd().split('\n').at(-1)!
}

describe('a start', { timeout: 180_000 }, () => {
  it('serves the bundled papers, ends with Ctrl-C, and answers again within seconds', async () => {
    const first = await startUntilUp()
    expect(first.output()).toContain(`Attn is at http://localhost:${port}`)
    expect(first.output()).toContain('119 papers')
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    expect(await health(first)).toBe(200)
    const children = first.descendants()
    expect(children.map(child => child.command).join()).toMatch(/next.*worker|worker.*next/s)
    // As a terminal does it: to the whole group. npm passes it on a second time.
    process.kill(-first.pid, 'SIGINT')
    process.kill(first.pid, 'SIGINT')
    expect(await first.ended).toEqual({ code: 130, signal: null })
    expect(await survivors(children, 0)).toEqual([])

    const began = Date.now()
    const second = await startUntilUp()
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(second.output()).not.toContain('119 papers')
    process.kill(second.pid, 'SIGTERM')
    expect((await second.ended).code).toBe(143)
  })

  it('leaves no orphan, whoever is killed, and the next one just works', async () => {
    const npm = startSite({ PORT: String(port), DATA_DIR: folder }, ['npm', 'start'])
    await npm.says(/Attn is at/)
    const ofNpm = npm.descendants()
    process.kill(npm.pid, 'SIGKILL')
    expect(await survivors(ofNpm, 10_000)).toEqual([])
    const next = await startUntilUp({ DATA_DIR: folder })
    expect(await health(next)).toBe(200)

    const children = next.descendants()
    process.kill(next.pid, 'SIGKILL')
    await next.ended
    const last = await startUntilUp({ DATA_DIR: folder })
    expect(await health(last)).toBe(200)
    expect(await survivors(children, 5_000)).toEqual([])

    await restartsItsWorkerAndEndsWithItsWeb(last)
  })
})

async function restartsItsWorkerAndEndsWithItsWeb(site: StartedSite): Promise<void> {
  const find = (word: string) => site.descendants().find(child => child.command.includes(word))!
  await site.says(/worker started/)
  const worker = find('cli.ts worker')
  process.kill(worker.pid, 'SIGKILL')
  await site.says(/The worker ended unexpectedly \(SIGKILL\); it starts again/)
  await site.says(/worker started[\s\S]*worker started/)
  expect(find('cli.ts worker').pid).not.toBe(worker.pid)
  const children = site.descendants()
  process.kill(find('next').pid, 'SIGKILL')
  expect(await lastWords(site)).toMatch(/^The site ended unexpectedly \(SIGKILL\): .*start again\.$/)
  expect(await survivors(children, 0)).toEqual([])
}

describe('beside a site without a worker', { timeout: 180_000 }, () => {
  let site: StartedSite
  let itsFolder: ReturnType<typeof makeFolder>

  beforeAll(async () => {
    itsFolder = makeFolder()
    site = startSite({ PORT: String(await findFreePort()), DATA_DIR: itsFolder.folder, JOBS: 'off' })
    shared = site
    await site.says(/Attn is at/)
  })

  afterAll(() => {
    shared = undefined
    killStartedSites()
    itsFolder.remove()
  })

  it('shows the outbox to this machine alone, whatever a visitor says of himself', async () => {
    const visit = (headers: Record<string, string>, host = '127.0.0.1') =>
      new Promise(resolve => {
        get({ host, port: site.port, path: '/outbox', headers, agent: false }, response =>
          resolve(response.resume().statusCode),
        )
      })
    const outside = Object.values(networkInterfaces()).flatMap(list => list?.filter(each => !each.internal) ?? [])
    const address = outside.find(({ family }) => family === 'IPv4')?.address
    const local = { host: `localhost:${site.port}` }
    expect(await visit(local)).toBe(200)
    expect(await visit({ ...local, 'x-forwarded-for': '127.0.0.1' })).toBe(404)
    expect(await visit({ ...local, forwarded: 'for=127.0.0.1' })).toBe(404)
    expect(await visit({ host: 'attn.example.org' })).toBe(404)
    if (address) {
      expect(await visit(local, address)).toBe(404)
      expect(await visit({ ...local, 'x-forwarded-for': '127.0.0.1' }, address)).toBe(404)
      expect(await visit({ ...local, 'x-real-ip': '::1' }, address)).toBe(404)
    }
  })

  it('another start says that it is running already', async () => {
    const words = await lastWords(start({ PORT: String(site.port) }))
    expect(words).toBe(
      `Attn is already running at ${site.url} (process ${site.pid}). Stop it there, or start a second one: PORT=${site.port + 1} npm start`,
    )
  })

  it('works by a clock that is wrong, says so where it can know, and is none the worse afterwards', async () => {
    const listed = async (more: Record<string, string>, words: RegExp) => {
      const other = await startUntilUp(more)
      await other.says(/ rank did=/)
      expect(other.output()).toMatch(words)
      expect(await health(other)).toBe(200)
      const papers = await papersOf(other)
      process.kill(other.pid, 'SIGTERM')
      await other.ended
      return papers
    }
    const at = (FAKE_NOW: string, more = {}) => ({
      ...more,
      FAKE_NOW,
      NODE_OPTIONS: `--require ${fileURLToPath(new URL('../support/fake-clock.cjs', import.meta.url))}`,
    })
    await listed(
      at('1970-01-02T00:00:00Z'),
      /^The clock of this machine says 1970-01-02, but a paper here came out on 20/m,
    )
    await listed(at('2099-01-02T00:00:00Z'), /Attn is at/)
    const healed = await listed({}, /^(?!.*The clock)/s)
    // Its clock was never wrong.
    expect(healed).toEqual(await papersOf(site))
  })

  it('runs none with JOBS=off, and ends when its terminal is closed', async () => {
    expect(site.output()).toContain('119 papers')
    expect(site.descendants().filter(child => child.command.includes('cli.ts'))).toEqual([])
    process.kill(site.pid, 'SIGHUP')
    expect((await site.ended).code).toBe(129)
  })
})

/** The papers that it lists, told without its own address. */
async function papersOf(site: StartedSite) {
  const text = await (await fetch(`${site.url}/api/v1/papers`)).text()
  return JSON.parse(text.replaceAll(site.url, ''))
}

describe('two starts', { timeout: 180_000 }, () => {
  it('at once: one of them is up in the end, and the other says so', async () => {
    // Data of their own do not help: the port is one.
    const both = [start(), start({ DATA_DIR: join(folder, 'other') })]
    const up = await Promise.any(both.map(site => site.says(/Attn is at/).then(() => site)))
    const other = both.find(site => site !== up)!
    expect(await lastWords(other)).toMatch(
      new RegExp(
        `^Attn is already (running|being started) at ${up.url} \\(process ${up.pid}\\)\\. .*start a second one: PORT=${port + 1} npm start$`,
      ),
    )
    expect(other.output()).not.toMatch(/EADDRINUSE|Failed to start/)
    expect(await health(up)).toBe(200)
  })

  it('one of whom dies between taking the port and listening: the next one goes on at once', async () => {
    const first = start()
    await first.says(/119 papers/)
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const began = Date.now()
    await startUntilUp()
    expect(Date.now() - began).toBeLessThan(45_000)
  })
})

/** What ends a start before there is a site: the same, said in this process. */
async function prepared(variables: Record<string, string>): Promise<string> {
  const { code, out, err } = await runProgram(prepareSite, { ...BLANK, ...variables })
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^[^\n]+\n$/)
  return err.trimEnd()
}

describe('a start that cannot be ends with one sentence', { timeout: 180_000 }, () => {
  it('on a taken port, also where one that was killed had it and a stranger got its process number', async () => {
    const server = createServer().listen(port, '127.0.0.1')
    const lock = join(tmpdir(), `attn-port-${port}-${process.getuid?.() ?? 0}`)
    const isTaken = new RegExp(
      `^Port ${port} is taken \\(.+\\)\\. Stop what uses it or choose another: PORT=${port + 1} npm start$`,
    )
    expect(await lastWords(start())).toMatch(isTaken)
    mkdirSync(lock)
    writeFileSync(join(lock, '1'), String(process.pid))
    expect(await lastWords(start())).toMatch(isTaken)
    rmSync(lock, { recursive: true })
    server.close()
  })

  it('when DATA_DIR is a file, or below one', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const sentence = (dir: string) =>
      `DATA_DIR (${dir}) cannot be written to, because a file is in its way: make it a folder of yours or name another one.`
    expect(await lastWords(start({ DATA_DIR: file }))).toBe(sentence(file))
    expect(await prepared({ DATA_DIR: join(file, 'data') })).toBe(sentence(join(file, 'data')))
  })

  it.runIf(process.platform === 'linux')('when DATA_DIR is where nobody may write, not even root', async () => {
    expect(await prepared({ DATA_DIR: '/proc/attn' })).toMatch(/^DATA_DIR \(\/proc\/attn\) cannot be written to/)
  })

  it('on a variable that cannot be used', async () => {
    expect(await lastWords(start({ PORT: 'abc' }))).toMatch(/^PORT must be a number/)
    expect(await prepared({ DATABASE_URL: 'postgres://x' })).toMatch(/^DATABASE_URL must begin with/)
  })

  it('on an address with more than a host', async () => {
    expect(await prepared({ SITE_URL: 'https://me:pw@attn.example.org/?a#b' })).toBe(
      'SITE_URL must be an address like https://papers.example.org, with nothing before or behind the host and port. Change it or leave it out.',
    )
  })

  it('on a database server that does not answer', async () => {
    const words = `The database of DATABASE_URL does not answer (fetch failed: connect ECONNREFUSED 127.0.0.1:${port}): start its server, or name another one.`
    const DATABASE_URL = `http://127.0.0.1:${port}`
    expect(await lastWords(start({ DATABASE_URL }))).toBe(words)
    const command = startSite({ DATABASE_URL, DATA_DIR: folder }, [process.execPath, 'jobs/attn.mjs', 'status'])
    expect(await lastWords(command)).toBe(words)
    expect(command.output()).toBe(`${words}\n`)
  })

  it('on a folder where the database belongs', async () => {
    mkdirSync(join(folder, 'attn.db'))
    expect(await prepared({ DATA_DIR: folder })).toMatch(
      /attn\.db cannot be opened for writing .* make it and its folder yours/,
    )
  })

  it('on a file that is no database', async () => {
    writeFileSync(join(folder, 'attn.db'), 'these are not the bytes that you are looking for'.repeat(100))
    expect(await lastWords(start({ DATA_DIR: folder }))).toMatch(/is no usable database .* restore a backup/)
  })

  it('on a database of a newer version', async () => {
    const db = await openDatabase(`file:${folder}/attn.db`)
    await db.script('CREATE TABLE "_migration" ("id" TEXT PRIMARY KEY, "checksum" TEXT, "applied_at" DATETIME)')
    await db.script(`INSERT INTO "_migration" VALUES ('99991231000000_later', 'x', 0)`)
    await db.close()
    expect(await prepared({ DATA_DIR: folder })).toMatch(/made by a newer Attn .*Update this program/)
  })

  it('on an old Node', async () => {
    const command = [process.execPath, '-r', './tests/support/fake-node-version.cjs']
    for (const script of ['jobs/start.mjs', 'jobs/attn.mjs']) {
      const old = startSite({ FAKE_NODE_VERSION: '18.20.8' }, [...command, script])
      expect(await lastWords(old)).toBe(
        'Attn needs Node 20.19 or newer and this is 18.20.8: install a newer one from https://nodejs.org.',
      )
    }
  })
})
