import { type ArxivRecord, readArxivPaper } from './arxiv-paper.ts'
import { readOaiFacts } from './oai-facts.ts'
import type { Parsed, RefusedRecord } from './source.ts'
import { child, childrenOf, parseXml, textOf, type XmlElement } from './xml.ts'

const ERRORS = [
  ...['badArgument', 'badResumptionToken', 'badVerb', 'cannotDisseminateFormat', 'idDoesNotExist'],
  ...['noMetadataFormats', 'noRecordsMatch', 'noSetHierarchy'],
] as const

/** What OAI-PMH can find wrong with a question; `other` for what it does not define. @see http://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions */
export type OaiError = (typeof ERRORS)[number] | 'other'

/** A page of records. */
export type OaiPage = {
  records: ArxivRecord[]
  /** Identifiers of records that say only that there is no such paper any more. */
  deleted: string[]
  /** The days on which the records of the page last changed: of the first and of the last, and whether they stand in order. Null on an empty page. */
  stamps: { first: string; last: string; sorted: boolean } | null
  /** The first identifier and how many records there are: the same page twice has the same. Empty on an empty page. */
  mark: string
  /** What the next page is asked with; null on the last. */
  token: string | null
}

/** `code`: it is an answer, in which the service says what is wrong with the question (always with HTTP 200). */
export type ParsedOai = Parsed<OaiPage> & { code?: OaiError }

/** Reads an answer of OAI-PMH with records of arXiv, as `arXiv` or `arXivRaw`, of the host of before and since March 2025. Never throws. */
export function parseOai(text: string): ParsedOai {
  const document = parseXml(text)
  if (!document.ok) return document
  const { root } = document
  if (root.name !== 'OAI-PMH') return { ok: false, why: `is <${root.name.slice(0, 40)}> and no answer of OAI-PMH` }
  const error = child(root, 'error')
  if (error) {
    const code = ERRORS.find(known => known === error.attributes.code) ?? 'other'
    const said = error.text.replace(/\s+/g, ' ').trim().slice(0, 300)
    return { ok: false, code, why: `is the error ${error.attributes.code ?? 'without a code'}${said && ` (${said})`}` }
  }
  const list = child(root, 'ListRecords') ?? child(root, 'GetRecord')
  if (!list) return { ok: false, why: 'has neither records nor an error' }
  return {
    ok: true,
    ...readRecords(childrenOf(list, 'record'), textOf(root, 'responseDate') ?? ''),
    token: textOf(list, 'resumptionToken'),
  }
}

function readRecords(elements: XmlElement[], answeredAt: string) {
  const records: ArxivRecord[] = []
  const deleted: string[] = []
  const refused: RefusedRecord[] = []
  const stamps: string[] = []
  for (const [i, element] of elements.entries()) {
    const header = child(element, 'header')
    const identifier = textOf(header, 'identifier')
    const stamp = textOf(header, 'datestamp')?.slice(0, 10)
    if (stamp) stamps.push(stamp)
    if (header?.attributes.status === 'deleted') {
      if (identifier) deleted.push(identifier)
      continue
    }
    const record = readRecord(element, identifier ?? `record ${i + 1}`, answeredAt)
    if ('paper' in record) records.push(record)
    else refused.push(record.refused)
  }
  const first = textOf(child(elements[0], 'header'), 'identifier')
  return {
    records,
    deleted,
    refused,
    stamps: stamps.length
      ? {
          first: stamps[0]!,
          last: stamps.at(-1)!,
          sorted: stamps.every((stamp, i) => i === 0 || stamps[i - 1]! <= stamp),
        }
      : null,
    mark: elements.length ? `${first ?? ''} ${elements.length}` : '',
  }
}

function readRecord(element: XmlElement, name: string, answeredAt: string): ArxivRecord | { refused: RefusedRecord } {
  const metadata = child(element, 'metadata')?.children[0]
  const facts = metadata && readOaiFacts(metadata, answeredAt)
  if (!facts) {
    return {
      refused: {
        record: name,
        why: metadata ? `<${metadata.name.slice(0, 40)}> is not a form that is read here` : 'it has no metadata',
      },
    }
  }
  const read = readArxivPaper(facts, name)
  if ('refused' in read) return read
  const [journalRef, reportNumber] = [textOf(metadata, 'journal-ref'), textOf(metadata, 'report-no')]
  return { paper: read.paper, comment: facts.comment, journalRef, reportNumber }
}
