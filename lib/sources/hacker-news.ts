import { z } from 'zod'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { readCursor } from './cursor.ts'
import { addDays, dayOf } from './days.ts'
import { isCount, parseJsonAnswer, quote } from './json-answer.ts'
import type { Batch, Observation, Parsed, RefusedRecord, Source, Visit } from './source.ts'
import { SourceError } from './source.ts'

const HOUR_MS = 3_600_000

/** Points come within days; a second story of the same paper often comes within two weeks, and must not hide the first. */
const WINDOW_DAYS = 14

/** Where the papers of arXiv are read. Words of an address, not an address: what is found is looked at again. */
const PLACES = ['arxiv.org', 'huggingface.co/papers', 'alphaxiv.org']

/** The most hits that a question gets at all, on however many pages. @see https://github.com/algolia/hn-search/issues/230 */
const MOST_HITS = 1000

/**
 * Stories about papers. 3 requests a visit, 72 a day, where 10,000 an hour are allowed.
 * @see https://hn.algolia.com/api
 */
export const hackerNews: Source = {
  name: 'hacker-news',
  about: 'points on Hacker News',
  politeness: () => ({ service: 'hn-algolia', gapMs: 1000 }),
  everyMs: HOUR_MS,
  staleness: { kind: 'every', lateMs: 6 * HOUR_MS, staleMs: 48 * HOUR_MS },
  takesRange: true,
  fetch: fetchHackerNews,
}

/** The last day of the span to go on with; null when there is none. */
const cursorShape = z.object({ next: z.iso.date().nullable() })

/** Stories are asked for by when they were told, in spans of two weeks, the newest first; their points are always those of now. */
async function* fetchHackerNews(visit: Visit): AsyncGenerator<Batch> {
  const today = dayOf(visit.now)
  const { from, until } = visit.range ?? { from: addDays(today, 1 - WINDOW_DAYS), until: today }
  const next = visit.range && readCursor(visit.cursor, cursorShape)?.next
  const spans = spansOf(from, until)
  const left = spans.filter(span => !next || span.until <= next)
  for (const [index, span] of left.entries()) {
    const found = await fetchSpan(visit, span)
    yield {
      papers: [],
      ...found,
      cursor: JSON.stringify({ next: left[index + 1]?.until ?? null }),
      done: { steps: spans.length - left.length + index + 1, ofSteps: spans.length },
    }
  }
}

type Span = { from: string; until: string }

function spansOf(from: string, until: string): Span[] {
  const spans: Span[] = []
  for (let end = until; end >= from; end = addDays(end, -WINDOW_DAYS)) {
    const start = addDays(end, 1 - WINDOW_DAYS)
    spans.push({ from: start > from ? start : from, until: end })
  }
  return spans
}

async function fetchSpan(visit: Visit, span: Span) {
  const stories: Story[] = []
  const refused: RefusedRecord[] = []
  for (const place of PLACES) {
    for (let page = 0; ; page++) {
      const answer = await visit.ask({ url: questionFor(visit, place, span, page), accept: 'application/json' })
      if (answer.kind !== 'text') throw new SourceError('refused', 'The search of Hacker News is not at its address.')
      const parsed = parseStories(answer.text)
      if (!parsed.ok) throw new SourceError('garbled', `Stories of Hacker News cannot be read: ${parsed.why}.`)
      stories.push(...parsed.stories)
      refused.push(...parsed.refused)
      if (parsed.hits === 0 || page + 1 >= Math.min(parsed.pages, MOST_HITS / PAGE)) break
    }
  }
  return { observations: observePoints(stories, visit.now), refused }
}

const PAGE = 250

function questionFor({ settings }: Visit, place: string, { from, until }: Span, page: number): string {
  const seconds = (day: string) => Date.parse(day) / 1000
  const told = `created_at_i>=${seconds(from)},created_at_i<${seconds(addDays(until, 1))}`
  const query = new URLSearchParams({
    query: place,
    restrictSearchableAttributes: 'url',
    tags: 'story',
    numericFilters: told,
    attributesToRetrieve: 'objectID,url,points',
    attributesToHighlight: '',
    hitsPerPage: String(PAGE),
    page: String(page),
  })
  return `${settings.HN_API_URL}/search_by_date?${query}`
}

/** Of several stories of one paper the highest counts: their readers are the same people, and the sum would count them twice. */
function observePoints(stories: Story[], observedAt: Date): Observation[] {
  const most = new Map<string, number>()
  for (const { arxivId, points } of stories) most.set(arxivId, Math.max(points, most.get(arxivId) ?? 0))
  return [...most].map(([arxivId, value]) => ({ arxivId, observedAt, signal: 'points', value }))
}

type Story = { arxivId: string; points: number }

const answerShape = z.object(
  { hits: z.array(z.unknown(), { error: 'it has to be a list' }), nbPages: z.number().int().min(0).catch(1) },
  { error: 'it has to be an object' },
)

const hitShape = z.object({
  objectID: z.unknown().optional(),
  url: z.string(),
  points: z.unknown().optional(),
})

/** Reads a page of `/search_by_date`. A story whose address is not that of a paper is none of ours, and none to complain of. */
export function parseStories(text: string): Parsed<{ stories: Story[]; hits: number; pages: number }> {
  const answer = parseJsonAnswer(text, answerShape)
  if (!answer.ok) return answer
  const stories: Story[] = []
  const refused: RefusedRecord[] = []
  for (const value of answer.value.hits) {
    const hit = hitShape.safeParse(value)
    const arxivId = hit.success ? findArxivId(hit.data.url) : null
    if (!hit.success || arxivId === null) continue
    const { objectID, points } = hit.data
    if (isCount(points)) stories.push({ arxivId, points })
    else if (points !== undefined && points !== null)
      refused.push({ record: `story ${quote(objectID)}`, why: `points: ${quote(points)} is no count` })
  }
  return { ok: true, stories, refused, hits: answer.value.hits.length, pages: answer.value.nbPages }
}

const READERS =
  /^https?:\/\/(?:(?:www\.|export\.)?arxiv\.org|(?:www\.)?alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|huggingface\.co|hf\.co)\/(?:abs|pdf|html|format|ps|papers|overview|resources)\/([^?#\s]+)/i

/** The paper that an address shows: at arXiv, or where its papers are read. */
function findArxivId(url: string): string | null {
  const path = READERS.exec(url.slice(0, 500))?.[1]?.replace(/(\.pdf)?\/?$/i, '')
  return path ? (parseArxivId(path)?.id ?? null) : null
}
