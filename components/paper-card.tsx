import type { Item } from '#lib/domain/feed/channel'
import { excerpt } from '#lib/domain/feed/excerpt'
import { describeDate } from '#lib/domain/paper/date'
import { paperPath } from '#lib/domain/paper/links'
import { ET_AL } from '#lib/domain/paper/merge'
import { WITHDRAWN } from '#lib/domain/paper/paper'
import type { Window } from '#lib/domain/rank/signals'
import { savable } from '#lib/domain/reader/savable'
import { MarkedText } from './marked-text.tsx'
import { PaperPlace } from './paper-place.tsx'
import { CardTools } from './reader/card-tools.tsx'
import { TopicLinks } from './topic-links.tsx'

const SHOWN_AUTHORS = 4

/** A paper in a list: the title is the loudest thing. */
export function PaperCard({ paper, window }: { paper: Item; window: Window }) {
  return (
    <article
      data-paper={paper.id}
      data-topics={paper.topics.join(' ')}
      data-since={paper.firstSeenAt?.getTime()}
      className="relative border-line border-t py-6"
    >
      <h2 className="text-pretty font-semibold font-serif text-[1.375rem] leading-snug">
        <a href={paperPath(paper)} className="decoration-1 underline-offset-4 hover:underline">
          <MarkedText text={paper.title} marked={paper.highlights?.title} />
        </a>
      </h2>
      <Byline paper={paper} />
      <p className="mt-2 line-clamp-3 font-serif text-[1.0625rem]">
        <MarkedText text={paper.abstract} marked={paper.highlights && excerpt(paper.highlights.abstract)} />
      </p>
      <div className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm empty:hidden">
        <PaperPlace facts={paper} window={window} />
        <TopicLinks slugs={paper.topics} />
      </div>
      <CardTools
        paper={savable(paper)}
        since={paper.firstSeenAt?.getTime() ?? null}
        hasTopics={paper.topics.length > 0}
      />
    </article>
  )
}

function Byline({ paper }: { paper: Item }) {
  const parts = [
    paper.withdrawn && WITHDRAWN,
    listAuthors(paper.authors),
    paper.published && describeDate(paper.published),
    paper.categories[0],
    paper.codeUrl && 'code',
  ].filter(Boolean)
  return parts.length > 0 && <p className="mt-1 text-muted text-sm">{parts.join(' · ')}</p>
}

/** The first few; of a list that was cut before it came to us nobody knows how many follow. */
function listAuthors(authors: string[]): string {
  const known = authors.filter(author => author !== ET_AL)
  const shown = known.slice(0, SHOWN_AUTHORS).join(', ')
  if (known.length < authors.length) return `${shown} ${ET_AL}`
  return known.length > SHOWN_AUTHORS ? `${shown} and ${known.length - SHOWN_AUTHORS} more` : shown
}
