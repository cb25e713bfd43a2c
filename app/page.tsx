import type { Metadata } from 'next'
import { FeedView } from '#components/feed-view'
import { HomeHeading } from '#components/home-heading'
import { now } from '#lib/clock'
import { HOME, hrefAt } from '#lib/domain/feed/places'
import { describeQuery } from '#lib/domain/query/describe'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { findFacets } from '#lib/store/facets'
import { findFreshness } from '#lib/store/freshness'
import { feedLinks } from './feed-links.ts'
import { guarded } from './guarded.tsx'
import { entriesOf, readView, type Search } from './view.ts'

type Props = { searchParams: Promise<Search> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { query } = parseFeedUrl(entriesOf(await searchParams))
  return {
    // The front door has the title of the whole site.
    ...(hrefAt(HOME, query) !== HOME.path && { title: describeQuery(query) }),
    alternates: feedLinks(query),
  }
}

export default guarded(async function HomePage({ searchParams }: Props) {
  const view = await readView(entriesOf(await searchParams))
  const { topics } = await findFacets(view.query, now())
  const { freshness } = await findFreshness(now())
  const isPlain = hrefAt(HOME, view.query) === HOME.path
  const heading = <HomeHeading title={describeQuery(view.query)} freshness={freshness} invites={isPlain} />
  return <FeedView {...view} place={HOME} topics={topics} heading={heading} />
})
