import { expect, type Page, test } from '@playwright/test'
import { attn } from './site.ts'

const PAPER = '/papers/2307.07982'
const PAGES = [
  ...['/', '/?sort=new', '/?q=vision+transformer', '/?q=zebrafish', '/?page=9999', '/?utm_source=x'],
  ...['/topics', '/topics/medical', '/topics/medical?window=all', '/topics/nope', PAPER, '/papers/nope', '/nowhere'],
  ...['/digest', '/digest/2020-01-01', '/about/ranking', '/status', '/subscribe', '/subscription/x', '/u/x/leave'],
  ...['/outbox', '/feed.xml', '/feed.json', '/api/v1/papers'],
]

/** What the browser refused to load or to run, and what was asked of another host. */
function watch(page: Page): { refused: string[]; foreign: string[] } {
  const seen = { refused: [] as string[], foreign: [] as string[] }
  page.on('console', message => {
    if (/Content Security Policy|Permissions policy/i.test(message.text()))
      seen.refused.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', error => seen.refused.push(`${page.url()}: ${error.message}`))
  page.on('request', request => {
    const { protocol, host } = new URL(request.url())
    if (/^http/.test(protocol) && host !== new URL(test.info().project.use.baseURL!).host)
      seen.foreign.push(request.url())
  })
  return seen
}

test('no page needs what its policy refuses, nor anything of another host', async ({ page }) => {
  await attn(['rank'])
  const seen = watch(page)
  for (const path of PAGES) {
    const answer = await page.goto(path, { waitUntil: 'networkidle' })
    const policy = answer!.headers()['content-security-policy']
    expect(policy, path).toMatch(/script-src 'self'( '(nonce|sha256)-[\w+/=-]+')+;/)
    expect(policy!.match(/unsafe/g)?.length ?? 0, path).toBe(/^\/(subscribe|outbox)/.test(path) ? 1 : 0)
  }
  expect(seen).toEqual({ refused: [], foreign: [] })
})

// The first is one page for all, its scripts named by hash; the second is made for one, with a nonce.
for (const path of ['/', '/?sort=new', PAPER, '/nowhere'])
  test(`a script that got into ${path} does not run`, async ({ page }) => {
    const seen = watch(page)
    await page.goto(path, { waitUntil: 'networkidle' })
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img src="/nowhere.png" onerror="window.ran = 1">')
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 2' }))
      document.body.append(Object.assign(document.createElement('script'), { src: 'https://evil.example.org/x.js' }))
      const link = Object.assign(document.createElement('a'), { href: 'javascript:window.ran = 3' })
      document.body.append(link)
      link.click()
    })
    await expect.poll(() => seen.refused.length).toBeGreaterThanOrEqual(4)
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined()
  })
