import { expect, test } from '@playwright/test'
import { findFreePort, killStartedSites, makeFolder, startSite } from '../support/started-site.ts'
import { BLANK } from '../support/variables.mjs'
import { keepPicture, scanInBothLights } from './scan.ts'

test('is closed where mails are really sent', async ({ request }) => {
  expect((await request.get('/outbox')).status()).toBe(404)
})

test.describe('without SMTP_URL', () => {
  const { folder, remove } = makeFolder()
  let url = ''

  test.beforeAll(async () => {
    test.setTimeout(90_000)
    const site = startSite({ ...BLANK, PORT: String(await findFreePort()), DATA_DIR: folder })
    url = site.url
    await expect
      .poll(async () => (await fetch(`${url}/healthz`).catch(() => null))?.status, { timeout: 60_000 })
      .toBe(200)
  })
  test.afterAll(() => {
    killStartedSites()
    remove()
  })

  test('nobody operates what has neither ADMIN_TOKEN nor ADMIN_EMAILS', async ({ request }) => {
    for (const path of ['/admin', '/admin/enter/nobody.0.x'])
      expect((await request.get(`${url}${path}`)).status()).toBe(404)
    expect(await (await request.get(`${url}/admin`)).text()).not.toContain('Operate')
  })

  test('shows the mails to this machine alone', async ({ page, request }) => {
    await page.goto(`${url}/subscribe`)
    await page.getByLabel('Your email address').fill('ada@example.org')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await page.getByRole('main').getByRole('link', { name: 'outbox' }).click()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText('ada@example.org')).toBeVisible({ timeout: 500 })
    }).toPass()
    await scanInBothLights(page, 'outbox')
    await keepPicture(page, 'desktop-light-outbox')
    await page.getByRole('link', { name: /confirm/i }).click()
    await expect(page.getByText(`${url}/subscription/`).first()).toBeVisible()
    await scanInBothLights(page, 'a mail in the outbox')
    const mail = page.frameLocator('iframe')
    await mail.getByRole('link', { name: /confirm/i }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more click')
    await scanInBothLights(page, 'one more click')
    await page.getByRole('button', { name: 'Yes, subscribe' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are subscribed')
    await scanInBothLights(page, 'preferences')
    await keepPicture(page, 'desktop-light-preferences')

    const proxied = await request.get(`${url}/outbox`, { headers: { 'X-Forwarded-For': '203.0.113.9' } })
    expect(proxied.status()).toBe(404)
    const rebound = await request.get(`${url}/outbox`, { headers: { Host: 'evil.example.org' } })
    expect(rebound.status()).toBe(404)
    expect((await request.get(`${url}/outbox/..%2fsecret`)).status()).toBe(404)
  })
})
