import { issuePath } from '../digest/issue-path.ts'
import { type PublicIssue, type PublishedPaper, titleOfIssue } from '../digest/public-issue.ts'
import { describeWhy } from '../digest/why.ts'
import { paperPath } from '../paper/links.ts'
import { readableTex } from '../tex/readable-tex.ts'
import { topicName } from '../topics/taxonomy.ts'
import { element, escapeXml } from './xml.ts'

/** The public issues of all topics ('') or of one, to be rendered as a feed: an item an issue. Addresses are absolute. */
export type IssueChannel = { site: string; topic: string; self: string; issues: PublicIssue[] }

const titleOf = (topic: string) => (topic ? `Attn. The digest of ${topicName(topic)}` : 'Attn. The digest')
const DESCRIPTION = 'What trends among transformer papers, once a day; never the same paper twice.'

/** Issues as RSS 2.0. */
export function renderIssueRss({ site, topic, self, issues }: IssueChannel): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', titleOf(topic)),
    element('link', `${site}/digest`),
    element('description', DESCRIPTION),
    element('language', 'en'),
    `<atom:link href="${escapeXml(self)}" rel="self" type="application/rss+xml"/>`,
    ...issues.map(issue => {
      const url = site + issuePath(issue.date, topic)
      return [
        '<item>',
        element('title', titleOfIssue(issue)),
        element('link', url),
        element('guid', url, { isPermaLink: 'true' }),
        element('pubDate', issue.madeAt.toUTCString()),
        element('description', htmlOf(issue, site)),
        '</item>',
      ].join('')
    }),
    '</channel>',
    '</rss>',
    '',
  ].join('\n')
}

/** Issues as JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export function issueJsonFeed({ site, topic, self, issues }: IssueChannel) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(topic),
    description: DESCRIPTION,
    home_page_url: `${site}/digest`,
    feed_url: self,
    language: 'en',
    items: issues.map(issue => ({
      id: site + issuePath(issue.date, topic),
      url: site + issuePath(issue.date, topic),
      title: titleOfIssue(issue),
      content_html: htmlOf(issue, site),
      date_published: issue.madeAt.toISOString(),
      _attn: { date: issue.date, topic: topic || null, papers: issue.papers.map(({ id }) => id) },
    })),
  }
}

function htmlOf({ papers, freshness }: PublicIssue, site: string): string {
  const items = papers.map(
    paper =>
      `<li><a href="${escapeXml(encodeURI(site + paperPath(paper)))}">${escapeXml(readableTex(paper.title))}</a><br/>${escapeXml(whyPublished(paper))}</li>`,
  )
  const list = items.length
    ? `<ol>${items.join('')}</ol>`
    : element('p', 'A quiet day: nothing that was not here before gained attention or is new.')
  return `${list}${freshness ? element('p', freshness) : ''}`
}

/** Why a paper is in a public issue, in a few words: `Code · +41 upvotes in 24 h`. */
export const whyPublished = (paper: PublishedPaper): string => describeWhy({ ...paper, matched: [] })
