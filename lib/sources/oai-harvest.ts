import { z } from 'zod'
import { addDays, countDays, earlier } from './days.ts'
import { type OaiPage, parseOai } from './oai-page.ts'
import { type RefusedRecord, SourceError, type Visit } from './source.ts'

/** Days asked for at once. A page of the set cs holds about a day, so that a list that is lost half way costs some requests, not hours. */
const WINDOW_DAYS = 7

/** How often a list is begun again whose token was refused, without having come any further. */
const RESTARTS = 3

/** Pages without a record that are followed. */
const EMPTY_PAGES = 5

const day = z.iso.date()

/** A page of a harvest of the days of change from `from` to `until`: of the window that begins at `day`, in a set, after a token. */
export const harvestPlace = z.object({
  from: day,
  until: day,
  sets: z.array(z.string()),
  day,
  set: z.int().min(0),
  token: z.string().nullable(),
  /** The day of change that was reached: all records of the days before it were given. */
  reached: day,
  /** What the page before was told by: it must not come again. */
  mark: z.string(),
})

export type HarvestPlace = z.output<typeof harvestPlace>

/** A page of a harvest and where to go on after it; `next` is null after the last. */
export type HarvestPage = Omit<OaiPage, 'token'> & {
  refused: RefusedRecord[]
  next: HarvestPlace | null
  done: { steps: number; ofSteps: number }
}

export const firstHarvestPlace = (from: string, until: string, sets: string[]): HarvestPlace => ({
  ...{ from, until, sets, day: from, set: 0 },
  ...{ token: null, reached: from, mark: '' },
})

const NOTHING = { records: [], deleted: [], refused: [], stamps: null, mark: '', token: null }

/**
 * Asks for all records that changed on some days, a week and a set at a time, page after page by resumption token. A token that is refused (they expire at
 * midnight) begins the week again at the day of change that was reached: records of that day come twice, none is lost.
 * @throws SourceError when the service gives a page or a token for the second time, refuses tokens without end, or the question
 */
export async function* harvest(visit: Visit, begin: HarvestPlace): AsyncGenerator<HarvestPage> {
  let place: HarvestPlace | null = begin
  let restarts = 0
  let furthest = begin.reached
  let empty = 0
  let tokens = new Set<string>()
  while (place) {
    const asked: HarvestPlace = place
    const page = await askOai(visit, asked)
    if (page === 'token refused') {
      if (++restarts > RESTARTS) {
        throw new SourceError(
          'garbled',
          `arXiv's OAI service refused its own resumption tokens ${restarts} times at ${asked.reached}.`,
        )
      }
      place = { ...asked, token: null, mark: '' }
      tokens = new Set()
      continue
    }
    empty = page.mark ? 0 : empty + 1
    refuseRepetition(page, asked, tokens, empty)
    const next = placeAfter(asked, page)
    if (next?.token == null) tokens = new Set()
    if (next && (next.reached > furthest || next.token === null)) {
      restarts = 0
      furthest = next.reached
    }
    yield { ...page, next, done: progress(asked, next) }
    place = next
  }
}

async function askOai(
  visit: Visit,
  place: HarvestPlace,
): Promise<(OaiPage & { refused: RefusedRecord[] }) | 'token refused'> {
  const answer = await visit.ask({ url: urlOf(visit.settings.ARXIV_OAI_URL, place), accept: 'text/xml' })
  if (answer.kind !== 'text')
    throw new SourceError('garbled', "arXiv's OAI service says that there is no such address.")
  const page = parseOai(answer.text)
  if (page.ok) return page
  // An unknown set was seen to be told in the same way as days on which nothing changed.
  if (page.code === 'noRecordsMatch' && !/match any sets/i.test(page.why)) return NOTHING
  if (page.code === 'badResumptionToken' && place.token !== null) return 'token refused'
  throw new SourceError(page.code ? 'refused' : 'garbled', `The answer of arXiv's OAI service ${page.why}.`)
}

function urlOf(base: string, place: HarvestPlace): string {
  const set = place.sets[place.set]
  const parameters = new URLSearchParams(
    place.token === null
      ? {
          verb: 'ListRecords',
          metadataPrefix: 'arXiv',
          from: place.reached,
          until: endOfWindow(place),
          ...(set && { set }),
        }
      : // arXiv's tokens are URL-encoded text; they are encoded once more like any other value, as the protocol wants it.
        { verb: 'ListRecords', resumptionToken: place.token },
  )
  return `${base}?${parameters}`
}

const endOfWindow = ({ day, until }: HarvestPlace): string => earlier(addDays(day, WINDOW_DAYS - 1), until)

function refuseRepetition({ mark, token }: OaiPage, asked: HarvestPlace, tokens: Set<string>, empty: number): void {
  if ((mark !== '' && mark === asked.mark) || (token !== null && (token === asked.token || tokens.has(token)))) {
    throw new SourceError('garbled', `arXiv's OAI service gave the same page twice (${mark || 'an empty one'}).`)
  }
  if (token === null) return
  if (empty > EMPTY_PAGES) {
    throw new SourceError('garbled', `arXiv's OAI service gave ${empty} pages without a record in a row.`)
  }
  tokens.add(token)
}

function placeAfter(place: HarvestPlace, page: OaiPage): HarvestPlace | null {
  if (page.token !== null) return { ...place, token: page.token, mark: page.mark, reached: reachedBy(place, page) }
  const end = endOfWindow(place)
  const rest = { token: null, mark: '' }
  if (place.set + 1 < place.sets.length) return { ...place, ...rest, set: place.set + 1, reached: place.day }
  if (end >= place.until) return null
  const day = addDays(end, 1)
  return { ...place, ...rest, set: 0, day, reached: day }
}

/** The last day of the page, where records stand in the order of change as they do since 2025; else nothing before is known to be complete. */
function reachedBy({ day, reached }: HarvestPlace, { stamps }: OaiPage): string {
  if (!stamps) return reached
  if (!stamps.sorted || stamps.first < reached) return day
  return stamps.last
}

function progress(place: HarvestPlace, next: HarvestPlace | null): HarvestPage['done'] {
  const sets = Math.max(1, place.sets.length)
  const windows = Math.ceil(countDays(place.from, place.until) / WINDOW_DAYS)
  const ofSteps = windows * sets
  if (!next) return { steps: ofSteps, ofSteps }
  return { steps: ((countDays(next.from, next.day) - 1) / WINDOW_DAYS) * sets + next.set, ofSteps }
}
