import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AbsentPaper } from '#components/absent-paper'
import { FeedView } from '#components/feed-view'
import { HomeHeading } from '#components/home-heading'
import { now } from '#lib/clock'
import { HOME, hrefAt } from '#lib/domain/feed/places'
import { paperPath } from '#lib/domain/paper/links'
import { describeQuery } from '#lib/domain/query/describe'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { findFreshness } from '#lib/store/freshness'
import { feedLinks } from './feed-links.ts'
import { readFeedPage } from './feed-page.ts'
import { guarded } from './guarded.tsx'
import { readNamed } from './named.ts'
import { SITE, socialTags } from './social.ts'
import { entriesOf, type Search } from './view.ts'

type Props = { searchParams: Promise<Search> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { query } = parseFeedUrl(entriesOf(await searchParams))
  const path = hrefAt(HOME, query)
  // The front door has the title of the whole site.
  const title = path === HOME.path ? undefined : describeQuery(query)
  return {
    ...(title && { title }),
    alternates: feedLinks(query),
    ...socialTags({ title: title ?? SITE.title, description: SITE.description, path }),
  }
}

export default guarded(async function HomePage({ searchParams }: Props) {
  const entries = entriesOf(await searchParams)
  const named = await readNamed(entries)
  if (named?.kind === 'here') redirect(paperPath(named))
  const page = await readFeedPage(entries)
  if (named) return <AbsentPaper arxivId={named.arxivId} typed={page.typed} />
  const { freshness } = await findFreshness(now())
  const isPlain = hrefAt(HOME, page.query) === HOME.path
  const heading = <HomeHeading title={describeQuery(page.query)} freshness={freshness} invites={isPlain} />
  return <FeedView {...page} place={HOME} heading={heading} />
})
