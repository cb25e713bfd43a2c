/** What `sw.js` calls the copies of pages, before their version. */
const PAGES = 'attn-pages-'

/** Lets the browser keep copies of what is read, for when there is no network; once the page has loaded, not before. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const register = () => navigator.serviceWorker.register('/sw.js').catch(() => {})
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register, { once: true })
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
