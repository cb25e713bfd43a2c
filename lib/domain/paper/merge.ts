import { monthOfArxivId } from './arxiv-id.ts'
import type { Paper } from './paper.ts'

/** Stands at the end of a list of authors of which only the first are known. */
export const ET_AL = 'et al.'

/**
 * What is known of one paper after hearing of it again. Nothing known is ever lost to something emptier: what is missing is filled in,
 * a newer version (a later `updated`) replaces text, and dates become more precise, never less. The notice of a withdrawal replaces nothing;
 * only a newer version that is said not to be withdrawn takes it back.
 */
export function mergePaper(known: Paper, heard: Paper): Paper {
  const newer = heard.updated !== null && (known.updated === null || heard.updated > known.updated)
  const [first, second] = newer && !heard.withdrawn ? [heard, known] : [known, heard]
  const withdrawn = heard.withdrawn || (known.withdrawn && !(newer && heard.withdrawn === false))
  const arxivId = known.arxivId ?? heard.arxivId
  return {
    id: arxivId ?? known.id,
    arxivId,
    title: first.title || second.title,
    abstract: first.abstract || second.abstract,
    authors: fuller(first.authors, second.authors),
    categories: first.categories.length ? first.categories : second.categories,
    published: mergePublished(known.published, heard.published, arxivId),
    updated: newer ? heard.updated : known.updated,
    codeUrl: first.codeUrl ?? second.codeUrl,
    ...(withdrawn && { withdrawn: true }),
  }
}

function fuller(first: string[], second: string[]): string[] {
  if (first.length === 0) return second
  return first.at(-1) === ET_AL && second.length > 0 && second.at(-1) !== ET_AL ? second : first
}

/** The more precise date where one refines the other, else the earlier: `published` means the first version. */
function mergePublished(known: string | null, heard: string | null, arxivId: string | null): string | null {
  if (!known || !heard) return known ?? heard
  if (known.startsWith(heard)) return known
  if (heard.startsWith(known)) return heard
  // A month that was only read off the id gives way: ids are numbered by announcement, a day or two after submission.
  const month = arxivId && monthOfArxivId(arxivId)
  if (known === month && heard.length > known.length) return heard
  if (heard === month && known.length > heard.length) return known
  return known < heard ? known : heard
}
