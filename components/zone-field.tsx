'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { FieldError } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'
import { zoneOptions } from './zone-options.ts'

/** By which one knows that the reader is there. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin']
/** Until something else is chosen. */
const DEFAULT_ZONE = 'UTC'

/** The time zone. The browser knows the reader's own and proposes it; without JavaScript it is UTC until chosen. */
export function ZoneField({ typed, errors, propose }: { typed: string; errors: FieldError[]; propose: boolean }) {
  const select = useRef<HTMLSelectElement>(null)
  const isInPage = useIsInPage()
  // They are more elements than all others of the form: what came with the page React need neither make nor look at.
  const [html] = useState(() => (isInPage ? '' : zoneOptions(typed || DEFAULT_ZONE)))

  useEffect(() => {
    if (!propose) return
    const stop = new AbortController()
    const proposeOwn = () => {
      stop.abort()
      // Only in the place of the default: an address may have chosen another.
      if (select.current?.value === DEFAULT_ZONE) choose(select.current, ownZone())
    }
    // A browser loads its knowledge of zones to answer, which takes a slow one a tenth of a second: not while the page is coming up.
    for (const sign of SIGNS)
      document.addEventListener(sign, proposeOwn, { capture: true, passive: true, signal: stop.signal })
    if (select.current?.form?.contains(document.activeElement)) proposeOwn()
    return () => stop.abort()
  }, [propose])

  return (
    // Its width does not hang on the zones: a page that is still coming has not all of them, and what is seen must not move. Nor are all
    // of them measured for it.
    <div className="grid min-w-0 grow basis-60 grid-cols-1 gap-1.5">
      <label htmlFor="zone">in the time zone</label>
      <select
        ref={select}
        id="zone"
        name="zone"
        className="field field-sizing-content"
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: each name is escaped where it is made.
        dangerouslySetInnerHTML={{ __html: html }}
        {...invalid(errors, 'zone')}
      />
      <FieldProblem errors={errors} field="zone" />
    </div>
  )
}

/** Whether a browser looks for the first time at what came with the page. */
const useIsInPage = (): boolean =>
  useSyncExternalStore(
    never,
    () => false,
    () => typeof window !== 'undefined',
  )
const never = () => () => {}

/** What the browser says that it is; null where that names no place: `UTC`, `+03:00`, `Etc/Unknown`. */
function ownZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone?.includes('/') && zone !== 'Etc/Unknown' ? zone : null
}

function choose(select: HTMLSelectElement, zone: string | null): void {
  if (zone === null) return
  // A browser may name it otherwise than the server does, as Asia/Kolkata.
  if (![...select.options].some(({ value }) => value === zone))
    select.prepend(new Option(zone.replaceAll('_', ' '), zone))
  select.value = zone
}
