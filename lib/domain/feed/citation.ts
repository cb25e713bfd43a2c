import { readDoiId } from '../paper/identity.ts'
import { paperLinks, paperPath } from '../paper/links.ts'
import { ET_AL } from '../paper/merge.ts'
import type { Paper } from '../paper/paper.ts'
import { readableTex } from '../tex/readable-tex.ts'

/** What reference managers and scholarly search engines read from a page: the Highwire Press tags. */
export function citationMeta(paper: Paper, site: string): Record<string, string | string[]> {
  const doi = readDoiId(paper.id)
  const links = paperLinks(paper)
  const authors = paper.authors.filter(author => author !== ET_AL)
  return {
    citation_title: readableTex(paper.title),
    ...(authors.length > 0 && { citation_author: authors }),
    ...(paper.published && { citation_publication_date: dateOf(paper.published) }),
    ...(paper.published && paper.published.length >= 10 && { citation_online_date: dateOf(paper.published) }),
    ...(paper.arxivId && { citation_arxiv_id: paper.arxivId }),
    ...(doi && { citation_doi: doi }),
    ...(links && { citation_pdf_url: links.pdf }),
    citation_abstract_html_url: site + paperPath(paper),
  }
}

const dateOf = (published: string) => published.slice(0, 10).replaceAll('-', '/')
