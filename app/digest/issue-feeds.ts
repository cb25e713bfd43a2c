import type { Metadata } from 'next'
import { env } from '#lib/env'

/** The feeds of the issues, for the head of their pages. Absolute, because Next takes a relative address for one of localhost. */
export function issueFeeds(topic = ''): Metadata['alternates'] {
  const link = (path: string) => [{ url: `${env().SITE_URL}${path}${topic && `?topic=${topic}`}`, title: 'The digest' }]
  return {
    types: { 'application/rss+xml': link('/digest/feed.xml'), 'application/feed+json': link('/digest/feed.json') },
  }
}
