import type { ReactNode } from 'react'
import type { Item } from '#lib/domain/feed/channel'
import { feedHref, hrefAt, type Place, withPage } from '#lib/domain/feed/places'
import { EVERYTHING, type FeedQuery, type Ignored } from '#lib/domain/query/feed-query'
import { FeedNotices, Notice } from './feed-notices.tsx'
import { FilterChips } from './filter-chips.tsx'
import { Pager } from './pager.tsx'
import { PaperCard } from './paper-card.tsx'
import { RankingSwitch } from './ranking-switch.tsx'
import { SearchForm } from './search-form.tsx'
import { TopicFacets } from './topic-facets.tsx'
import { ViewSwitch } from './view-switch.tsx'

type Shown = { total: number; pages: number; papers: Item[]; partial: boolean; ranked: boolean }

/** A view of papers with all that changes it: the same on the home page and on the page of a topic. */
export function FeedView(props: {
  place: Place
  query: FeedQuery
  ignored: Ignored[]
  feed: Shown
  topics: { slug: string; count: number }[]
  heading: ReactNode
}) {
  const { place, query, feed, topics, heading } = props
  const isPastTheEnd = query.page > feed.pages
  // That page is named below, with the way back.
  const ignored = props.ignored.filter(one => !(isPastTheEnd && one.parameter === 'page'))
  return (
    <>
      <div className="grid grid-cols-1 gap-4 pb-8">
        {heading}
        <SearchForm query={query} place={place} />
        <ViewSwitch query={query} place={place} />
        <RankingSwitch query={query} place={place} />
        <FilterChips query={query} place={place} />
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <p className="py-1.5 text-muted text-sm">{countOf(feed.total)}</p>
          <TopicFacets query={query} place={place} topics={topics} total={feed.total} />
        </div>
        <FeedNotices query={query} ignored={ignored} partial={feed.partial} ranked={feed.ranked || feed.total === 0} />
      </div>
      {feed.total === 0 ? (
        <Nothing query={query} />
      ) : isPastTheEnd ? (
        <PastTheEnd query={query} pages={feed.pages} place={place} />
      ) : (
        feed.papers.map(paper => <PaperCard key={paper.id} paper={paper} window={query.window} />)
      )}
      <Pager query={query} pages={feed.pages} place={place} />
      <p className="pt-8 text-muted text-sm">
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
        .
      </p>
    </>
  )
}

const countOf = (total: number) => (total === 1 ? '1 paper' : `${total.toLocaleString('en')} papers`)

function Nothing({ query }: { query: FeedQuery }) {
  const isEverything = query.clauses.length === 0 && query.filters.length === 0 && query.window === EVERYTHING.window
  return (
    <div className="border-line border-t py-10">
      <p className="font-semibold font-serif text-xl">
        {isEverything ? 'There are no papers here yet.' : 'No paper fits all of this.'}
      </p>
      <p className="mt-2 text-muted">
        {isEverything ? (
          <>
            Bring some in with <code className="font-mono">npm run attn -- import</code>.
          </>
        ) : (
          <>
            Take a condition away, choose a longer span, or{' '}
            <a className="link" href="/">
              begin again
            </a>
            .
          </>
        )}
      </p>
    </div>
  )
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
