'use client'

import { useLayoutEffect, useRef } from 'react'
import { heldMarkup } from '#lib/held-markup'

type Props = { html: string } | { place: number }

/** By their places, the parts of this page as they came. */
const came = new Map<number, Element | null>()

/**
 * HTML from where it is held. In a browser it is there already, and React lets it be. Only when React makes the whole page anew, because it
 * found something else in it than it expected, is the box empty: then what came is put back.
 */
export function StillMarkup(props: Props) {
  const box = useRef<HTMLDivElement>(null)
  const place = 'place' in props ? props.place : null
  if (place !== null) note(place)

  useLayoutEffect(() => {
    const before = place !== null && came.get(place)
    if (before && box.current && before !== box.current) box.current.replaceChildren(...before.childNodes)
  }, [place])

  const html = 'html' in props ? props.html : markupAt(props.place)
  return (
    <div
      ref={box}
      data-still={place ?? undefined}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: React itself made it, on the server, and escaped what is in it.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

function markupAt(place: number): string {
  const html = heldMarkup(place)
  // A browser has it in the page. A server that has it nowhere would show, and keep for others, a page with a hole.
  if (html === null && typeof window === 'undefined') throw new Error('a part of a page is held nowhere')
  return html ?? ''
}

/** While React looks at the page for the first time: when it gives up, what came is gone before anything else is told. */
function note(place: number) {
  if (typeof document !== 'undefined' && !came.has(place))
    came.set(place, document.querySelector(`[data-still="${place}"]`))
}
