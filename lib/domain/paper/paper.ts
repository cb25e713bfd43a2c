/**
 * A paper as the product knows it. `id` is the arXiv id without version, else a local id made of the title.
 * `published` and `updated` are ISO 8601 in UTC, exactly as precise as known: `2023-07`, `2023-07-14` or `2023-07-14T12:00:00Z`.
 */
export type Paper = {
  id: string
  arxivId: string | null
  title: string
  abstract: string
  authors: string[]
  categories: string[]
  published: string | null
  updated: string | null
  codeUrl: string | null
  /** Whether its authors withdrew it; absent where nobody said so. */
  withdrawn?: boolean
}

/** The words for it wherever such a paper is shown. */
export const WITHDRAWN = 'Withdrawn by its authors'
