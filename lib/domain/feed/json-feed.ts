import { doiLink, paperLinks, paperPath } from '../paper/links.ts'
import { describePlace } from '../rank/place-words.ts'
import { readableTex } from '../tex/readable-tex.ts'
import { topicName } from '../topics/taxonomy.ts'
import { type Channel, type Item, instantOf } from './channel.ts'

/** A view as JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export function jsonFeed(channel: Channel) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    description: channel.description,
    home_page_url: channel.home,
    feed_url: channel.self,
    language: 'en',
    items: channel.items.map(item => jsonItem(item, channel)),
  }
}

function jsonItem(item: Item, { site, window }: Channel) {
  const url = site + paperPath(item)
  const place = describePlace(item, window)
  const home = paperLinks(item)?.abs ?? doiLink(item)
  const published = instantOf(item.published)
  return {
    id: url,
    url,
    ...(home && { external_url: home }),
    title: readableTex(item.title),
    content_text: readableTex(item.abstract),
    ...(place && { summary: place }),
    ...(published && { date_published: published.toISOString() }),
    ...(item.authors.length > 0 && { authors: item.authors.map(name => ({ name })) }),
    tags: item.topics.map(topicName),
    _attn: {
      id: item.id,
      published: item.published,
      topics: item.topics,
      score: item.score,
      because: item.because,
      movement: item.movement,
      day: item.day,
      ...(item.withdrawn && { withdrawn: true }),
    },
  }
}
