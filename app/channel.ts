import type { Channel } from '#lib/domain/feed/channel'
import { feedHref } from '#lib/domain/feed/places'
import { describeQuery } from '#lib/domain/query/describe'
import { formatFeedUrl } from '#lib/domain/query/feed-url'
import { env } from '#lib/env'
import { readView } from './view.ts'

/** The view that the parameters of a feed ask for, with the addresses a feed needs. */
export async function readChannel(request: Request, path: string): Promise<Channel> {
  const { query, feed } = await readView(new URL(request.url).searchParams)
  const site = env().SITE_URL
  return {
    site,
    title: `Attn. ${describeQuery(query)}`,
    description: 'Transformer papers from arXiv, ranked by what gains attention.',
    home: site + feedHref('/', query),
    self: site + path + formatFeedUrl(query),
    window: query.window,
    items: feed.papers,
  }
}
