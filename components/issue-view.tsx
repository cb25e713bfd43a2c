import { describeDay, issuePath } from '#lib/domain/digest/issue-path'
import { type PublicIssue, type PublishedPaper, titleOfIssue } from '#lib/domain/digest/public-issue'
import { whyPublished } from '#lib/domain/feed/issue-feed'
import { describeDate } from '#lib/domain/paper/date'
import { paperPath } from '#lib/domain/paper/links'
import { topicName } from '#lib/domain/topics/taxonomy'
import { MarkedText } from './marked-text.tsx'
import { CardsTools } from './reader/cards-tools.tsx'
import { ListMemory } from './reader/list-memory.tsx'
import { Still } from './still.tsx'
import { ToolsPlace } from './tools-place.tsx'
import { ToolsTemplate } from './tools-template.tsx'

/** A public issue as it was made, with the ways to those around it. */
export function IssueView(props: {
  issue: PublicIssue
  topics: { slug: string; count: number }[]
  neighbours: { before: string | null; after: string | null }
}) {
  const { issue, topics, neighbours } = props
  const { date, topic, papers, freshness } = issue
  const isRanked = papers.some(({ trending }) => trending)
  return (
    <>
      <p className="text-muted text-sm">
        <a className="link" href="/digest">
          The digest
        </a>
        {topic && (
          <>
            {' · '}
            <a className="link" href={issuePath(date)}>
              {describeDay(date)}
            </a>
          </>
        )}
      </p>
      <h1 className="mt-2 page-title">{titleOfIssue(issue)}</h1>
      <p className="mt-2 mb-8 text-muted">
        {papers.length === 0
          ? 'Nothing that was not in an issue before gained attention or was new.'
          : isRanked
            ? 'What gained attention or was new, and was in no issue before. This page does not change any more.'
            : 'Nothing was seen to gain attention, so these were the newest. This page does not change any more.'}
      </p>
      <ListMemory name={titleOfIssue(issue)} />
      <Still>
        {papers.map(paper => (
          <PublishedCard key={paper.id} paper={paper} />
        ))}
        <ToolsTemplate />
      </Still>
      <CardsTools />
      {topics.length > 0 && (
        <nav aria-label="The same day by topic" className="border-line border-t pt-6">
          <h2 className="font-semibold">The same day by topic</h2>
          <ul className="mt-3 flex flex-wrap gap-2">
            {topics.map(({ slug, count }) => (
              <li key={slug}>
                <a className="chip" href={issuePath(date, slug)} aria-current={slug === topic ? 'page' : undefined}>
                  {topicName(slug)} <span className="text-muted">{count}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {(neighbours.before || neighbours.after) && (
        <nav aria-label="Other days" className="mt-8 flex flex-wrap justify-between gap-4 border-line border-t pt-6">
          {neighbours.before ? (
            <a className="link tap" rel="prev" href={issuePath(neighbours.before, topic)}>
              ← {describeDate(neighbours.before)}
            </a>
          ) : (
            <span />
          )}
          {neighbours.after && (
            <a className="link tap" rel="next" href={issuePath(neighbours.after, topic)}>
              {describeDate(neighbours.after)} →
            </a>
          )}
        </nav>
      )}
      <p className="mt-8 text-muted text-sm">{freshness}</p>
      <p className="mt-2 text-muted text-sm">
        <a className="link" href={`/subscribe${topic && `?topic=${topic}`}`}>
          Get this by mail
        </a>{' '}
        or as{' '}
        <a className="link" href={`/digest/feed.xml${topic && `?topic=${topic}`}`}>
          RSS
        </a>
        .
      </p>
    </>
  )
}

/** A paper as it stood on that day; its own page says how it stands now. */
function PublishedCard({ paper }: { paper: PublishedPaper }) {
  const { title, abstract, authors } = paper
  const byline =
    authors.length > 4 ? `${authors.slice(0, 3).join(', ')} and ${authors.length - 3} more` : authors.join(', ')
  return (
    <article className="card relative" data-paper={paper.id} data-topics={paper.topics?.join(' ')}>
      <h2 className="paper-title">
        <a href={paperPath(paper)}>
          <MarkedText text={title} />
        </a>
      </h2>
      {byline && <p className="text-muted text-sm">{byline}</p>}
      <p className="font-serif text-lg">
        <MarkedText text={abstract} />
      </p>
      <p className="card-facts text-muted text-sm first-letter:uppercase lg:pt-0.5">{whyPublished(paper)}</p>
      <ToolsPlace paper={paper} />
    </article>
  )
}
