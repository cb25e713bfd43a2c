import type { Item } from '#lib/domain/feed/channel'
import { bibtex } from '#lib/domain/paper/bibtex'
import { WITHDRAWN } from '#lib/domain/paper/paper'
import type { SignalHistory } from '#lib/domain/rank/signal-history'
import { Citation } from './citation.tsx'
import { InIssues } from './in-issues.tsx'
import { MarkedText } from './marked-text.tsx'
import { PaperFacts } from './paper-facts.tsx'
import { PaperLinks } from './paper-links.tsx'
import { PaperPlace } from './paper-place.tsx'
import { SignalBreakdown } from './signal-breakdown.tsx'
import { type Reason, TopicReasons } from './topic-reasons.tsx'

/** Everything that is known of a paper. */
export function PaperArticle(props: {
  paper: Item
  reasons: Reason[]
  history: SignalHistory[]
  issues: { date: string; topic: string }[]
}) {
  const { paper, reasons, history } = props
  return (
    <article>
      <h1 className="page-title">
        <MarkedText text={paper.title} />
      </h1>
      {paper.withdrawn && <p className="mt-4 font-semibold text-stamp">{WITHDRAWN}.</p>}
      <PaperFacts paper={paper} />
      <PaperLinks paper={paper} />
      <div className="mt-6 empty:hidden">
        <PaperPlace facts={paper} window="week" />
        <InIssues issues={props.issues} />
      </div>
      <section aria-label="Abstract" className="mt-6">
        {paper.abstract ? (
          <p className="hyphens-auto font-serif text-lg">
            <MarkedText text={paper.abstract} />
          </p>
        ) : (
          <p className="text-muted">The abstract is not known here.</p>
        )}
      </section>
      <TopicReasons reasons={reasons} />
      <SignalBreakdown history={history} because={paper.because} />
      <Citation bibtex={bibtex(paper)} />
    </article>
  )
}
