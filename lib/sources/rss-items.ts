import { fromTexAccents } from '#lib/domain/paper/tex-accents'
import { type ArxivFacts, type ArxivRecord, readArxivPaper } from './arxiv-paper.ts'
import type { Parsed, RefusedRecord } from './source.ts'
import { child, childrenOf, parseXml, textOf, type XmlElement } from './xml.ts'

/** The papers of a day's announcement; none on weekends. */
export type ArxivFeed = { records: ArxivRecord[] }

/**
 * Reads a feed of rss.arxiv.org, as RSS 2.0 or as Atom. Never throws. It tells no time of submission, so that papers have the month of their id.
 * The RDF of before 2024 is refused: no service sends it any more.
 * @see https://info.arxiv.org/help/rss_specifications.html
 */
export function parseArxivRss(text: string): Parsed<ArxivFeed> {
  const document = parseXml(text)
  if (!document.ok) return document
  const { root } = document
  if (root.name !== 'rss' && root.name !== 'feed')
    return { ok: false, why: `is <${root.name.slice(0, 40)}> and no feed` }
  const channel = root.name === 'rss' ? child(root, 'channel') : root
  if (!channel) return { ok: false, why: 'is a feed without a channel' }
  const items = [...childrenOf(channel, 'item'), ...childrenOf(channel, 'entry')]
  const records: ArxivFeed['records'] = []
  const refused: RefusedRecord[] = []
  for (const [i, item] of items.entries()) {
    const read = readArxivPaper(readFacts(item), `item ${i + 1}`)
    if ('refused' in read) refused.push(read.refused)
    else
      records.push({
        paper: read.paper,
        comment: null,
        journalRef: textOf(item, 'journal_reference'),
        reportNumber: null,
      })
  }
  return { ok: true, records, refused }
}

// The abstract stands behind `arXiv:2607.11111v1 Announce Type: new Abstract:`, in one line or two.
const INTRODUCTION = /^arXiv:(\S+)\s+Announce Type:\s*(\S+)\s+Abstract:\s*/

const descriptionOf = (item: XmlElement): string => textOf(item, 'description') ?? textOf(item, 'summary') ?? ''

function readFacts(item: XmlElement): ArxivFacts {
  const description = descriptionOf(item)
  const introduction = INTRODUCTION.exec(description)
  const link = textOf(item, 'link') ?? child(item, 'link')?.attributes.href ?? null
  return {
    id: textOf(item, 'guid') ?? textOf(item, 'id') ?? introduction?.[1] ?? link,
    title: textOf(item, 'title'),
    abstract: description.slice(introduction?.[0].length ?? 0),
    authors: splitNames(textOf(item, 'creator') ?? textOf(item, 'author') ?? ''),
    categories: childrenOf(item, 'category').map(({ text, attributes }) => attributes.term ?? text.trim()),
    published: null,
    updated: null,
    comment: null,
    tellsComments: false,
  }
}

const splitNames = (names: string): string[] => fromTexAccents(names).split(/,\s*/)
