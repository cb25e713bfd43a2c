import { paperLinks } from '../paper/links.ts'
import { ET_AL } from '../paper/merge.ts'
import type { Paper } from '../paper/paper.ts'

/** What reference managers and scholarly search engines read from a page: the Highwire Press tags. */
export function citationMeta(paper: Paper): Record<string, string | string[]> {
  const links = paperLinks(paper)
  const authors = paper.authors.filter(author => author !== ET_AL)
  return {
    citation_title: paper.title,
    ...(authors.length > 0 && { citation_author: authors }),
    ...(paper.published && { citation_publication_date: paper.published.slice(0, 10).replaceAll('-', '/') }),
    ...(paper.arxivId && { citation_arxiv_id: paper.arxivId }),
    ...(links && { citation_pdf_url: links.pdf }),
  }
}
