import { bibtex } from '../paper/bibtex.ts'
import { paperLinks, paperPath, safeUrl } from '../paper/links.ts'
import type { SignalHistory } from '../rank/signal-history.ts'
import type { Signal } from '../rank/signals.ts'
import type { OnePaperAnswer, PaperAnswer } from './answers.ts'
import type { Item, Marked } from './channel.ts'
import { escapeXml } from './xml.ts'

/** A paper as the API gives it in a list. */
export function answerPaper(item: Item, site: string): PaperAnswer {
  const { id, arxivId, title, abstract, authors, categories, topics, published, codeUrl } = item
  const { score, because, movement, day, highlights } = item
  return {
    id,
    arxivId,
    title,
    abstract,
    authors,
    categories,
    topics,
    published,
    url: site + paperPath(item),
    codeUrl: safeUrl(codeUrl),
    ...(item.withdrawn && { withdrawn: true }),
    score,
    because,
    movement,
    day,
    ...(item.partial && { partial: true }),
    ...(highlights && {
      highlights: { title: renderMarks(highlights.title), abstract: renderMarks(highlights.abstract) },
    }),
  }
}

type Details = {
  reasons: { slug: string; words: string[] }[]
  signals: { signal: Signal; value: number; observedAt: Date }[]
  history: SignalHistory[]
}

/** A paper as the API gives it alone, with all that is known of it. */
export function answerOnePaper(item: Item, { reasons, signals, history }: Details, site: string): OnePaperAnswer {
  return {
    ...answerPaper(item, site),
    updated: item.updated,
    links: paperLinks(item),
    reasons,
    signals: signals.map(({ observedAt, ...rest }) => ({ ...rest, observedAt: observedAt.toISOString() })),
    history: history.map(({ signal, points }) => ({
      signal,
      points: points.map(({ at, value }) => ({ observedAt: at.toISOString(), value })),
    })),
    bibtex: bibtex(item),
  }
}

const renderMarks = (marked: Marked) =>
  marked.map(({ text, hit }) => (hit ? `<mark>${escapeXml(text)}</mark>` : escapeXml(text))).join('')
