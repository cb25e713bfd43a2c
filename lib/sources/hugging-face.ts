import { z } from 'zod'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { parseRepository } from '#lib/domain/paper/code-links'
import { readCursor } from './cursor.ts'
import { addDays, dayOf } from './days.ts'
import { observe, parseJsonAnswer, quote } from './json-answer.ts'
import { parsePaperRecord } from './paper-record.ts'
import type { Batch, HeardPaper, Observation, Parsed, RefusedRecord, Source, Visit } from './source.ts'
import { SourceError } from './source.ts'

const HOUR_MS = 3_600_000

/** Upvotes of a paper grow for about two weeks: so many days are asked again twice a day, the newest of them at every visit. */
const FORTNIGHT = 15
const RECENT = 3
const FORTNIGHT_EVERY_MS = 12 * HOUR_MS

/** As many as the service gives at once, and more pages than a day ever had. */
const PAGE = 100
const MOST_PAGES = 10

/**
 * The community's daily list. 3 requests a visit, 15 twice a day: about 100 a day, where 500 in five minutes are allowed.
 * @see https://huggingface.co/docs/hub/rate-limits
 */
export const huggingFace: Source = {
  name: 'hugging-face',
  about: 'upvotes, comments and code of the daily papers',
  politeness: () => ({ service: 'hugging-face', gapMs: 1000 }),
  everyMs: HOUR_MS,
  staleness: { kind: 'every', lateMs: 6 * HOUR_MS, staleMs: 48 * HOUR_MS },
  takesRange: true,
  fetch: fetchHuggingFace,
}

/** A day is asked once more when a visit was cut off; what is observed is always observed now, however old the day. */
async function* fetchHuggingFace(visit: Visit): AsyncGenerator<Batch> {
  const plan = planVisit(visit)
  const left = plan.days.filter(day => day <= plan.next)
  let isThere = false
  for (const [index, day] of left.entries()) {
    const found = await fetchDay(visit, day)
    isThere ||= found !== null
    if (!isThere && index === left.length - 1)
      throw new SourceError('refused', `The daily papers of Hugging Face are not at their address (${day}: 404).`)
    const next = left[index + 1] ?? null
    const isFull = next === null && plan.cursor.plan === 'fortnight'
    const cursor: Cursor = { ...plan.cursor, next, fullAt: isFull ? visit.now.toISOString() : plan.cursor.fullAt }
    const steps = plan.days.length
    yield {
      ...(found ?? NOTHING),
      enrichOnly: true,
      cursor: JSON.stringify(cursor),
      done: { steps: steps - left.length + index + 1, ofSteps: steps },
    }
  }
}

const NOTHING = { papers: [], observations: [], refused: [] }

const cursorShape = z.object({
  plan: z.enum(['recent', 'fortnight', 'range']),
  startedAt: z.iso.datetime(),
  /** The day to go on with, or null when the visit came to its end. */
  next: z.iso.date().nullable(),
  /** When all days of a fortnight were asked last. */
  fullAt: z.iso.datetime().nullable(),
})
type Cursor = z.infer<typeof cursorShape>

/** `cursor`: as it is before the first day that is asked. */
type Plan = { days: string[]; next: string; cursor: Cursor }

function planVisit({ now, cursor, range }: Visit): Plan {
  const past = readCursor(cursor, cursorShape)
  const fullAt = past?.fullAt ?? null
  const today = dayOf(now)
  // Tomorrow is an error there, not an empty list.
  const until = range && range.until < today ? range.until : today
  // A time in the future is of a clock that was wrong.
  const agoMs = (time: string) => {
    const ms = now.getTime() - Date.parse(time)
    return ms >= 0 ? ms : Number.POSITIVE_INFINITY
  }
  const isSoon = past !== null && agoMs(past.startedAt) < HOUR_MS
  const cutOff = past?.next && (range || isSoon) ? { ...past, next: past.next } : null
  const isFullDue = fullAt === null || agoMs(fullAt) >= FORTNIGHT_EVERY_MS
  const plan = range ? 'range' : (cutOff?.plan ?? (isFullDue ? 'fortnight' : 'recent'))
  const from = range ? range.from : addDays(today, 1 - (plan === 'fortnight' ? FORTNIGHT : RECENT))
  return {
    days: daysBetween(from, until),
    next: cutOff?.next ?? until,
    cursor: { plan, startedAt: cutOff?.startedAt ?? now.toISOString(), next: until, fullAt },
  }
}

/** All days from one until another, both included, the newest first; none when they are the wrong way round. */
function daysBetween(from: string, until: string): string[] {
  const days: string[] = []
  for (let day = until; day >= from; day = addDays(day, -1)) days.push(day)
  return days
}

/** Null where there is no such day. */
async function fetchDay({ ask, settings, now }: Visit, day: string): Promise<Omit<Batch, 'cursor'> | null> {
  const pages: DailyPapers[] = []
  const refused: RefusedRecord[] = []
  for (let page = 0; page < MOST_PAGES; page++) {
    const url = `${settings.HF_API_URL}/daily_papers?date=${day}&limit=${PAGE}${page ? `&p=${page}` : ''}`
    const answer = await ask({ url, accept: 'application/json' })
    if (answer.kind !== 'text' && page === 0) return null
    if (answer.kind !== 'text') break
    const parsed = parseDailyPapers(answer.text, now)
    if (!parsed.ok) throw new SourceError('garbled', `The daily papers of ${day} cannot be read: ${parsed.why}.`)
    pages.push(parsed)
    refused.push(...parsed.refused)
    if (parsed.items < PAGE) break
  }
  return {
    papers: pages.flatMap(page => page.papers),
    observations: pages.flatMap(page => page.observations),
    refused,
  }
}

/** `items`: how many there were, readable or not. */
type DailyPapers = { items: number; papers: HeardPaper[]; observations: Observation[] }

const answerShape = z.array(z.unknown(), { error: 'it has to be a list' })

// Fields came and went since 2023; what is not there says nothing.
const itemShape = z.object({
  numComments: z.unknown().optional(),
  paper: z.object({
    id: z.string(),
    upvotes: z.unknown().optional(),
    title: z.unknown().optional(),
    summary: z.unknown().optional(),
    authors: z.array(z.object({ name: z.string() })).catch([]),
    publishedAt: z.string().nullish().catch(null),
    githubRepo: z.string().nullish().catch(null),
    githubStars: z.unknown().optional(),
  }),
})

/** Reads one page of `/api/daily_papers`. `observedAt`: when it was asked for. */
export function parseDailyPapers(text: string, observedAt: Date): Parsed<DailyPapers> {
  const answer = parseJsonAnswer(text, answerShape)
  if (!answer.ok) return answer
  const all: Extract<Parsed<DailyPapers>, { ok: true }> = {
    ok: true,
    items: answer.value.length,
    papers: [],
    observations: [],
    refused: [],
  }
  for (const [index, value] of answer.value.entries()) {
    const item = itemShape.safeParse(value)
    const arxivId = item.success ? parseArxivId(item.data.paper.id)?.id : undefined
    if (!item.success || !arxivId) {
      const named = item.success ? `${quote(item.data.paper.id)} is no arXiv id` : 'it has no paper with an id'
      all.refused.push({ record: `item ${index + 1}`, why: named })
      continue
    }
    const { paper, numComments } = item.data
    const { observations, refused } = observe(arxivId, observedAt, {
      upvotes: paper.upvotes,
      comments: numComments,
      githubStars: paper.githubStars,
    })
    all.observations.push(...observations)
    all.refused.push(...refused)
    const heard = readPaper(arxivId, paper)
    if ('paper' in heard) all.papers.push(heard.paper)
    else all.refused.push({ record: arxivId, why: `${heard.refused.field}: ${heard.refused.why}` })
  }
  return all
}

// What the list says of a paper itself. Where that is not enough to be one, its upvotes count all the same.
function readPaper(arxivId: string, paper: z.infer<typeof itemShape>['paper']) {
  const repository = paper.githubRepo ? parseRepository(paper.githubRepo) : null
  return parsePaperRecord({
    arxivId,
    title: paper.title,
    abstract: paper.summary,
    authors: paper.authors.map(({ name }) => name),
    published: readPublished(paper.publishedAt),
    codeUrl: repository && `https://github.com/${repository.owner}/${repository.name}`,
  })
}

/** Since 2026 the hour is cut off, which is not midnight. */
function readPublished(time: string | null | undefined): string | null {
  const at = readTime(time)?.toISOString()
  return at ? at.replace(/T00:00:00.000Z$/, '') : null
}

function readTime(text: string | null | undefined): Date | undefined {
  const at = new Date(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text ?? '') ? text! : Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}
