import type { Item } from '#lib/domain/feed/channel'
import { bibtex } from '#lib/domain/paper/bibtex'
import { WITHDRAWN } from '#lib/domain/paper/paper'
import { describeBecause } from '#lib/domain/rank/because'
import { PaperFacts } from './paper-facts.tsx'
import { PaperLinks } from './paper-links.tsx'
import { type Reading, SignalList } from './signal-list.tsx'
import { type Reason, TopicReasons } from './topic-reasons.tsx'

/** Everything that is known of a paper. */
export function PaperArticle(props: { paper: Item; reasons: Reason[]; signals: Reading[] }) {
  const { paper, reasons, signals } = props
  const because = describeBecause(paper.because, 'week')
  return (
    <article>
      <h1 className="font-semibold font-serif text-[1.75rem] leading-tight sm:text-4xl">{paper.title}</h1>
      {paper.withdrawn && <p className="mt-4 font-semibold text-accent">{WITHDRAWN}.</p>}
      <PaperFacts paper={paper} />
      <PaperLinks paper={paper} />
      {because && <p className="mt-6 font-semibold text-accent">Trending: {because}</p>}
      <section aria-label="Abstract" className="mt-6">
        {paper.abstract ? (
          <p className="hyphens-auto font-serif text-lg leading-relaxed">{paper.abstract}</p>
        ) : (
          <p className="text-muted">The abstract is not known here.</p>
        )}
      </section>
      <TopicReasons reasons={reasons} />
      <SignalList signals={signals} />
      <details className="mt-8">
        <summary className="cursor-pointer font-semibold">BibTeX</summary>
        {/* Long lines scroll, and what scrolls has to be reachable by keyboard. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
        <pre tabIndex={0} className="mt-3 overflow-x-auto rounded bg-raised p-4 font-mono text-sm">
          {bibtex(paper)}
        </pre>
      </details>
    </article>
  )
}
