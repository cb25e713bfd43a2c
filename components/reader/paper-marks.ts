import { now } from '#lib/clock'
import {
  forgetPaper,
  isMuted,
  isSaved,
  isSeen,
  type MutedTopic,
  markSeen,
  markUnseen,
  muteTopic,
  type SavedPaper,
  savePaper,
  unmuteTopic,
} from '#lib/domain/reader/kept'
import { PROBLEMS, say } from './message.ts'
import { changeKept, letGo, readState } from './reader-store.ts'

export type SavablePaper = Omit<SavedPaper, 'savedAt'>

/** Saves a paper, or lets it go. */
export function toggleSaved(paper: SavablePaper): void {
  const wasSaved = isSaved(readState().kept, paper.id)
  changeKept(kept => (wasSaved ? forgetPaper(kept, paper.id) : savePaper(kept, paper, now())))
  const { kept, problem } = readState()
  if (!wasSaved && !isSaved(kept, paper.id)) say('2,000 papers are saved, which is the most. Let some go first.')
  else say(problem ? PROBLEMS[problem] : wasSaved ? 'No longer saved.' : 'Saved in this browser.')
}

/** Marks a paper as seen by hand, or takes the mark away. */
export function toggleSeen(id: string): void {
  const wasSeen = isSeen(readState().kept, id)
  letGo(id)
  changeKept(kept => (wasSeen ? markUnseen(kept, id) : markSeen(kept, id, now())))
  const { problem } = readState()
  say(problem ? PROBLEMS[problem] : wasSeen ? 'No longer marked as seen.' : 'Marked as seen.')
}

/** A paper was opened. */
export const noteOpened = (id: string): void => changeKept(kept => markSeen(kept, id, now()))

/** Mutes a topic, or lets it be heard again. */
export function toggleMuted(topic: MutedTopic): void {
  const wasMuted = isMuted(readState().kept, topic.slug)
  changeKept(kept => (wasMuted ? unmuteTopic(kept, topic.slug) : muteTopic(kept, topic)))
  const { problem } = readState()
  say(problem ? PROBLEMS[problem] : wasMuted ? `${topic.name} is shown again.` : `${topic.name} is muted.`)
}
