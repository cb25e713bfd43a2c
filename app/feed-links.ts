import type { Metadata } from 'next'
import { feedHref } from '#lib/domain/feed/places'
import { describeQuery } from '#lib/domain/query/describe'
import type { FeedQuery } from '#lib/domain/query/feed-query'
import { env } from '#lib/env'

/** The feeds of a view, for the head of its page. Absolute, because Next takes a relative address for one of localhost. */
export function feedLinks(query: FeedQuery): Metadata['alternates'] {
  const link = (path: string) => [{ url: env().SITE_URL + feedHref(path, query), title: describeQuery(query) }]
  return { types: { 'application/rss+xml': link('/feed.xml'), 'application/feed+json': link('/feed.json') } }
}
