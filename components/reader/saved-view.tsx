'use client'

import { useEffect, useState } from 'react'
import { unmuteTopic } from '#lib/domain/reader/kept'
import { KeptFile } from './kept-file.tsx'
import { PROBLEMS } from './message.ts'
import { changeKept, useReader } from './reader-store.ts'
import { SavedList } from './saved-list.tsx'
import { rememberList } from './tab-memory.ts'
import { ToolButton } from './tool-button.tsx'

/** Everything that this browser keeps for its reader, and what can be done with it. */
export function SavedView() {
  const reader = useReader()
  const [isReady, setReady] = useState(false)
  const saved = reader?.kept.saved
  useEffect(() => {
    setReady(true)
    if (saved) rememberList({ href: '/saved', name: 'Saved papers', papers: saved.toReversed() })
  }, [saved])
  // The height of a window, so that the footer does not jump when the list comes.
  if (!reader || !isReady) return <div className="min-h-dvh noscript:hidden" />
  const { kept, problem } = reader
  return (
    <div className="min-h-dvh">
      {problem && <p className="mt-6 border-wrong border-l-2 bg-raised px-4 py-2.5">{PROBLEMS[problem]}</p>}
      <SavedList papers={kept.saved} />
      {kept.muted.length > 0 && (
        <section aria-labelledby="muted" className="hung mt-10 border-line border-t pt-5">
          <h2 id="muted" className="section-title">
            Muted topics
          </h2>
          <ul className="max-lg:mt-2">
            {kept.muted.map(({ slug, name }) => (
              <li key={slug} className="flex items-center justify-between gap-3">
                <a className="link tap" href={`/topics/${slug}`}>
                  {name}
                </a>
                <span className="text-muted text-sm">
                  <ToolButton
                    name="unmute"
                    label={`Show ${name} again`}
                    onClick={() => changeKept(now => unmuteTopic(now, slug))}
                  >
                    Show again
                  </ToolButton>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <KeptFile kept={kept} />
    </div>
  )
}
