import { expect, type Page } from '@playwright/test'

/** Watches a page for what must never happen in it. What the watch sees is told by the function returned. */
export async function watchHarm(page: Page): Promise<() => string[]> {
  const seen: string[] = []
  page.on('dialog', dialog => {
    seen.push(`dialog: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
  page.on('pageerror', error => seen.push(`error: ${error.message}`))
  page.on('console', message => {
    if (/Content Security Policy|Blocked script|Permissions policy/i.test(message.text()))
      seen.push(`console: ${message.text()}`)
  })
  page.on('request', request => {
    const { protocol, hostname } = new URL(request.url())
    if (/^http/.test(protocol) && hostname !== 'localhost') seen.push(`request: ${request.url()}`)
  })
  await page.exposeFunction('tellHarm', (what: string) => seen.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', event =>
      (window as unknown as { tellHarm(what: string): void }).tellHarm(`violation: ${event.blockedURI}`),
    )
  })
  return () => seen
}

/** What of a document is not as it should be: parts that run, links that run, characters that nobody sees, and letters that run the other way. */
function findHarm(): string[] {
  const all = [...document.querySelectorAll('*')]
  const attributes = all.flatMap(element => [...element.attributes].map(attribute => ({ element, attribute })))
  const runs = attributes.filter(
    ({ attribute: { name, value } }) =>
      /^on/.test(name) ||
      (/^(href|src|action|formaction|data|xlink:href)$/.test(name) && /^\W*(javascript|data|vbscript):/i.test(value)),
  )
  const foreign = all.filter(element =>
    element.matches(
      'base, object, embed, img[src=x], svg[onload], iframe:not([sandbox]), iframe[sandbox*=scripts], [style*="fixed"], main style',
    ),
  )
  const unseen =
    /[\u0000\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uD800-\uDFFF\u{E0000}-\u{E0FFF}]/u.exec(
      document.documentElement.outerHTML,
    )
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const turned: string[] = []
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.textContent ?? ''
    // The days of our dates, which another script tears from their months; else words, where there are no others.
    const day = text.search(/\d [A-Z][a-z]{2} \d{4}/)
    const isPlain = !/[^\x20-\x7e\u2018-\u201d·–…]/.test(text)
    const start = day < 0 && isPlain ? text.search(/[a-z]{3}/i) : day
    if (start < 0 || !node.parentElement?.checkVisibility()) continue
    const at = (place: number) => {
      const range = document.createRange()
      range.setStart(node!, place)
      range.setEnd(node!, place + 1)
      return range.getBoundingClientRect()
    }
    const [first, third] = [at(start), at(start + 2)]
    const isTorn = third.left - first.right > 2 * first.height
    if (first.width > 0 && first.top === third.top && (first.left > third.left || isTorn))
      turned.push(text.slice(0, 40))
  }
  const { ran } = window as { ran?: number }
  return [
    ...(ran === undefined ? [] : [`script ${ran} ran`]),
    ...runs.map(({ element, attribute }) => `<${element.tagName} ${attribute.name}="${attribute.value.slice(0, 60)}">`),
    ...foreign.map(element => element.outerHTML.slice(0, 80)),
    ...(unseen ? [`U+${unseen[0].codePointAt(0)!.toString(16)}`] : []),
    ...turned.map(text => `turned: ${text}`),
  ]
}

/** What stands further right than the page is wide, and does not scroll by itself. */
function findWide(): string[] {
  const isApart = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || isApart(element.parentElement))
  const width = document.documentElement.clientWidth
  const wide = [...document.body.querySelectorAll('*')].filter(
    element => element.getBoundingClientRect().right > width + 1 && !isApart(element.parentElement),
  )
  const { scrollWidth } = document.documentElement
  return [
    ...(scrollWidth > width ? [`the page is ${scrollWidth} wide`] : []),
    ...wide.map(element => `wide: ${element.outerHTML.slice(0, 100)}`),
  ]
}

/** Fails unless the page that is open is as harmless, as narrow and as upright as any other. */
export async function expectUnharmed(page: Page, told: () => string[]): Promise<void> {
  const found = [...(await page.evaluate(findHarm)), ...(await page.evaluate(findWide))]
  expect([...told(), ...found], page.url()).toEqual([])
}

/** What of some HTML, read as a document of its own, is not as it should be. */
export const findHarmInHtml = (page: Page, html: string): Promise<string[]> =>
  page.evaluate(text => {
    const parsed = new DOMParser().parseFromString(text, 'text/html')
    return [...parsed.querySelectorAll('*')]
      .filter(
        element =>
          element.matches('script, iframe, object, svg, base, form, img[src=x]') ||
          [...element.attributes].some(
            ({ name, value }) =>
              /^on/.test(name) || (/^(href|src)$/.test(name) && !/^(https?:|mailto:|#|cid:)/.test(value)),
          ),
      )
      .map(element => element.outerHTML.slice(0, 100))
  }, html)
