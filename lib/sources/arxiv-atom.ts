import { type ArxivFacts, readArxivPaper } from './arxiv-paper.ts'
import type { HeardPaper, Parsed, RefusedRecord } from './source.ts'
import { childrenOf, parseXml, textOf, type XmlElement } from './xml.ts'

/** A page of what the query API found. */
export type ArxivPage = {
  papers: HeardPaper[]
  /** What arXiv calls each entry of the page, those refused too, in order. */
  ids: string[]
  /** How many entries there are on all pages, and which of them is the first here, where arXiv says so. */
  total: number | null
  start: number | null
}

/** `says`: it is an answer, in which arXiv says what is wrong with the question. */
export type ParsedArxiv = Parsed<ArxivPage> & { says?: string }

/**
 * Reads an answer of arXiv's query API, in the layout of before and since 2025. Never throws.
 * @see https://info.arxiv.org/help/api/user-manual.html#_details_of_atom_results_returned
 */
export function parseArxiv(text: string): ParsedArxiv {
  const document = parseXml(text)
  if (!document.ok) return document
  const { root } = document
  if (root.name !== 'feed') return { ok: false, why: `is <${root.name.slice(0, 40)}> and no feed` }
  const entries = childrenOf(root, 'entry')
  // An error is an entry too, and was seen with 400 as well as with 200.
  const error = entries.find(entry => textOf(entry, 'id')?.includes('/api/errors'))
  if (error) {
    const says = textOf(error, 'summary')?.slice(0, 300) ?? 'an error that it does not name'
    return { ok: false, why: `is an error: ${says}`, says }
  }
  const papers: HeardPaper[] = []
  const refused: RefusedRecord[] = []
  for (const [i, entry] of entries.entries()) {
    const read = readArxivPaper(readFacts(entry), `entry ${i + 1}`)
    if ('paper' in read) papers.push(read.paper)
    else refused.push(read.refused)
  }
  return {
    ok: true,
    papers,
    refused,
    ids: entries.map((entry, i) => textOf(entry, 'id') ?? `entry ${i + 1}`),
    total: numberOf(root, 'totalResults'),
    start: numberOf(root, 'startIndex'),
  }
}

function readFacts(entry: XmlElement): ArxivFacts {
  const terms = [...childrenOf(entry, 'primary_category'), ...childrenOf(entry, 'category')]
  return {
    id: textOf(entry, 'id'),
    title: textOf(entry, 'title'),
    abstract: textOf(entry, 'summary'),
    authors: childrenOf(entry, 'author').map(author => textOf(author, 'name')),
    categories: terms.map(({ attributes }) => attributes.term ?? ''),
    published: textOf(entry, 'published'),
    updated: textOf(entry, 'updated'),
    comment: textOf(entry, 'comment'),
    tellsComments: true,
  }
}

function numberOf(root: XmlElement, name: string): number | null {
  const text = textOf(root, name)
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}
