import { ET_AL } from '../paper/merge.ts'
import type { Paper } from '../paper/paper.ts'
import { readableTex } from '../tex/readable-tex.ts'
import type { SavedPaper } from './kept.ts'

const NAMED = 4

/** What of a paper is kept when a reader saves it. Its title is plain: no browser reads TeX. */
export function savable(paper: Pick<Paper, 'id' | 'title' | 'authors' | 'published'>): Omit<SavedPaper, 'savedAt'> {
  const { id, title, authors, published } = paper
  return { id, title: readableTex(title), authors: nameSome(authors), published }
}

function nameSome(authors: string[]): string {
  const known = authors.filter(author => author !== ET_AL)
  const named = known.slice(0, NAMED).join(', ')
  if (known.length < authors.length) return `${named} ${ET_AL}`
  return known.length > NAMED ? `${named} and ${known.length - NAMED} more` : named
}
