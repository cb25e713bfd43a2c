'use client'

import { useRef } from 'react'
import { CopyButton } from './copy-button.tsx'

/** How to cite a paper: an entry that can be read, selected and, with a script, copied. */
export function Citation({ bibtex }: { bibtex: string }) {
  const entry = useRef<HTMLPreElement>(null)
  return (
    <details className="mt-8">
      <summary className="tap font-semibold">BibTeX</summary>
      {/* Long lines scroll, and what scrolls has to be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre ref={entry} tabIndex={0} className="sheet mt-3">
        {bibtex}
      </pre>
      <CopyButton of={entry}>Copy BibTeX</CopyButton>
    </details>
  )
}
