import { monthOfArxivId, parseArxivId } from '#lib/domain/paper/arxiv-id'
import { parseDate } from '#lib/domain/paper/date'
import { fromTexAccents } from '#lib/domain/paper/tex-accents'
import type { ArxivFacts } from './arxiv-paper.ts'
import { addDays } from './days.ts'
import { child, childrenOf, textOf, type XmlElement } from './xml.ts'

/** What a record says, in arXiv's own forms; null for a record of another form (oai_dc). */
export function readOaiFacts(metadata: XmlElement, answeredAt: string): ArxivFacts | null {
  if (metadata.name !== 'arXiv' && metadata.name !== 'arXivRaw') return null
  const raw = metadata.name === 'arXivRaw'
  return {
    id: textOf(metadata, 'id'),
    title: textOf(metadata, 'title'),
    abstract: textOf(metadata, 'abstract'),
    authors: raw ? splitAuthors(textOf(metadata, 'authors') ?? '') : readAuthors(metadata),
    categories: textOf(metadata, 'categories')?.split(/\s+/) ?? [],
    ...(raw ? datesOfVersions(metadata) : datesOfRecord(metadata, answeredAt)),
    comment: textOf(metadata, 'comments'),
    tellsComments: true,
  }
}

const readAuthors = (metadata: XmlElement): string[] =>
  childrenOf(child(metadata, 'authors'), 'author').map(author =>
    ['forenames', 'keyname', 'suffix'].flatMap(part => textOf(author, part) ?? []).join(' '),
  )

/** arXivRaw has the authors as they were typed: `A. One (1), B. Two (2 and 3) and C. Three ((1) Here, (2) There)`, with accents of TeX. */
function splitAuthors(text: string): string[] {
  let bare = ''
  let depth = 0
  for (const sign of text) {
    if (sign === '(') depth++
    if (depth === 0) bare += sign
    if (sign === ')' && depth > 0) depth--
  }
  return fromTexAccents(bare)
    .split(/\s*(?:,\s*and\s|,|;|\sand\s)\s*/)
    .map(name => name.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}

function datesOfVersions(metadata: XmlElement): { published: string | null; updated: string | null } {
  const times = childrenOf(metadata, 'version').flatMap(version => {
    const time = Date.parse(textOf(version, 'date') ?? '')
    return Number.isNaN(time)
      ? []
      : [{ first: version.attributes.version === 'v1', time: `${new Date(time).toISOString().slice(0, 19)}Z` }]
  })
  return { published: times.find(({ first }) => first)?.time ?? null, updated: times.at(-1)?.time ?? null }
}

/** Since then `created` is the date of the latest version and `updated` that of the record; before, of the first and of the latest version. */
const NEW_HOST = '2025-03'

/**
 * `created` tells of the first version where it agrees with the month of the id or lies just before it (papers of the last days of a month may be numbered in the
 * next); else the month is all that is known. A second version of that same month cannot be told from the first.
 */
function datesOfRecord(metadata: XmlElement, answeredAt: string): { published: string | null; updated: string | null } {
  const created = dayIn(textOf(metadata, 'created'))
  const updated = answeredAt >= NEW_HOST ? created : (dayIn(textOf(metadata, 'updated')) ?? created)
  const id = parseArxivId(textOf(metadata, 'id') ?? '')
  const month = id && monthOfArxivId(id.id)
  const first =
    created && month && (created.startsWith(month) || (created < month && created >= addDays(`${month}-01`, -31)))
  return { published: first ? created : month, updated }
}

const dayIn = (text: string | null): string | null => (text && parseDate(text)?.slice(0, 10)) || null
