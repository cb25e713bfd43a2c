// Copies of what was read, for when there is no network. The network is always asked first: a copy is shown only when it does not answer,
// and says when it was made. Kept are the pages that are the same for everybody; never what belongs to one reader or to the operator.

const VERSION = '1'
const PAGES = `attn-pages-${VERSION}`
const PARTS = `attn-parts-${VERSION}`
const MOST_PAGES = 60
const OFFLINE = '/offline'
/** So long the page that is shown without a network and a copy is used before it is asked for anew, in milliseconds. */
const OFFLINE_MS = 24 * 3_600_000
const PUBLIC = /^\/($|saved$|about\/|(topics|digest)($|\/(?!feed\.))|papers\/)/

addEventListener('install', event => {
  event.waitUntil(keepOffline())
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
    if (isPage) event.waitUntil(keep(key, answer.clone()).then(renewOffline))
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

/** @throws when there is no such page now: then the installation is tried again later. */
async function keepOffline() {
  const answer = await fetch(OFFLINE)
  if (!answer.ok) throw new Error(`${OFFLINE} answers ${answer.status}`)
  await keep(OFFLINE, answer)
}

async function renewOffline() {
  const copy = await caches.match(OFFLINE, { cacheName: PAGES, ignoreVary: true })
  const age = Date.now() - Date.parse(copy?.headers.get('x-attn-kept'))
  if (!(age < OFFLINE_MS)) await keepOffline().catch(() => {})
}

async function keep(key, answer) {
  const text = await answer.text()
  const parts = [...new Set(text.match(PART))]
  const headers = new Headers(answer.headers)
  // What the text is now: unpacked.
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set('x-attn-kept', new Date().toISOString())
  headers.set('x-attn-title', encodeURIComponent(titleOf(text)))
  headers.set('x-attn-parts', parts.join(' '))
  const pages = await caches.open(PAGES)
  // Put anew it is the last one, and the first ones go.
  await pages.put(key, new Response(text, { headers }))
  await keepParts(parts)
  await prune(pages)
}

/** Style and scripts of a page; they are with the browser already, or on their way to it. */
async function keepParts(paths) {
  const parts = await caches.open(PARTS)
  for (const path of paths) if (!(await parts.match(path))) await parts.add(path).catch(() => {})
}

/** Drops the first pages when there are too many, and the parts that no page has any more. */
async function prune(pages) {
  const keys = (await pages.keys()).filter(({ url }) => new URL(url).pathname !== OFFLINE)
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST_PAGES))) await pages.delete(key)
  const named = new Set(
    (await pages.matchAll()).flatMap(({ headers }) => headers.get('x-attn-parts')?.split(' ') ?? []),
  )
  const parts = await caches.open(PARTS)
  for (const part of await parts.keys()) if (!named.has(new URL(part.url).pathname)) await parts.delete(part)
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

const PART = /\/_next\/static\/[\w./~%-]+\.(?:js|css|woff2)/g
const isPart = url => url.pathname.startsWith('/_next/static/')

const TITLE = /<title>([^<]*)<\/title>/
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }

function titleOf(text) {
  const title = TITLE.exec(text)?.[1] ?? ''
  return (
    title
      .replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name) => NAMED[name])
      .replace(/ · Attn\.$/, '')
      .slice(0, 300)
      // Half a letter cannot be encoded.
      .replace(/[\ud800-\udbff]$/, '')
  )
}
