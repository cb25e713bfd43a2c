'use client'

import { useEffect, useState } from 'react'
import { now } from '#lib/clock'
import { type Kept, withSettings } from '#lib/domain/reader/kept'
import { describeHidden, type ListCounts } from '#lib/domain/reader/list-counts'
import { describeNew } from '#lib/domain/reader/visit'
import { cardFacts, keepingFocus } from './cards.ts'
import { ListMemory } from './list-memory.tsx'
import { PROBLEMS, say } from './message.ts'
import { changeKept, isStaying, readState, useReader } from './reader-store.ts'
import { lastVisit } from './visit-store.ts'

/**
 * The lines above a list: what is new in it since the last visit, and what is hidden and why. Their height is there before they say
 * anything, so that nothing moves; on a phone, only where the script in the head foresees that they will. `mutes` says whether papers with a muted topic are hidden here.
 */
export function ListTools({ name, mutes }: { name: string; mutes: boolean }) {
  const reader = useReader()
  const [news, setNews] = useState('')
  const [showsAll, setShowsAll] = useState(false)
  const counts = reader && countHidden(reader.kept, mutes)

  useEffect(() => {
    const last = lastVisit()
    if (last !== null) setNews(describeNew(cardFacts().filter(card => card.since > last).length, last, now().getTime()))
  }, [])

  useEffect(() => {
    document.documentElement.toggleAttribute('data-shows-all', showsAll)
  }, [showsAll])

  function setHidesSeen(hidesSeen: boolean) {
    changeKept(kept => withSettings(kept, { hidesSeen }))
    const { problem } = readState()
    if (problem) say(PROBLEMS[problem])
  }

  const hidden = counts ? describeHidden(counts) : ''
  return (
    <div
      data-list
      data-mutes={mutes || undefined}
      className="grid grid-cols-1 items-center gap-x-6 text-muted text-sm sm:grid-cols-[1fr_auto] noscript:hidden print:hidden"
    >
      <p role="status" className="content-center leading-[1.375rem] sm:min-h-11 [[data-tells]_&]:min-h-11">
        {news}
        {news && hidden && ' · '}
        {hidden}{' '}
        {hidden && (
          <button
            type="button"
            className="link -my-3 min-h-11 cursor-pointer px-1"
            onClick={() => keepingFocus(() => setShowsAll(!showsAll))}
          >
            {showsAll ? 'Hide again' : 'Show'}
          </button>
        )}
      </p>
      <ListMemory name={name} />
      <label className="inline-flex min-h-11 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={reader?.kept.settings.hidesSeen ?? false}
          onChange={event => setHidesSeen(event.target.checked)}
        />
        Hide what I have seen
      </label>
    </div>
  )
}

function countHidden(kept: Kept, mutes: boolean): ListCounts {
  const seen = new Set(kept.settings.hidesSeen ? kept.seen.map(({ id }) => id) : [])
  const muted = new Set(mutes ? kept.muted.map(({ slug }) => slug) : [])
  const cards = cardFacts()
  const isMuted = (topics: string[]) => topics.some(slug => muted.has(slug))
  return {
    muted: cards.filter(card => isMuted(card.topics)).length,
    seen: cards.filter(card => !isMuted(card.topics) && seen.has(card.id) && !isStaying(card.id)).length,
  }
}
