import type { ReactNode } from 'react'
import type { Item } from '#lib/domain/feed/channel'
import { feedHref, hrefAt, type Place, withPage } from '#lib/domain/feed/places'
import { describeQuery } from '#lib/domain/query/describe'
import type { FeedQuery, Ignored } from '#lib/domain/query/feed-query'
import type { SignalCount } from '#lib/domain/rank/signal-counts'
import type { FacetCounts } from './facets.tsx'
import { FeedControls } from './feed-controls.tsx'
import { FeedNotices, Notice } from './feed-notices.tsx'
import { NothingFound } from './nothing-found.tsx'
import { Pager } from './pager.tsx'
import { PaperList } from './paper-list.tsx'
import { QueryChips } from './query-chips.tsx'
import { CardsTools } from './reader/cards-tools.tsx'
import { ListTools } from './reader/list-tools.tsx'
import { SearchForm } from './search-form.tsx'
import { SpellingLine } from './spelling-line.tsx'
import { Still } from './still.tsx'
import { ToolsTemplate } from './tools-template.tsx'

type Shown = { total: number; complete: number; pages: number; papers: Item[]; partial: boolean; ranked: boolean }

/** A view of papers with all that changes it: the same on the home page and on the page of a topic. */
export function FeedView(props: {
  place: Place
  query: FeedQuery
  /** What stands in the search box. */
  typed: string
  ignored: Ignored[]
  feed: Shown
  facets: FacetCounts
  /** The query with words that papers have, where it has some that none has. */
  spelling: FeedQuery | null
  /** What the signals of the papers stand at, by arXiv id. */
  counts: Map<string, SignalCount[]>
  heading: ReactNode
}) {
  const { place, query, feed, facets, heading } = props
  const isPastTheEnd = query.page > feed.pages
  // That page is named below, with the way back.
  const ignored = props.ignored.filter(one => !(isPastTheEnd && one.parameter === 'page'))
  return (
    <>
      <div className="grid grid-cols-1 gap-3 pb-2 sm:gap-4">
        {heading}
        <SearchForm query={query} place={place} typed={props.typed} />
        <SpellingLine query={query} spelling={props.spelling} place={place} />
        <QueryChips query={query} place={place} />
        <Still>
          <FeedControls query={query} place={place} facets={facets} total={feed.total} count={countOf(feed)} />
        </Still>
        <FeedNotices query={query} ignored={ignored} partial={feed.partial} ranked={feed.ranked || feed.total === 0} />
      </div>
      {feed.total === 0 ? (
        <NothingFound query={query} place={place} />
      ) : isPastTheEnd ? (
        <PastTheEnd query={query} pages={feed.pages} place={place} />
      ) : (
        <>
          <ListTools name={describeQuery(query)} mutes={asksForNothing(query)} />
          <Still>
            <PaperList papers={feed.papers} complete={feed.complete} window={query.window} counts={props.counts} />
            <ToolsTemplate />
          </Still>
          <CardsTools />
        </>
      )}
      <Pager query={query} pages={feed.pages} place={place} />
      <p className="no-print pt-8 text-muted text-sm">
        This view as{' '}
        <a className="link" href={feedHref('/feed.xml', query)}>
          RSS
        </a>
        ,{' '}
        <a className="link" href={feedHref('/feed.json', query)}>
          JSON Feed
        </a>{' '}
        or{' '}
        <a className="link" href={feedHref('/api/v1/papers', query)}>
          JSON
        </a>
        .{' '}
        {query.sort === 'trending' && (
          <a className="link" href="/about/ranking">
            How papers are ranked
          </a>
        )}
      </p>
    </>
  )
}

/** Whether it is a list of whatever there is: not of words, not of what a reader asked for. */
const asksForNothing = ({ clauses, filters }: FeedQuery) => clauses.length === 0 && filters.every(({ not }) => not)

function countOf({ total, complete }: Shown): string {
  const papers = (count: number) => (count === 1 ? '1 paper' : `${count.toLocaleString('en')} papers`)
  if (complete === total) return papers(total)
  const more = (total - complete).toLocaleString('en')
  return complete === 0
    ? `${papers(total)} with some of these words`
    : `${papers(complete)} and ${more} with some of these words`
}

function PastTheEnd({ query, pages, place }: { query: FeedQuery; pages: number; place: Place }) {
  return (
    <Notice>
      Page {query.page.toLocaleString('en')} is past the end.{' '}
      <a className="link" href={hrefAt(place, withPage(query, pages))}>
        {pages === 1 ? 'There is one page.' : `The last page is ${pages.toLocaleString('en')}.`}
      </a>
    </Notice>
  )
}
