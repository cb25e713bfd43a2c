import type { Item } from '#lib/domain/feed/channel'
import { describeDate } from '#lib/domain/paper/date'
import { paperPath, safeUrl } from '#lib/domain/paper/links'
import { ET_AL } from '#lib/domain/paper/merge'
import { WITHDRAWN } from '#lib/domain/paper/paper'
import type { SignalCount } from '#lib/domain/rank/signal-counts'
import type { Window } from '#lib/domain/rank/signals'
import { Abstract } from './abstract.tsx'
import { MarkedText } from './marked-text.tsx'
import { PaperPlace } from './paper-place.tsx'
import { SignalCounts } from './signal-counts.tsx'
import { ToolsPlace } from './tools-place.tsx'
import { TopicLinks } from './topic-links.tsx'

const SHOWN_AUTHORS = 4

type Props = { paper: Item; window: Window; counts?: SignalCount[] | undefined }

/** A paper in a list: the title is the loudest thing. */
export function PaperCard({ paper, window, counts = [] }: Props) {
  return (
    <article
      className="card"
      data-paper={paper.id}
      data-topics={paper.topics.join(' ')}
      data-since={paper.firstSeenAt?.getTime()}
    >
      <h2 className="paper-title">
        <a href={paperPath(paper)}>
          <MarkedText text={paper.title} marked={paper.highlights?.title} />
        </a>
      </h2>
      {paper.authors.length > 0 && <p className="text-muted text-sm">{listAuthors(paper.authors)}</p>}
      <Facts paper={paper} window={window} counts={counts} />
      <Abstract text={paper.abstract} marked={paper.highlights?.abstract} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 max-lg:-mt-2">
        <TopicLinks slugs={paper.topics} />
        <ToolsPlace paper={paper} />
      </div>
    </article>
  )
}

/** Why it stands here, where and when it came out, what others made of it, its code. */
function Facts({ paper, window, counts }: Required<Props>) {
  const code = safeUrl(paper.codeUrl)
  return (
    <div className="card-facts flex flex-wrap items-center gap-x-4 text-sm lg:flex-col lg:items-start lg:gap-y-1 lg:pt-0.5">
      <PaperPlace facts={paper} window={window} />
      {paper.withdrawn && <p className="font-semibold text-stamp">{WITHDRAWN}</p>}
      {(paper.published || paper.categories[0]) && (
        <p className="text-muted">
          {paper.published && <time dateTime={paper.published}>{describeDate(paper.published)}</time>}
          {paper.published && paper.categories[0] && ' · '}
          {paper.categories[0]}
        </p>
      )}
      <SignalCounts counts={counts ?? []} />
      {code && (
        <a href={code} className="link tap text-muted">
          Code
        </a>
      )}
    </div>
  )
}

/** The first few; of a list that was cut before it came to us nobody knows how many follow. */
function listAuthors(authors: string[]): string {
  const known = authors.filter(author => author !== ET_AL)
  const shown = known.slice(0, SHOWN_AUTHORS).join(', ')
  if (known.length < authors.length) return `${shown} ${ET_AL}`
  return known.length > SHOWN_AUTHORS ? `${shown} and ${known.length - SHOWN_AUTHORS} more` : shown
}
