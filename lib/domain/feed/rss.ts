import { paperPath } from '../paper/links.ts'
import { WITHDRAWN } from '../paper/paper.ts'
import { describePlace } from '../rank/place-words.ts'
import { readableTex } from '../tex/readable-tex.ts'
import { topicName } from '../topics/taxonomy.ts'
import { type Channel, type Item, instantOf } from './channel.ts'
import { element, escapeXml } from './xml.ts'

/** A view as RSS 2.0. */
export function renderRss(channel: Channel): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    '<channel>',
    element('title', channel.title),
    element('link', channel.home),
    element('description', channel.description),
    element('language', 'en'),
    `<atom:link href="${escapeXml(channel.self)}" rel="self" type="application/rss+xml"/>`,
    element('docs', 'https://www.rssboard.org/rss-specification'),
    ...channel.items.map(item => renderItem(item, channel)),
    '</channel>',
    '</rss>',
    '',
  ]
    .filter((line, i, lines) => line !== '' || i === lines.length - 1)
    .join('\n')
}

function renderItem(item: Item, { site, window }: Channel): string {
  const url = site + paperPath(item)
  return [
    '<item>',
    element('title', readableTex(item.title)),
    element('link', url),
    element('guid', url, { isPermaLink: 'true' }),
    element('pubDate', instantOf(item.published)?.toUTCString() ?? null),
    ...item.authors.map(author => element('dc:creator', author)),
    ...item.topics.map(topic => element('category', topicName(topic))),
    element('description', htmlOf(item, window)),
    '</item>',
  ].join('')
}

/** A description is HTML inside of XML, so the text is escaped once here and once more as XML. */
function htmlOf(item: Item, window: Channel['window']): string {
  return [item.withdrawn ? `${WITHDRAWN}.` : '', describePlace(item, window), readableTex(item.abstract)]
    .filter(text => text !== '')
    .map(text => element('p', text))
    .join('')
}
