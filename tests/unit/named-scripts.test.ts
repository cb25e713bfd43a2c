import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { contentPolicy } from '#lib/domain/web/content-policy'
import { nameScripts, withoutNonce } from '#lib/named-scripts'

const NONCE = 'X2HPT8S1ToBXp_LQB1KtUA'
const sha = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

it('names what the renderer wrote, and nothing that came into the page otherwise', () => {
  const { html, scripts } = nameScripts(
    `<script src="/a.js" nonce="${NONCE}"></script><script nonce="${NONCE}" id="_R_">f({"nonce":"${NONCE}"})\n</script>` +
      '<script>alert(1)</script><script nonce="guess">alert(2)</script><script type="application/ld+json">{}</script>',
    NONCE,
  )
  expect(scripts).toEqual([sha('f({"nonce":""})\n')])
  expect(html).toBe(
    '<script src="/a.js"></script><script id="_R_">f({"nonce":""})\n</script>' +
      '<script>alert(1)</script><script nonce="guess">alert(2)</script><script type="application/ld+json">{}</script>',
  )
  expect(withoutNonce(`</a.css>; rel=preload; nonce="${NONCE}"`, NONCE)).toBe('</a.css>; rel=preload')
})

it('lets nothing unnamed run, and styles stand only in pages with a mail', () => {
  const policy = contentPolicy({ scripts: ['nonce-abc'], styles: false })
  expect(policy).toContain("script-src 'self' 'nonce-abc';")
  expect(policy).not.toContain('unsafe')
  expect(contentPolicy({ scripts: [], styles: true }).match(/[\w-]+ [^;]*unsafe[^;]*/g)).toEqual([
    "style-src 'self' 'unsafe-inline'",
  ])
})
