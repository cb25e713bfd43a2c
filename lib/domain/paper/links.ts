import { readDoiId } from './identity.ts'
import type { Paper } from './paper.ts'

/** Where arXiv shows a paper; null for a paper that arXiv does not have. */
export function paperLinks(paper: Pick<Paper, 'arxivId'>): { abs: string; pdf: string; html: string } | null {
  const { arxivId } = paper
  if (!arxivId) return null
  const at = (kind: string) => `https://arxiv.org/${kind}/${arxivId}`
  return { abs: at('abs'), pdf: at('pdf'), html: at('html') }
}

/** Where a paper is at home that arXiv does not have, by the DOI in its id; null for any other. */
export function doiLink(paper: Pick<Paper, 'id'>): string | null {
  const doi = readDoiId(paper.id)
  return doi && `https://doi.org/${doi}`
}

/** The path of a paper's page on this site. The slash of an old arXiv id is part of the path. */
export const paperPath = (paper: Pick<Paper, 'id'>): string => `/papers/${paper.id}`

/** The address as it may stand in a link, or null when it is not plain http(s): papers come from anywhere. */
export function safeUrl(text: string | null): string | null {
  if (!text || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}
