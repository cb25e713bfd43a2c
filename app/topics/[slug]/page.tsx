import type { Metadata } from 'next'
import { permanentRedirect } from 'next/navigation'
import { feedLinks } from '#app/feed-links'
import { readFeedPage } from '#app/feed-page'
import { setStatus } from '#app/http-status'
import { socialTags } from '#app/social'
import { entriesOf, type Search } from '#app/view'
import { FeedView } from '#components/feed-view'
import { NoSuchTopic } from '#components/missing'
import { TopicHeading } from '#components/topic-heading'
import { hrefAt, topicPlace } from '#lib/domain/feed/places'
import { describeQuery } from '#lib/domain/query/describe'
import { parseFeedUrl } from '#lib/domain/query/feed-url'
import { findTopic } from '#lib/domain/topics/taxonomy'
import { guarded } from '../../guarded.tsx'

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Search> }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const topic = findTopic((await params).slug)
  if (!topic) return { title: 'No such topic', robots: 'noindex' }
  const { query } = parseFeedUrl([['topic', topic.slug], ...entriesOf(await searchParams)])
  const isPlain = hrefAt(topicPlace(topic.slug), query) === topicPlace(topic.slug).path
  const title = isPlain ? topic.name : describeQuery(query)
  const path = hrefAt(topicPlace(topic.slug), query)
  return {
    title,
    description: topic.definition,
    alternates: feedLinks(query),
    ...socialTags({ title, description: topic.definition, path }),
  }
}

export default guarded(async function TopicPage({ params, searchParams }: Props) {
  const { slug } = await params
  const search = entriesOf(await searchParams)
  const topic = findTopic(slug)
  if (!topic) {
    if (findTopic(slug.toLowerCase())) permanentRedirect(`/topics/${slug.toLowerCase()}`)
    await setStatus(404)
    return <NoSuchTopic />
  }
  const page = await readFeedPage([['topic', topic.slug], ...search])
  const heading = <TopicHeading topic={topic} title={describeQuery(page.query)} />
  return <FeedView {...page} place={topicPlace(topic.slug)} heading={heading} />
})
