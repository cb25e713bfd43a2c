'use client'

import { useEffect, useRef, useState } from 'react'
import type { FieldError } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import { ZoneOptions } from './zone-options.tsx'

/** By which one knows that the reader is there. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin']
/** Until something else is chosen. */
const DEFAULT_ZONE = 'UTC'

/**
 * The time zone. The browser knows the reader's own and proposes it; all others are there once the reader gets to the field: they are half of
 * the elements of the page. Without JavaScript all are there from the start, and it is UTC until chosen.
 */
export function ZoneField({ typed, errors, propose }: { typed: string; errors: FieldError[]; propose: boolean }) {
  const select = useRef<HTMLSelectElement>(null)
  const [own, setOwn] = useState<string | null>(null)
  const [isReached, setReached] = useState(false)
  const chosen = typed || DEFAULT_ZONE
  const first = [...new Set([chosen, DEFAULT_ZONE, ...(own ? [own] : [])])]

  useEffect(() => {
    // Before there was a script to hear of it the reader may have got there.
    if (select.current === document.activeElement) setReached(true)
    if (!propose) return
    const stop = new AbortController()
    const find = () => {
      stop.abort()
      setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone)
    }
    // A browser loads its knowledge of zones to answer, which takes a slow one a tenth of a second: not while the page is coming up.
    for (const sign of SIGNS)
      document.addEventListener(sign, find, { capture: true, passive: true, signal: stop.signal })
    if (select.current?.form?.contains(document.activeElement)) find()
    return () => stop.abort()
  }, [propose])

  useEffect(() => {
    // Only in the place of the default: an address may have chosen another.
    if (own && select.current?.value === DEFAULT_ZONE) select.current.value = own
  }, [own])

  const reach = () => setReached(true)
  return (
    // Its width does not hang on the zones: a page that is still coming has not all of them, and what is seen must not move. Nor are all
    // of them measured for it.
    <div className="grid min-w-0 grow basis-60 grid-cols-1 gap-1.5">
      {/* Before the other, which is sent too: the first counts. */}
      <noscript>
        <div className="grid gap-1.5">
          <label htmlFor="zone-unscripted">in the time zone</label>
          <select
            id="zone-unscripted"
            name="zone"
            defaultValue={chosen}
            className="field field-sizing-content"
            {...invalid(errors, 'zone')}
          >
            <ZoneOptions first={first} all />
          </select>
        </div>
      </noscript>
      <label htmlFor="zone" className="noscript:hidden">
        in the time zone
      </label>
      <select
        ref={select}
        id="zone"
        name="zone"
        defaultValue={chosen}
        onPointerEnter={reach}
        onPointerDown={reach}
        onFocus={reach}
        className="field field-sizing-content noscript:hidden"
        {...invalid(errors, 'zone')}
      >
        <ZoneOptions first={first} all={isReached} />
      </select>
      <FieldProblem errors={errors} field="zone" />
    </div>
  )
}
