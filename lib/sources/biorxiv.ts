import { z } from 'zod'
import { doiIdOf } from '#lib/domain/paper/identity'
import { readCursor } from './cursor.ts'
import { addDays, dayOf } from './days.ts'
import { parseJsonAnswer, quote } from './json-answer.ts'
import { parsePaperRecord } from './paper-record.ts'
import type { Batch, HeardPaper, Parsed, RefusedRecord, Source, Visit } from './source.ts'
import { SourceError } from './source.ts'

const HOUR_MS = 3_600_000

/**
 * Preprints of biology about transformers; on where BIORXIV_URL is set (https://api.biorxiv.org). Some 10 to 25 requests a visit.
 * @see https://api.biorxiv.org
 */
export const biorxiv: Source = {
  name: 'biorxiv',
  about: 'preprints of biology about transformers',
  needs: 'BIORXIV_URL',
  politeness: () => ({ service: 'biorxiv', gapMs: 3000 }),
  everyMs: 12 * HOUR_MS,
  staleness: { kind: 'every', lateMs: 36 * HOUR_MS, staleMs: 96 * HOUR_MS },
  takesRange: true,
  fetch: fetchBiorxiv,
}

/** Most of what is posted there is about other things, and "attention" is mostly that of people. */
const ABOUT =
  /\btransformers?\b|\b(self|cross|multi-head)[- ]attention\b|\battention (mechanism|head|layer|map)s?\b|\blanguage models?\b/i

/** `at`: how many records of the days were read; null when all were. */
const cursorShape = z.object({ from: z.iso.date(), until: z.iso.date(), at: z.number().int().nullable() })

/** The days since the last visit and the two before it, for what is posted late; a week at the first. A page has 30 records, once 100. */
async function* fetchBiorxiv({ ask, settings, now, cursor, range }: Visit): AsyncGenerator<Batch> {
  const past = readCursor(cursor, cursorShape)
  const today = dayOf(now)
  const isCutOff = past !== null && past.at !== null
  const news = { from: past ? addDays(past.until, -2) : addDays(today, -7), until: today }
  const days = isCutOff ? { from: past.from, until: past.until } : (range ?? news)
  let at: number | null = isCutOff ? past.at : 0
  while (at !== null) {
    const url = `${settings.BIORXIV_URL}/details/biorxiv/${days.from}/${days.until}/${at}/json`
    const answer = await ask({ url, accept: 'application/json' })
    if (answer.kind !== 'text') throw new SourceError('refused', 'bioRxiv has no list of preprints at its address.')
    const parsed = parseBiorxiv(answer.text)
    if (!parsed.ok) throw new SourceError('garbled', `The preprints of bioRxiv cannot be read: ${parsed.why}.`)
    const read: number = at + parsed.records
    at = parsed.records > 0 && read < parsed.total ? read : null
    yield {
      papers: parsed.papers,
      observations: [],
      refused: parsed.refused,
      cursor: JSON.stringify({ ...days, at }),
      done: { steps: read, ofSteps: Math.max(read, parsed.total) },
    }
  }
}

const answerShape = z.object(
  {
    messages: z.tuple([z.object({ status: z.string(), total: z.coerce.number().int().min(0).catch(0) })], z.unknown()),
    collection: z.array(z.unknown(), { error: 'it has to be a list' }),
  },
  { error: 'it has to be an object' },
)

const text = z.string({ error: 'it has to be text' })
const recordShape = z.object(
  { doi: text, title: text, abstract: text, authors: text.catch(''), date: text, version: z.coerce.number() },
  { error: 'it has to be an object' },
)

/** Reads a page of `/details/biorxiv/FROM/UNTIL/AT/json`: the papers about transformers, and how many records there were on it and in all. */
export function parseBiorxiv(answer: string): Parsed<{ papers: HeardPaper[]; records: number; total: number }> {
  const parsed = parseJsonAnswer(answer, answerShape)
  if (!parsed.ok) return parsed
  const [{ status, total }] = parsed.value.messages
  if (status !== 'ok' && !/^no (posts|articles) found/i.test(status))
    return { ok: false, why: `it says ${quote(status)}` }
  const { collection } = parsed.value
  const read = collection.map((value, index) => readRecord(value, index + 1))
  return {
    ok: true,
    papers: read.flatMap(found => ('paper' in found ? [found.paper] : [])),
    refused: read.flatMap(found => ('why' in found ? [found] : [])),
    records: collection.length,
    total,
  }
}

/** A paper, why it is refused, or nothing where it is about other things. */
function readRecord(value: unknown, number: number): { paper: HeardPaper } | RefusedRecord | { passed: true } {
  const record = recordShape.safeParse(value)
  const id = record.success ? doiIdOf(record.data.doi) : null
  if (!record.success || id === null)
    return {
      record: `record ${number}`,
      why: record.success ? `${quote(record.data.doi)} is no DOI of theirs` : 'it lacks a field',
    }
  const { title, abstract, authors, date, version } = record.data
  if (!ABOUT.test(title) && !ABOUT.test(abstract)) return { passed: true }
  const found = parsePaperRecord({
    id,
    title: withoutTags(title),
    abstract: withoutTags(abstract),
    authors: authors.split(';').map(nameInOrder).filter(Boolean),
    // The date is that of the version: of the first it is the day of publication.
    [version === 1 ? 'published' : 'updated']: date,
  })
  return 'paper' in found
    ? found
    : { record: quote(record.data.doi), why: `${found.refused.field}: ${found.refused.why}` }
}

const withoutTags = (marked: string) => marked.replace(/<\/?[a-z][^<>]{0,200}>/gi, '')

/** `Lovelace, A.` is A. Lovelace. */
const nameInOrder = (name: string) => name.trim().split(/,\s*/, 2).reverse().join(' ')
