import type { CardFace } from '#components/social-card'
import { describeDay } from '#lib/domain/digest/issue-path'
import type { PublicIssue } from '#lib/domain/digest/public-issue'
import { beginningOf, cardText } from '#lib/domain/feed/card-text'
import type { Item } from '#lib/domain/feed/channel'
import { describeDate } from '#lib/domain/paper/date'
import { ET_AL } from '#lib/domain/paper/merge'
import { readableTex } from '#lib/domain/tex/readable-tex'
import { topicName } from '#lib/domain/topics/taxonomy'

type CanDraw = (codePoint: number) => boolean

const LONGEST_TITLE = 260
const LISTED = 3
const SHOWN_TOPICS = 3

/** What the card of a paper says. */
export function paperFace(paper: Item, canDraw: CanDraw): CardFace {
  const { topics, published } = paper
  const authors = authorsOf(paper.authors, canDraw)
  return {
    over: (paper.arxivId && cardText(`arXiv ${paper.arxivId}`, canDraw)) || '',
    title: titleOf(paper.title, canDraw) ?? 'A paper whose title is in another script',
    lines: authors ? [authors] : [],
    foot: [...(published ? [describeDate(published)] : []), ...topics.slice(0, SHOWN_TOPICS).map(topicName)].join(
      ' · ',
    ),
  }
}

/** What the card of a day's issue says. */
export function dayFace({ date, papers }: PublicIssue, canDraw: CanDraw): CardFace {
  const titles = papers.flatMap(({ title }) => titleOf(title, canDraw) ?? [])
  const count = papers.length === 1 ? '1 paper' : `${papers.length} papers`
  return {
    over: 'The digest',
    title: describeDay(date),
    lines: titles.slice(0, LISTED).map((title, i) => `${i + 1}. ${beginningOf(title, 70)}`),
    foot: papers.length === 0 ? 'A quiet day' : `${count} that gained attention or were new`,
  }
}

const titleOf = (title: string, canDraw: CanDraw) => {
  const read = cardText(readableTex(title.slice(0, 4 * LONGEST_TITLE)), canDraw)
  return read && beginningOf(read, LONGEST_TITLE)
}

function authorsOf(authors: string[], canDraw: CanDraw): string {
  const known = authors.filter(author => author !== ET_AL)
  const names = known.slice(0, 3).flatMap(name => cardText(name.slice(0, 60), canDraw) ?? [])
  const more = known.length - names.length
  if (names.length === 0) return ''
  return more > 0 || known.length < authors.length ? `${names.join(', ')} and others` : names.join(', ')
}
