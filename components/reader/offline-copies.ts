/** What `sw.js` calls the copies of pages, before their version. */
const PAGES = 'attn-pages-'

/** What tells that somebody reads: to come and go again leaves no copies. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'visibilitychange'] as const
/** So long after a sign the copies are begun, in milliseconds: what was pressed may lead to another page, which must not wait for them. */
const REST_MS = 1500
/** Who gave no sign for so long reads too, in milliseconds after the page has loaded. */
const PATIENCE_MS = 10_000

/**
 * Lets the browser keep copies of what is read, for when there is no network: when the reader first does something, not while the page still
 * comes. Starting the worker and making the copies costs as much as the page itself.
 */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const register = () => navigator.serviceWorker.register('/sw.js').catch(() => {})
  const listen = () => {
    const signs = new AbortController()
    const { signal } = signs
    const timer = setTimeout(register, PATIENCE_MS)
    const onSign = () => {
      signs.abort()
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') register()
      else setTimeout(register, REST_MS)
    }
    for (const sign of SIGNS) document.addEventListener(sign, onSign, { signal, passive: true, capture: true })
  }
  if (document.readyState === 'complete') listen()
  else window.addEventListener('load', listen, { once: true })
}

export type Copy = { href: string; title: string }

/** The pages of which the browser has a copy, the last opened first. */
export async function listCopies(): Promise<Copy[]> {
  const cache = await openCopies()
  if (!cache) return []
  const copies = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const { pathname, search } = new URL(url)
      const title = (await cache.match(url))?.headers.get('x-attn-title') ?? ''
      return { href: pathname + search, title: decodeURIComponent(title) || pathname }
    }),
  )
  return copies.filter(({ href }) => href !== '/offline').reverse()
}

/** Throws the copies away: they too tell what was read. */
export async function dropCopies(): Promise<void> {
  const cache = await openCopies()
  for (const { href } of await listCopies()) await cache?.delete(href)
}

/** Asking for a cache that is not there would make it. */
async function openCopies(): Promise<Cache | null> {
  if (!('caches' in window)) return null
  const name = (await caches.keys()).find(key => key.startsWith(PAGES))
  return name ? caches.open(name) : null
}
