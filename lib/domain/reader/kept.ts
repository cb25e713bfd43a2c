/** A paper that the reader wants to find again, with what a list of them shows: the paper may be gone when it is looked for. */
export type SavedPaper = { id: string; title: string; authors: string; published: string | null; savedAt: string }

/** A paper that was opened, or marked by hand, and when. */
export type SeenPaper = { id: string; at: string }

export type MutedTopic = { slug: string; name: string }

export type ReaderSettings = { hidesSeen: boolean; hasKeys: boolean }

/** What a browser keeps for its reader. The newest is last in each list. */
export type Kept = { saved: SavedPaper[]; seen: SeenPaper[]; muted: MutedTopic[]; settings: ReaderSettings }

/** Far below what a browser gives a site (5 MB), for the longest titles too. */
export const MOST = { saved: 2000, seen: 5000, muted: 200 } as const

export const NOTHING: Kept = { saved: [], seen: [], muted: [], settings: { hidesSeen: false, hasKeys: true } }

export const isSaved = (kept: Kept, id: string) => kept.saved.some(paper => paper.id === id)
export const isSeen = (kept: Kept, id: string) => kept.seen.some(paper => paper.id === id)
export const isMuted = (kept: Kept, slug: string) => kept.muted.some(topic => topic.slug === slug)

/** Keeps a paper. Where there are as many as can be, nothing changes: what was saved is never dropped for something else. */
export function savePaper(kept: Kept, paper: Omit<SavedPaper, 'savedAt'>, now: Date): Kept {
  if (isSaved(kept, paper.id) || kept.saved.length >= MOST.saved) return kept
  return { ...kept, saved: [...kept.saved, { ...paper, savedAt: instant(now) }] }
}

export const forgetPaper = (kept: Kept, id: string): Kept => ({
  ...kept,
  saved: kept.saved.filter(paper => paper.id !== id),
})

/** Marks a paper as seen, now; of very many the oldest marks go. */
export function markSeen(kept: Kept, id: string, now: Date): Kept {
  const others = kept.seen.filter(paper => paper.id !== id)
  return { ...kept, seen: [...others, { id, at: instant(now) }].slice(-MOST.seen) }
}

export const markUnseen = (kept: Kept, id: string): Kept => ({
  ...kept,
  seen: kept.seen.filter(paper => paper.id !== id),
})

export function muteTopic(kept: Kept, topic: MutedTopic): Kept {
  if (isMuted(kept, topic.slug) || kept.muted.length >= MOST.muted) return kept
  return { ...kept, muted: [...kept.muted, topic] }
}

export const unmuteTopic = (kept: Kept, slug: string): Kept => ({
  ...kept,
  muted: kept.muted.filter(topic => topic.slug !== slug),
})

export const withSettings = (kept: Kept, changed: Partial<ReaderSettings>): Kept => ({
  ...kept,
  settings: { ...kept.settings, ...changed },
})

const instant = (now: Date) => `${now.toISOString().slice(0, 19)}Z`
