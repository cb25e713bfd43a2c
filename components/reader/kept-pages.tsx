'use client'

import { useEffect, useState } from 'react'

type KeptPage = { href: string; title: string }

/** The pages of which the browser has a copy, the last opened first. */
export function KeptPages() {
  const [pages, setPages] = useState<KeptPage[]>([])
  useEffect(() => {
    listCopies().then(setPages, () => {})
  }, [])
  if (pages.length === 0) return null
  return (
    <section aria-labelledby="copies" className="mt-10">
      <h2 id="copies" className="font-semibold text-lg">
        These can be read now
      </h2>
      <ul className="mt-3 grid gap-2">
        {pages.map(({ href, title }) => (
          <li key={href}>
            <a className="link inline-block py-1" href={href}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function listCopies(): Promise<KeptPage[]> {
  // `sw.js` makes it; asking for one that is not there would make an empty one.
  const name = (await caches.keys()).find(key => key.startsWith('attn-pages-'))
  if (!name) return []
  const cache = await caches.open(name)
  const copies = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const { pathname, search } = new URL(url)
      const kept = (await cache.match(url))?.headers.get('x-attn-title') ?? ''
      return { href: pathname + search, title: decodeURIComponent(kept) || pathname }
    }),
  )
  return copies.filter(({ href }) => href !== '/offline').reverse()
}
