'use client'

import { useEffect, useState } from 'react'
import { paperPath } from '#lib/domain/paper/links'
import { isSaved } from '#lib/domain/reader/kept'
import type { ListPlace } from '#lib/domain/reader/list'
import { noteOpened, type SavablePaper, toggleSaved } from './paper-marks.ts'
import { useReader } from './reader-store.ts'
import { findPlace, rememberPlace } from './tab-memory.ts'
import { ToolButton } from './tool-button.tsx'
import { whenShown } from './when-shown.ts'

/**
 * A line above a paper: its neighbours in the list that the reader came from, the way back to that list, and saving the paper. Having been
 * opened, the paper counts as seen. The line's height is there from the beginning.
 */
export function PaperTools({ paper }: { paper: SavablePaper }) {
  const reader = useReader()
  const [place, setPlace] = useState<ListPlace | null>(null)
  const saved = reader !== null && isSaved(reader.kept, paper.id)

  useEffect(() => whenShown(() => noteOpened(paper.id)), [paper.id])

  useEffect(() => {
    const found = findPlace(paper.id)
    if (found) rememberPlace(found.href, paper.id)
    setPlace(found)
  }, [paper.id])

  return (
    <div className="-mx-2 -mt-6 mb-2 flex min-h-11 items-center text-muted text-sm noscript:hidden print:hidden">
      <nav aria-label="The list you came from" className="flex min-w-0 grow items-center" hidden={!place}>
        {place?.before && (
          <a href={paperPath(place.before)} data-way="previous" className={WAY} title={place.before.title}>
            ‹ <span className="sr-only sm:not-sr-only">previous</span>
            <span className="sr-only">: {place.before.title}</span>
          </a>
        )}
        {place && (
          <a href={place.href} data-way="back" className={`${WAY} min-w-0`}>
            <span className="truncate">{place.name}</span>
          </a>
        )}
        {place?.after && (
          <a href={paperPath(place.after)} data-way="next" className={WAY} title={place.after.title}>
            <span className="sr-only sm:not-sr-only">next</span> ›<span className="sr-only">: {place.after.title}</span>
          </a>
        )}
      </nav>
      <span className="ml-auto shrink-0">
        <ToolButton name="save" isPressed={saved} onClick={() => toggleSaved(paper)}>
          {saved ? '★ Saved' : '☆ Save'}
        </ToolButton>
      </span>
    </div>
  )
}

const WAY = 'inline-flex min-h-11 min-w-11 items-center justify-center gap-1 px-2 hover:text-accent hover:underline'
