import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { findCodeUrl } from '#lib/domain/paper/code-links'
import { parseDate } from '#lib/domain/paper/date'
import { parsePaperRecord } from './paper-record.ts'
import type { HeardPaper, RefusedRecord } from './source.ts'

/** What arXiv says of a paper, word for word, by whichever of its services. */
export type ArxivFacts = {
  /** With or without version, as address or bare. */
  id: string | null
  title: string | null
  abstract: string | null
  authors: (string | null)[]
  /** The primary one first. */
  categories: string[]
  published: string | null
  updated: string | null
  comment: string | null
  /** Whether this service would say what its authors comment: what it does not call withdrawn then is not. */
  tellsComments: boolean
}

/** A paper with what only queries ask for. */
export type ArxivRecord = {
  paper: HeardPaper
  comment: string | null
  journalRef: string | null
  reportNumber: string | null
}

// Classes of the MSC and the ACM stand among the categories (`68T07`, `I.2.7`).
const CATEGORY = /^[a-z]+(-[a-z]+)*(\.[a-zA-Z]+(-[a-z]+)*)?$/

/** Makes a paper of what arXiv says of it; a record that lacks its id, title or abstract is refused by name. */
export function readArxivPaper(facts: ArxivFacts, place: string): { paper: HeardPaper } | { refused: RefusedRecord } {
  const record = facts.id?.trim().slice(0, 80) || place
  const id = parseArxivId(facts.id ?? '')
  if (!id) return { refused: { record, why: facts.id ? 'this is no arXiv id' : 'id: it is missing' } }
  const read = parsePaperRecord({
    arxivId: id.id,
    title: facts.title ?? undefined,
    abstract: facts.abstract ?? undefined,
    authors: facts.authors.flatMap(name => name?.trim().slice(0, 500) || []),
    categories: facts.categories.filter(name => CATEGORY.test(name)),
    published: facts.published && parseDate(facts.published),
    updated: facts.updated && parseDate(facts.updated),
    codeUrl: findCodeUrl(facts.comment, facts.abstract),
  })
  if ('refused' in read) return { refused: { record, why: `${read.refused.field}: ${read.refused.why}` } }
  const withdrawn = isWithdrawn(facts.comment ?? '', facts.abstract ?? '')
  return { paper: withdrawn || facts.tellsComments ? { ...read.paper, withdrawn } : read.paper }
}

const THIS = 'this (?:paper|article|submission|manuscript|preprint|work|note|version of (?:the|this) (?:paper|article))'
const WITHDRAWN = '(?:has been|have been|is|was) (?:temporarily |now |voluntarily )?withdrawn'
// Withdrawn from a conference or a journal is not withdrawn from arXiv.
const HERE = String.raw`\b(?!,? from (?!(?:the )?arxiv))`
const AT_START = new RegExp(String.raw`^\W*${THIS} ${WITHDRAWN}${HERE}`, 'i')
const BY_SOMEBODY = new RegExp(
  `${THIS} ${WITHDRAWN} (?:by (?:the |its )?(?:authors?|submitter|arxiv)|from (?:the )?arxiv)`,
  'i',
)
const THEY_DID = new RegExp(`(?:the |its |both |all )?authors? (?:has|have) (?:now )?withdrawn ${THIS}`, 'i')
// "10 pages. Withdrawn by the authors", "v2: withdrawn"
const AT_END = /(?:[.;,:!)] ?|^)withdrawn(?: by (?:the |its )?(?:authors?|submitter|arxiv))?\W*$/i
const COMMENT = new RegExp(
  String.raw`^\W*(?:(?:paper|article|submission|manuscript) )?(?:temporarily )?withdrawn${HERE}|(?:^|[.;:!] )${THIS} ${WITHDRAWN}${HERE}`,
  'i',
)

/** Whether comment or abstract say that this very paper is withdrawn, rather than speak of withdrawing. */
export function isWithdrawn(comment: string, abstract: string): boolean {
  const [said, told] = [comment, abstract].map(text => text.replace(/\s+/g, ' ').trim())
  const inComment = [COMMENT, BY_SOMEBODY, THEY_DID, AT_END]
  return (
    inComment.some(words => words.test(said!)) || [AT_START, BY_SOMEBODY, THEY_DID].some(words => words.test(told!))
  )
}
