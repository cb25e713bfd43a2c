'use client'

import { useEffect, useRef } from 'react'
import type { FieldError } from '#lib/domain/subscription/preferences'
import { FieldProblem, invalid } from './form-errors.tsx'

/** By which one knows that the reader is there. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin']

/** The time zone. The browser knows the reader's own and proposes it; without JavaScript it is UTC until chosen. */
export function ZoneField(props: { typed: string; zones: string[]; errors: FieldError[]; propose: boolean }) {
  const { typed, zones, errors, propose } = props
  const select = useRef<HTMLSelectElement>(null)
  useEffect(() => {
    if (!propose) return
    const stop = new AbortController()
    const proposeOwn = () => {
      stop.abort()
      const own = Intl.DateTimeFormat().resolvedOptions().timeZone
      // Only in the place of the default: an address may have chosen another.
      if (select.current?.value === 'UTC' && own && zones.includes(own)) select.current.value = own
    }
    // A browser loads its knowledge of zones to answer, which takes a slow one a tenth of a second: not while the page is coming up.
    for (const sign of SIGNS)
      document.addEventListener(sign, proposeOwn, { capture: true, passive: true, signal: stop.signal })
    if (select.current?.form?.contains(document.activeElement)) proposeOwn()
    return () => stop.abort()
  }, [propose, zones])
  const isKnown = typed === '' || zones.includes(typed)
  return (
    // Its width does not hang on the zones: a page that is still coming has not all of them, and what is seen must not move. Nor are all
    // of them measured for it.
    <div className="grid min-w-0 grow basis-60 grid-cols-1 gap-1.5">
      <label htmlFor="zone">in the time zone</label>
      <select
        ref={select}
        id="zone"
        name="zone"
        defaultValue={typed}
        className="field field-sizing-content"
        {...invalid(errors, 'zone')}
      >
        {!isKnown && <option value={typed}>{typed}</option>}
        {byRegion(zones).map(([region, names]) => (
          <optgroup key={region} label={region}>
            {names.map(name => (
              <option key={name} value={name}>
                {name.slice(name.indexOf('/') + 1).replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <FieldProblem errors={errors} field="zone" />
    </div>
  )
}

function byRegion(zones: string[]): [string, string[]][] {
  const regions = new Map<string, string[]>()
  for (const zone of zones) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'Universal'
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return [...regions]
}
