import type { Signal } from '#lib/domain/rank/signals'
import { arxiv } from './arxiv.ts'
import { arxivOai } from './arxiv-oai.ts'
import { arxivRss } from './arxiv-rss.ts'
import { biorxiv } from './biorxiv.ts'
import { github } from './github.ts'
import { hackerNews } from './hacker-news.ts'
import { huggingFace } from './hugging-face.ts'
import { openAlex } from './open-alex.ts'
import type { Source } from './source.ts'

/**
 * A source as this installation has it. `asksAbout`: what it is given to ask about: any papers, those with code, or ids that were
 * observed and have no paper yet. `onlyRanges`: it is never visited by itself, only for a range of days. `repeats`: a signal that it
 * tells at second hand, and that is left to its own source where that one is followed: told by two at different times it would seem to
 * gain and to lose.
 */
export type RegisteredSource = Source & {
  asksAbout?: 'papers' | 'code' | 'strangers'
  onlyRanges?: boolean
  repeats?: { signal: Signal; of: string }
}

/** All sources, a line each: the schedule, the command line and /status know of no others. */
export const SOURCES: RegisteredSource[] = [
  { ...arxiv, asksAbout: 'strangers' },
  arxivRss,
  { ...arxivOai, onlyRanges: true },
  { ...huggingFace, repeats: { signal: 'githubStars', of: github.name } },
  { ...github, asksAbout: 'code' },
  { ...openAlex, asksAbout: 'papers' },
  hackerNews,
  biorxiv,
]
