import { type ArxivPage, parseArxiv } from './arxiv-atom.ts'
import { type RefusedRecord, SourceError, type Visit } from './source.ts'

/** Entries of a page: about 520 KB. */
export const PAGE = 200

/** How often a page is asked for that comes empty, broken, or as another page. */
const ATTEMPTS = 4

export type ArxivQuestion = {
  search: string
  ids?: string[]
  sortBy?: 'submittedDate' | 'lastUpdatedDate'
  sortOrder?: 'ascending' | 'descending'
  start?: number
  size?: number
}

/** A page that is what was asked for. */
export type AskedPage = ArxivPage & { total: number; refused: RefusedRecord[] }

/** Entries of `query` that were first submitted from a minute to a minute of UTC, both included (`202611240000`). */
export const submittedBetween = (query: string, from: string, until: string): string =>
  `(${query}) AND submittedDate:[${from} TO ${until}]`

/**
 * Asks the query API for a page, again when arXiv says nothing where it has to say something: under load it answers with nothing at all, with HTML,
 * or with a page without entries although `totalResults` says that there are some.
 * @throws SourceError `refused` when arXiv finds the question wrong, `garbled` when it does not come to a page; and what `ask` throws
 */
export async function askArxiv(visit: Visit, question: ArxivQuestion): Promise<AskedPage> {
  const url = urlOf(visit.settings.ARXIV_API_URL, question)
  let trouble = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await visit.ask({ url, accept: 'application/atom+xml' })
    const page = answer.kind === 'text' ? parseArxiv(answer.text) : null
    if (page?.ok) {
      const wrong = findFault(page, question)
      if (wrong === null) return { ...page, total: page.total ?? 0 }
      trouble = wrong
    } else if (page?.says) {
      throw new SourceError('refused', `arXiv refuses the question of ARXIV_QUERY: ${page.says}.`)
    } else {
      trouble = page ? `its answer ${page.why}` : 'it says that there is no such address'
    }
  }
  throw new SourceError('garbled', `arXiv's query API was asked ${ATTEMPTS} times for the same page, and ${trouble}.`)
}

function findFault(page: ArxivPage, { start = 0 }: ArxivQuestion): string | null {
  if (page.total === null) return 'its answer does not say how many entries there are'
  if (page.start !== null && page.start !== start) return `its answer begins at ${page.start} instead of ${start}`
  if (page.ids.length === 0 && page.total > start)
    return `its page from ${start} is empty though there are ${page.total} entries`
  return null
}

function urlOf(base: string, { search, ids, sortBy, sortOrder, start = 0, size = PAGE }: ArxivQuestion): string {
  const parameters = new URLSearchParams({ search_query: search })
  if (ids) parameters.set('id_list', ids.join(','))
  if (sortBy) parameters.set('sortBy', sortBy)
  if (sortOrder) parameters.set('sortOrder', sortOrder)
  parameters.set('start', String(start))
  parameters.set('max_results', String(size))
  return `${base}?${parameters}`
}
