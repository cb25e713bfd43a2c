'use client'

import { useEffect, useState } from 'react'
import { type Copy, listCopies } from './offline-copies.ts'

/** The pages of which the browser has a copy, the last opened first. */
export function KeptPages() {
  const [pages, setPages] = useState<Copy[]>([])
  useEffect(() => {
    listCopies().then(setPages, () => {})
  }, [])
  if (pages.length === 0) return null
  return (
    <section aria-labelledby="copies" className="hung mt-10 border-line border-t pt-5">
      <h2 id="copies" className="section-title">
        These can be read now
      </h2>
      <ul className="max-lg:mt-2">
        {pages.map(({ href, title }) => (
          <li key={href}>
            <a className="link tap" href={href}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
