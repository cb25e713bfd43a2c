'use client'

import { isMuted, type MutedTopic } from '#lib/domain/reader/kept'
import { toggleMuted } from './paper-marks.ts'
import { useReader } from './reader-store.ts'

/** Mutes the topic of a page: lists that ask for no topic leave its papers out. */
export function MuteButton({ topic }: { topic: MutedTopic }) {
  const reader = useReader()
  const muted = reader !== null && isMuted(reader.kept, topic.slug)
  return (
    <button
      type="button"
      aria-pressed={muted}
      onClick={() => toggleMuted(topic)}
      className="link min-h-11 cursor-pointer lg:pointer-fine:min-h-8 noscript:hidden"
    >
      {muted ? 'Muted' : 'Mute this topic'}
    </button>
  )
}
