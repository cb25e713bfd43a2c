'use client'

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { isMuted, isSaved, isSeen, type Kept, type MutedTopic } from '#lib/domain/reader/kept'
import { keepingFocus } from './cards.ts'
import { type SavablePaper, toggleMuted, toggleSaved, toggleSeen } from './paper-marks.ts'
import { useReader } from './reader-store.ts'
import { ToolButton } from './tool-button.tsx'
import { lastVisit } from './visit-store.ts'

type Props = { paper: SavablePaper; since: number | null; hasTopics: boolean }

/** What a reader can do with a paper of a list. `since` is when the paper came to the site, in milliseconds. */
export function CardTools(props: Props) {
  const reader = useReader()
  // The row is as high before it is alive; what does nothing yet need not travel with every card.
  return (
    <div className="card-tools min-h-11 grow basis-full max-lg:-mb-3 lg:-my-1 lg:pointer-fine:min-h-8 lg:basis-60 noscript:hidden print:hidden">
      {reader && <LiveTools {...props} kept={reader.kept} />}
    </div>
  )
}

function LiveTools({ paper, since, hasTopics, kept }: Props & { kept: Kept }) {
  const [topics, setTopics] = useState<MutedTopic[] | null>(null)
  const row = useRef<HTMLDivElement>(null)
  const last = lastVisit()
  const isNew = last !== null && since !== null && since > last
  const saved = isSaved(kept, paper.id)
  const seen = isSeen(kept, paper.id)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !topics) return
    setTopics(null)
    row.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus()
  }

  function onBlur({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
    if (!currentTarget.contains(relatedTarget)) setTopics(null)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what a button in it opened, and so does going elsewhere.
    <div
      ref={row}
      data-tools
      data-seen={seen || undefined}
      data-new={isNew || undefined}
      className="relative"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      {isNew && <span className="sr-only">New since your last visit.</span>}
      <div className="-mx-2 flex flex-wrap justify-end text-muted text-sm">
        {hasTopics && (
          <ToolButton
            name="mute"
            isExpanded={topics !== null}
            label={`Mute a topic of: ${paper.title}`}
            onClick={() => setTopics(topics ? null : topicsOf(row.current))}
          >
            Mute…
          </ToolButton>
        )}
        <ToolButton
          name="seen"
          isPressed={seen}
          label={`Seen: ${paper.title}`}
          onClick={() => keepingFocus(() => toggleSeen(paper.id))}
        >
          {seen ? '✓ Seen' : 'Seen'}
        </ToolButton>
        <ToolButton
          name="save"
          isPressed={saved}
          label={`${saved ? 'Saved' : 'Save'}: ${paper.title}`}
          onClick={() => toggleSaved(paper)}
        >
          {saved ? '★ Saved' : '☆ Save'}
        </ToolButton>
      </div>
      {topics && (
        <ul aria-label="Mute a topic" className="menu">
          {topics.map(topic => (
            <li key={topic.slug}>
              <ToolButton
                name="mute-topic"
                isPressed={isMuted(kept, topic.slug)}
                onClick={() => keepingFocus(() => toggleMuted(topic))}
              >
                {isMuted(kept, topic.slug) ? '✓ Muted: ' : 'Mute '}
                {topic.name}
              </ToolButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The topics of the card around a part of it, as the card itself names them. */
function topicsOf(part: HTMLElement | null): MutedTopic[] {
  const links = part?.closest('[data-paper]')?.querySelectorAll<HTMLAnchorElement>('a[href^="/topics/"]') ?? []
  return [...links].map(link => ({
    slug: link.pathname.slice('/topics/'.length),
    name: link.textContent.trim(),
  }))
}
