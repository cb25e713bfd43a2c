import { createClient } from '@libsql/client'
import { type Browser, expect, test } from '@playwright/test'
import { postForm } from '../support/form-post.ts'
import { parsePrometheus } from '../support/prometheus.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'
import { attn, SITE } from './site.ts'

// An operator: in by mail, by the token and by the command line; nobody else.

const OPS = 'ops@attn.example.org'
const ORIGIN = { origin: SITE.url }

let smtp: TestSmtp
test.beforeAll(async () => {
  smtp = await startSmtp(SITE.smtpPort)
  // Letters of other tests found nobody there, and the worker would wait for long before it looks again.
  await attn(['mail', '--resume'])
})
test.afterAll(() => smtp.stop())

async function askForLink(browser: Browser, address: string) {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(`${SITE.url}/admin`)
  await page.getByLabel('Your email address').fill(address)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  const said = await page.getByRole('status').textContent()
  return { page, said }
}

test('enters by the link of a mail, once, and what they do is done and written down', async ({ browser }) => {
  test.setTimeout(240_000)
  const stranger = await askForLink(browser, 'stranger@example.org')
  const { page, said } = await askForLink(browser, OPS.toUpperCase())
  expect(said).toBe(stranger.said)
  await expect.poll(() => smtp.mailsTo(OPS).length, { timeout: 20_000 }).toBe(1)
  const link = /http\S+\/admin\/enter\/\S+/.exec(smtp.mailsTo(OPS)[0]!.mail.text!)![0]

  // Whoever looks at the link uses nothing up.
  for (let i = 0; i < 2; i++) expect((await page.request.get(link)).status()).toBe(200)
  await page.goto(link)
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Operate')
  await expect(page.getByText(`You are ${OPS}`)).toBeVisible()
  const [cookie] = await page.context().cookies(`${SITE.url}/admin`)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/admin', secure: false })
  const own = await page.request.get('/admin')
  expect(own.headers()['cache-control']).toMatch(/private.*no-store|no-store.*private/)
  expect(await own.text()).toMatch(/<meta name="robots" content="noindex/)
  const again = await browser.newPage()
  expect((await again.goto(link))!.status()).toBe(404)

  // Every button without a script, and one with.
  const jobs = page.getByRole('region', { name: 'Jobs' })
  await jobs.getByRole('button', { name: 'Run now rank' }).click()
  await expect(jobs.getByRole('status')).toHaveText('rank runs within a minute.')
  const mail = page.getByRole('region', { name: 'Mail', exact: true })
  await mail.getByRole('button', { name: 'Pause all mail' }).click()
  await expect(mail.getByText(`by ${OPS}`)).toBeVisible()
  expect(await attn(['pause'])).toContain(`by ${OPS}`)
  await mail.getByRole('button', { name: 'Let mails leave again' }).click()
  await expect(mail.getByText('Mails leave as they are due.')).toBeVisible()
  const suppressed = page.getByRole('region', { name: 'Suppressed addresses' })
  await suppressed.getByLabel('An address').fill('nobody@example.org')
  await suppressed.getByRole('button', { name: 'Look up' }).click()
  await expect(suppressed.getByRole('status')).toHaveText('That address is not suppressed.')
  await expect(suppressed.getByLabel('An address')).toHaveValue('nobody@example.org')
  await suppressed.getByRole('button', { name: 'Send to it again' }).click()
  await expect(suppressed.getByRole('alert')).toHaveText('That address was not suppressed.')
  await page.goto('/admin')
  const audit = page.getByRole('region', { name: 'Audit' })
  for (const line of ['run rank', 'pause mail', 'resume mail', 'lift suppression n…@example.org', 'sign in'])
    await expect(audit.getByText(line).first()).toBeVisible()
  expect(await attn(['audit'])).toContain(`${OPS}  run rank: rank runs within a minute.`)
  // The worker took it.
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('region', { name: 'Jobs' }).getByText('Asked for by')).toHaveCount(0, { timeout: 100 })
  }).toPass({ timeout: 75_000 })

  // A page elsewhere, or one that hides where it is, does nothing with the operator's cookie.
  const held = `attn_admin=${cookie!.value}`
  const forge = (headers: Record<string, string>) =>
    postForm(
      `${SITE.url}/admin`,
      { do: 'pause mail' },
      { cookie: held, ...headers },
      { seen: { cookie: held }, having: 'pause mail' },
    )
  for (const origin of ['https://evil.example.org', 'null'])
    expect((await forge({ origin })).text).not.toContain('No mail leaves')
  await forge({})
  await forge({ ...ORIGIN, 'sec-fetch-site': 'cross-site' })
  expect(await attn(['pause'])).toBe('Nothing is paused.\n')
  expect((await forge(ORIGIN)).text).toContain('No mail leaves any more.')
  await attn(['resume', 'mail'])

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Send me a link' })).toBeVisible()
  // What was stolen before is worth nothing after.
  const stolen = await fetch(`${SITE.url}/admin`, { headers: { cookie: held } })
  expect(await stolen.text()).not.toContain('Sign out')
})

test('the token lets in, another one does not, and a forged cookie is none', async ({ page }) => {
  await page.goto('/admin')
  await page.getByLabel('The token').fill('another-token-altogether')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'That is not the token.' })).toBeVisible()
  await page.getByLabel('The token').fill('a-token-for-operators')
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText(/You are token [0-9a-f]{8}/)).toBeVisible()
  const [cookie] = await page.context().cookies(`${SITE.url}/admin`)
  const [id, expiry, signature] = cookie!.value.split('.') as [string, string, string]
  const later = (Number.parseInt(expiry, 36) + 3600).toString(36)
  for (const forged of [
    `${id}.${later}.${signature}`,
    `x${id}.${expiry}.${signature}`,
    `${id}.${expiry}.${'A'.repeat(32)}`,
  ]) {
    const answer = await fetch(`${SITE.url}/admin`, { headers: { cookie: `attn_admin=${forged}` } })
    expect(await answer.text()).not.toContain('Sign out')
  }
})

test('the command line makes a way in', async ({ page }) => {
  await page.goto((await attn(['admin', '--link'])).trim())
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(page.getByText(/You are command line: /)).toBeVisible()
})

test('/metrics is read by Prometheus on this machine alone; /readyz names each check; each answer has its number', async ({
  request,
}) => {
  await request.get('/papers/2307.07982')
  await request.get('/papers/2307.07982?x=1')
  const answer = await request.get('/metrics', { headers: { 'X-Request-Id': 'from-the-proxy.1' } })
  expect(answer.headers()['x-request-id']).toBe('from-the-proxy.1')
  expect(answer.headers()['content-type']).toContain('version=0.0.4')
  const series = parsePrometheus(await answer.text())
  expect(series.get('attn_papers{}')).toBe(119)
  expect(series.get('attn_database_up{}')).toBe(1)
  expect(
    series.get('attn_http_requests_total{method="GET",route="/papers/[...id]",status="200"}'),
  ).toBeGreaterThanOrEqual(2)
  expect([...series.keys()].filter(key => key.includes('2307'))).toEqual([])
  expect((await request.get('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status()).toBe(404)
  expect((await request.get('/metrics', { headers: { Host: 'papers.example.org' } })).status()).toBe(404)

  const { checks } = await (await request.get('/readyz')).json()
  expect(Object.keys(checks)).toEqual(['database', 'writes', 'migrations', 'index', 'worker', 'disk'])
  const database = createClient({ url: `file:${SITE.dataDir}/attn.db`, timeout: 10_000 })
  await database.execute(`INSERT INTO _migration VALUES ('99999999999999_later', 'x', 0)`)
  expect((await request.get('/readyz?exclude=worker,disk')).status()).toBe(503)
  await database.execute(`DELETE FROM _migration WHERE id = '99999999999999_later'`)
  database.close()
  expect((await request.get('/readyz?exclude=worker,disk')).status()).toBe(200)
})
