// Copies of what was read, for when there is no network. The network is always asked first: a copy is shown only when it does not answer,
// and says when it was made. Kept are the pages that are the same for everybody; never what belongs to one reader or to the operator.

const VERSION = '1'
const PAGES = `attn-pages-${VERSION}`
const PARTS = `attn-parts-${VERSION}`
const MOST_PAGES = 60
const MOST_PARTS = 150
const OFFLINE = '/offline'
const PUBLIC = /^\/($|saved$|about\/|(topics|digest)($|\/(?!feed\.))|papers\/)/

addEventListener('install', event => {
  event.waitUntil(fetch(OFFLINE).then(answer => keep(OFFLINE, answer)))
  skipWaiting()
})

addEventListener('activate', event => event.waitUntil(begin()))

addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (PUBLIC.test(url.pathname)) event.respondWith(answerPage(event, url))
    else event.respondWith(fetch(request).catch(() => copyOf(OFFLINE)))
  } else if (isPart(url)) {
    event.respondWith(
      fetch(request).catch(async () => (await caches.match(url.href, { cacheName: PARTS })) ?? Response.error()),
    )
  }
})

async function answerPage(event, url) {
  const key = url.pathname + url.search
  try {
    const answer = await fetch(event.request)
    const isPage = answer.ok && !answer.redirected && answer.headers.get('content-type')?.startsWith('text/html')
    if (isPage) event.waitUntil(keep(key, answer.clone()))
    return answer
  } catch {
    return (await copyOf(key)) ?? (await copyOf(OFFLINE)) ?? Response.error()
  }
}

/** The copy of a page, with a line that says when it was made. */
async function copyOf(key) {
  const copy = await caches.match(key, { cacheName: PAGES, ignoreVary: true })
  if (!copy || key === OFFLINE) return copy
  const at = new Date(copy.headers.get('x-attn-kept'))
  const time = at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  const note = `<p role="status" class="offline-note">Offline: this page as of ${time}</p>`
  const text = await copy.text()
  return new Response(text.replace(/(?=<\/body>)/, note), { headers: copy.headers })
}

async function keep(key, answer) {
  const text = await answer.text()
  const headers = new Headers(answer.headers)
  // What the text is now: unpacked.
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set('x-attn-kept', new Date().toISOString())
  headers.set('x-attn-title', encodeURIComponent(titleOf(text)))
  const pages = await caches.open(PAGES)
  // Put anew it is the last one, and the first ones go.
  await pages.delete(key)
  await pages.put(key, new Response(text, { headers }))
  await keepParts(text)
  await prune(pages, MOST_PAGES)
}

/** Style and scripts of a page; they are with the browser already, or on their way to it. */
async function keepParts(text) {
  const parts = await caches.open(PARTS)
  const named = new Set(text.match(/\/_next\/static\/[\w./~%-]+\.(?:js|css|woff2)/g))
  for (const path of named) if (!(await parts.match(path))) await parts.add(path).catch(() => {})
  await prune(parts, MOST_PARTS)
}

async function prune(cache, most) {
  const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== OFFLINE)
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}

/** Drops the copies of other versions, and makes some of the pages that were opened before there was anybody to make them. */
async function begin() {
  for (const name of await caches.keys())
    if (name.startsWith('attn-') && name !== PAGES && name !== PARTS) await caches.delete(name)
  await clients.claim()
  for (const { url } of await clients.matchAll({ type: 'window' })) {
    const { pathname, search } = new URL(url)
    if (!PUBLIC.test(pathname)) continue
    const answer = await fetch(pathname + search).catch(() => null)
    if (answer?.ok && !answer.redirected) await keep(pathname + search, answer)
  }
}

const isPart = url => url.pathname.startsWith('/_next/static/')

const TITLE = /<title>([^<]*)<\/title>/
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }

function titleOf(text) {
  const title = TITLE.exec(text)?.[1] ?? ''
  return title
    .replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name) => NAMED[name])
    .replace(/ · Attn\.$/, '')
    .slice(0, 300)
}
