import type { Paper } from '../paper/paper.ts'
import type { PlaceFacts } from '../rank/place-words.ts'
import type { Window } from '../rank/signals.ts'

/** Text in pieces, those that matched the query marked. */
export type Marked = { text: string; hit: boolean }[]
export type Highlights = { title: Marked; abstract: Marked }

/** A paper as pages, feeds and the API show it: with its topics, why it stands where it stands, and what matched. */
export type Item = Paper &
  PlaceFacts & {
    topics: string[]
    score: number
    /** When it came to the site, where that is known. */
    firstSeenAt?: Date
    /** It has some of the words only. */
    partial?: boolean
    highlights?: Highlights | null
  }

/** A view to be rendered as a feed. All addresses are absolute. */
export type Channel = {
  site: string
  title: string
  description: string
  /** The page that shows the same, and the feed itself. */
  home: string
  self: string
  window: Window
  items: Item[]
}

/** A publication date as an instant; null where only the month or the year is known, for feeds have no way to say that. */
export function instantOf(date: string | null): Date | null {
  return date && date.length >= 10 ? new Date(date.length === 10 ? `${date}T00:00:00Z` : date) : null
}
