import { expect, it } from 'vitest'
import { LATE_SCRIPT, withLateScripts } from '#lib/domain/web/late-scripts'

const own = (name: string) => `<script src="/_next/static/chunks/${name}.js" async=""></script>`
const late = (name: string) => `<script data-late="/_next/static/chunks/${name}.js" async=""></script>`

it('lets the files of scripts wait, and nothing else', () => {
  const rest =
    '<link rel="stylesheet" href="/_next/static/chunks/a.css"/><link rel="preload" as="font" href="/_next/static/media/a.woff2"/>' +
    '<script>now()</script><script src="/_next/static/chunks/old.js" noModule=""></script>'
  const html = `<!DOCTYPE html><html><head>${own('a')}<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/b.js"/>${rest}</head><body>${own('b')}<script>push()</script></body></html>`
  expect(withLateScripts(html)).toBe(
    `<!DOCTYPE html><html><head><script>${LATE_SCRIPT}</script>${late('a')}${rest}</head><body>${late('b')}<script>push()</script></body></html>`,
  )
})

it('leaves scripts of others, and what is no page', () => {
  const html = '<html><head></head><body><script src="https://example.org/_next/static/a.js" async=""></script>'
  expect(withLateScripts(html)).toBe(html.replace('<head>', `<head><script>${LATE_SCRIPT}</script>`))
  for (const text of ['', '{"a":1}', '<p>no head</p>']) expect(withLateScripts(text)).toBe(text)
})
