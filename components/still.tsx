import 'server-only'
import type { ReactNode } from 'react'
import { holdMarkup } from '#lib/held-markup'
import { StillMarkup } from './still-markup.tsx'

// The package itself: what Next has under this name is not for components of the server.
const { renderToStaticMarkup } = await import(/* turbopackIgnore: true */ 'react-dom/server')

/**
 * A part of a page that stays as it is: it is in the page as HTML, and not again as data from which a browser would make the same once more.
 * In it may be no async and no client components.
 */
export function Still({ children }: { children: ReactNode }) {
  const html = renderToStaticMarkup(children)
  const place = holdMarkup(html)
  return <StillMarkup {...(place === null ? { html } : { place })} />
}
