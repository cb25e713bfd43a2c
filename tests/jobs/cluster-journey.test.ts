import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { operatorOf } from '#lib/admin'
import { openDatabase } from '#lib/db'
import { replicaFiles } from '#lib/replica-files'
import { signToken } from '#lib/token'
import { postForm } from '#tests/support/form-post'
import { endServers, startServer, whyNoServer } from '#tests/support/libsql-server'
import { startSmtp } from '#tests/support/smtp'
import { findFreePort, killStartedSites, makeFolder, type StartedSite, startSite } from '#tests/support/started-site'

// Two sites as two machines would have them, each with its copy of one server's database: a reader's requests go now to the one, now to
// the other, as a proxy sends them.

const { folder, remove } = makeFolder()

beforeEach(async context => {
  const why = await whyNoServer()
  if (why) context.skip(why)
})

afterEach(() => killStartedSites())

afterAll(async () => {
  await endServers()
  remove()
})

const SECRET = 'one secret for both sites'

const text = async (url: string) => (await fetch(url)).text()

async function comeTo<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const began = Date.now(); ; await sleep(25)) {
    const found = await look()
    if (found) return found
    if (Date.now() - began > 120_000) throw new Error(`It never came to: ${look}`)
  }
}

const health = async (site: StartedSite) => (await (await fetch(`${site.url}/healthz`)).json()) as { database?: string }

const checks = async (site: StartedSite) => (await (await fetch(`${site.url}/readyz`)).json()).checks as object

it("a reader's journey over two sites, with the server away for a while", { timeout: 300_000 }, async () => {
  const server = await startServer()
  const smtp = await startSmtp()
  const start = async (name: string, jobs: string) =>
    startSite({
      PORT: String(await findFreePort()),
      DATA_DIR: join(folder, name),
      DATABASE_URL: server.url,
      SECRET,
      SMTP_URL: smtp.url,
      JOBS: jobs,
    })
  // Both at once, on an empty database: one migrates and loads, and the other finds it done.
  const [one, two] = await Promise.all([start('one', 'on'), start('two', 'off')])
  for (const site of [one, two]) await comeTo(async () => site.output().includes('Attn is at'))
  for (const site of [one, two]) expect(await health(site)).toMatchObject({ ok: true, papers: 119 })

  // What one site was told, the other knows with the next request.
  const form = { email: 'ada@example.org', frequency: 'daily', hour: '7', zone: 'UTC' }
  expect((await postForm(`${one.url}/subscribe`, form)).text).toContain('Look in your inbox')
  const letter = await comeTo(async () => smtp.mailsTo('ada@example.org')[0])
  const path = /\/subscription\/[\w.-]+/.exec(letter.mail.text ?? '')![0]
  expect(await text(two.url + path)).toContain('One more click')
  await postForm(two.url + path, {})
  expect(await text(one.url + path)).toContain('Save')
  expect((await postForm(one.url + path, { ...form, frequency: 'weekly', weekday: '3' })).text).toContain('Saved.')
  expect(await (await fetch(`${two.url}${path}/data`)).json()).toMatchObject({ preferences: { frequency: 'weekly' } })
  const leave = /\/u\/[\w.-]+/.exec(await text(one.url + path))![0]

  const db = await openDatabase(server.url)
  // What an operator did at one site, both say at once.
  const until = new Date(Date.now() + 3_600_000)
  await db.script(`INSERT INTO admin_entry (id, who, made_at, expires_at, used_at)
    VALUES ('ops', '${operatorOf('ops')}', 0, ${until.getTime()}, 0)`)
  const cookie = `attn_admin=${signToken('session', 'ops', SECRET, until)}`
  const operate = async ({ url }: StartedSite, wish: string) => {
    const own = { cookie, origin: url, 'sec-fetch-site': 'same-origin' }
    return (await postForm(`${url}/admin`, { do: wish }, own, { seen: { cookie }, having: wish })).text
  }
  expect(await operate(one, 'pause mail')).toContain('resume mail')
  expect(await operate(two, 'resume mail')).toContain('pause mail')

  // A paper that came to the server is on the page of each site a moment later.
  await db.script(`INSERT INTO paper (id, title_key, title, abstract, published, first_seen_at, changed_at)
    VALUES ('zebra', 'zebra', 'Zebrafish attention', 'Stripes.', '2026-11-20', 0, 0)`)
  await db.close()
  for (const site of [one, two])
    await comeTo(async () => (await text(`${site.url}/api/v1/papers?q=zebrafish`)).includes('Zebrafish attention'))

  await server.kill()
  for (const keeper of one.descendants().filter(({ command }) => command.includes('jobs/replicate.ts')))
    process.kill(keeper.pid, 'SIGKILL')
  // A minute without an answer, which nobody has to wait for here.
  const before = new Date(Date.now() - 60_000)
  for (const name of ['one', 'two']) utimesSync(replicaFiles(join(folder, name)).synced, before, before)
  for (const site of [one, two]) {
    expect(await text(`${site.url}/api/v1/papers?q=zebrafish`)).toContain('Zebrafish attention')
    await comeTo(async () => (await health(site)).database === 'away')
    for (const page of ['/subscribe', '/status']) expect(await text(site.url + page)).toContain('changes have to wait')
    expect(await checks(site)).toMatchObject({ database: { ok: false }, writes: { ok: false }, index: { ok: true } })
    expect(await text(`${site.url}/metrics`)).toMatch(/^attn_database_up(\{.*\})? 0$/m)
  }
  expect((await postForm(`${two.url}/subscribe`, { ...form, email: 'bob@example.org' })).text).toContain(
    'Changes have to wait',
  )
  const refused = await fetch(one.url + leave, { method: 'POST' })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
  const page = await fetch(two.url + path)
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '30'])
  expect(await page.text()).toContain('Changes have to wait')
  const admin = await fetch(`${one.url}/admin`, { headers: { cookie } })
  expect([admin.status, admin.headers.get('retry-after')]).toEqual([503, '30'])
  const operators = await admin.text()
  expect(operators).toContain('Changes have to wait')
  expect(operators).toContain('<title>Operate')

  await server.start()
  for (const site of [one, two]) await comeTo(async () => !(await health(site)).database)
  expect((await fetch(one.url + leave, { method: 'POST' })).status).toBe(200)
  expect(await text(two.url + path)).toContain('You have left')
  expect((await postForm(`${two.url}/subscribe`, { ...form, email: 'bob@example.org' })).text).toContain('Look in your')
  await comeTo(async () => smtp.mailsTo('bob@example.org')[0])
  await smtp.stop()
})
