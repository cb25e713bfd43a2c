import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseEml } from '#lib/domain/mail/eml'
import { readToken, signToken } from '#lib/token'
import { copyCheckout } from '#tests/support/checkout-copy'
import { postForm } from '#tests/support/form-post'
import { findFreePort, killStartedSites, makeFolder, type StartedSite, startSite } from '#tests/support/started-site'

// A site with a file .env, as the site itself, its worker and the command line read it.

const SECRET = `a $HOME for "$1" # and \\ \${SECRET} spaces`
const NAME = `"Attn. #1 $HOME \\"x\\" \\\\y"`
const DOTENV = [
  `SECRET='${SECRET}'`,
  `MAIL_FROM='${NAME} <digest@attn.example.org>' # the sender`,
  'SITE_URL=https://papers.example.org/',
  `DATA_DIR='./the data of "50%" #1?\u00e4'`,
]
const FORM = { email: 'ada@example.org', frequency: 'daily', hour: '8', timeZone: 'UTC' }

let checkout: string
let remove: () => void
let site: StartedSite

const dataDir = () => join(checkout, 'the data of "50%" #1?\u00e4')

beforeAll(async () => {
  const made = makeFolder()
  remove = made.remove
  checkout = join(made.folder, 'a checkout #2')
  copyCheckout(checkout)
  writeFileSync(join(checkout, '.env'), DOTENV.join('\n'))
  // Files that Next alone would read.
  writeFileSync(join(checkout, '.env.local'), 'SECRET=of nobody but Next itself\n')
  writeFileSync(join(checkout, '.env.production'), 'SITE_URL=https://elsewhere.example.org\n')
  site = startSite({ PORT: String(await findFreePort()) }, undefined, checkout)
  await site.says(/Attn is at/)
}, 120_000)

afterAll(() => {
  killStartedSites()
  remove()
})

/** The mails of the outbox, once there are some. */
async function mails() {
  const folder = join(dataDir(), 'outbox')
  const names = () => {
    try {
      return readdirSync(folder).filter(name => name.endsWith('.eml'))
    } catch {
      return []
    }
  }
  for (const began = Date.now(); names().length === 0 && Date.now() - began < 15_000; ) await sleep(100)
  return names().map(name => parseEml(readFileSync(join(folder, name), 'latin1')))
}

it('keeps its data in the folder named, whatever characters its name has', () => {
  expect(readdirSync(dataDir())).toContain('attn.db')
})

it('signs and reads links alike in the site, the worker and the command line', async () => {
  expect((await postForm(`${site.url}/subscribe`, FORM)).status).toBe(200)
  const [letter] = await mails()
  const token = /https:\/\/papers\.example\.org\/subscription\/(\S+)/.exec(letter!.text)![1]!
  expect(readToken('confirm', token, SECRET, new Date())).toHaveProperty('subscriberId')
  const visit = async (link: string) => (await fetch(`${site.url}/subscription/${link}`)).status
  expect(await visit(token)).toBe(200)
  expect(await visit(signToken('manage', 'nobody', 'of nobody but Next itself'))).toBe(404)

  expect((await postForm(`${site.url}/subscription/${token}`, {})).status).toBe(200)
  const command = ['jobs/attn.mjs', 'digest', '--to', FORM.email]
  const env = { ...process.env }
  for (const name of ['DATA_DIR', 'SITE_URL', 'SECRET', 'MAIL_FROM', 'SMTP_URL']) delete env[name]
  execFileSync(process.execPath, command, { cwd: checkout, env, stdio: 'pipe' })
  const sample = (await mails()).find(({ headers }) => headers['list-unsubscribe'])!
  const leave = /https:\/\/papers\.example\.org\/u\/([\w.-]+)/.exec(sample.headers['list-unsubscribe']!)![1]!
  expect(readToken('leave', leave, SECRET, new Date())).toHaveProperty('subscriberId')
  const from = `${NAME} <digest@attn.example.org>`
  expect([letter!.headers.from, sample.headers.from]).toEqual([from, from])
})

it('takes forms through a proxy that hides the address that the reader typed, and from no other site', async () => {
  const proxy = createServer((from, to) => {
    const headers = { ...from.headers, host: `127.0.0.1:${site.port}` }
    const options = { port: site.port, path: from.url, method: from.method, headers }
    from.pipe(request(options, answer => answer.pipe(to.writeHead(answer.statusCode!, answer.headers))))
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/subscribe`
  const post = (origin: string) => postForm(url, FORM, { origin, host: new URL(origin).host })
  const mine = await post('https://papers.example.org')
  expect(mine.status).toBe(200)
  expect(mine.text).toContain('ada@example.org')
  for (const origin of ['https://elsewhere.example.org', 'https://evil.example.org', 'https://papers.example.org:444'])
    expect((await post(origin)).status).toBe(500)
  proxy.close()
})
