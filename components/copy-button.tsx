'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Copies the text of an element, or selects it where the browser does not let a page copy. There only where scripts run. */
export function CopyButton({ of, children }: { of: RefObject<HTMLElement | null>; children: string }) {
  const [runs, setRuns] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => setRuns(true), [])
  const copy = async () => {
    const element = of.current
    if (!element) return
    setSaid('')
    try {
      await navigator.clipboard.writeText(element.textContent ?? '')
      setSaid('Copied.')
    } catch {
      getSelection()?.selectAllChildren(element)
      element.focus()
      setSaid('Selected: copy it with your keyboard or menu.')
    }
  }
  return (
    <p className="mt-3 flex flex-wrap items-center gap-3 text-sm empty:hidden">
      {runs && (
        <button type="button" className="button-quiet" onClick={copy}>
          {children}
        </button>
      )}
      {runs && <span role="status">{said}</span>}
    </p>
  )
}
