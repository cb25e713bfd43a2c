import { z } from 'zod'
import { parseArxivId } from '#lib/domain/paper/arxiv-id'
import { observe, parseJsonAnswer, quote } from './json-answer.ts'
import type { Batch, Observation, Parsed, RefusedRecord, Source, Visit } from './source.ts'
import { SourceError } from './source.ts'

const DAY_MS = 24 * 3_600_000

/**
 * Papers in one question: 100 values may be joined by `|`, and a paper has three addresses. Two questions for each 33 papers, a hundredth of
 * a cent each: without a key there is at least a cent a day for an address, with a free one a dollar.
 * @see https://developers.openalex.org/api-reference/authentication
 */
const TOGETHER = 33
const PAPERS = { anonymous: 1500, known: 10_000 }

export const openAlex: Source = {
  name: 'openalex',
  about: 'citations',
  politeness: () => ({ service: 'openalex', gapMs: 1000 }),
  everyMs: DAY_MS,
  staleness: { kind: 'every', lateMs: 2 * DAY_MS, staleMs: 7 * DAY_MS },
  takesRange: false,
  fetch: fetchOpenAlex,
}

/** Asks about the papers most wanted. There is no cursor: who was asked about is known to whoever finds the papers. */
async function* fetchOpenAlex(visit: Visit): AsyncGenerator<Batch> {
  const subjects = await visit.findSubjects(visit.settings.OPENALEX_API_KEY ? PAPERS.known : PAPERS.anonymous)
  const ids = [...new Set(subjects.map(({ arxivId }) => arxivId))]
  for (let first = 0; first < ids.length; first += TOGETHER) {
    const some = ids.slice(first, first + TOGETHER)
    const found = await fetchCitations(visit, some)
    yield { papers: [], ...found, cursor: 'null', done: { steps: first + some.length, ofSteps: ids.length } }
  }
}

async function fetchCitations({ ask, settings, now }: Visit, arxivIds: string[]) {
  const refused: RefusedRecord[] = []
  const most = new Map<string, number>()
  for (const url of questionsFor(arxivIds, settings.OPENALEX_API_URL)) {
    const key = settings.OPENALEX_API_KEY
    const answer = await ask({
      url,
      accept: 'application/json',
      about: arxivIds,
      ...(key && { authorization: `Bearer ${key}` }),
    })
    if (answer.kind !== 'text') throw new SourceError('refused', 'OpenAlex has no list of works at its address.')
    const parsed = parseWorks(answer.text, now)
    if (!parsed.ok) throw new SourceError('garbled', `Citations from OpenAlex cannot be read: ${parsed.why}.`)
    refused.push(...parsed.refused)
    for (const { arxivId, value } of parsed.observations) most.set(arxivId, Math.max(value, most.get(arxivId) ?? 0))
  }
  const observations = arxivIds.flatMap((arxivId): Observation[] => {
    const value = most.get(arxivId)
    return value === undefined ? [] : [{ arxivId, observedAt: now, signal: 'citations', value }]
  })
  return { observations, refused }
}

/**
 * A paper can be a work of its own, with the DOI that arXiv gave it, and a part of the work that was published later, whose DOI is the
 * journal's and among whose locations arXiv is one. Both are asked for, always, and the higher count is the paper's: a count that depended on
 * which of them is found would jump.
 */
function questionsFor(arxivIds: string[], base: string): string[] {
  const doi = (id: string) => `10.48550/arxiv.${id}`
  const places = arxivIds.flatMap(id => [
    `http://arxiv.org/abs/${id}`,
    `https://arxiv.org/abs/${id}`,
    `https://doi.org/${doi(id)}`,
  ])
  const ask = (filter: string, values: string[]) =>
    `${base}/works?filter=${filter}:${values.join('%7C')}&select=id,doi,cited_by_count,locations&sort=cited_by_count:desc&per_page=100`
  return [ask('doi', arxivIds.map(doi)), ask('locations.landing_page_url', places)]
}

const worksShape = z.object(
  { results: z.array(z.unknown(), { error: 'it has to be a list' }) },
  { error: 'it has to be an object' },
)

const workShape = z.object({
  id: z.unknown().optional(),
  doi: z.string().nullish().catch(null),
  cited_by_count: z.unknown().optional(),
  locations: z.array(z.object({ landing_page_url: z.string().nullish() }).catch({ landing_page_url: null })).catch([]),
})

/** Reads a page of `/works?select=id,doi,cited_by_count,locations`. `observedAt`: when it was asked for. */
export function parseWorks(text: string, observedAt: Date): Parsed<{ observations: Observation[] }> {
  const answer = parseJsonAnswer(text, worksShape)
  if (!answer.ok) return answer
  const observations: Observation[] = []
  const refused: RefusedRecord[] = []
  for (const [index, value] of answer.value.results.entries()) {
    const work = workShape.safeParse(value)
    if (!work.success) {
      refused.push({ record: `work ${index + 1}`, why: 'it has to be an object' })
      continue
    }
    const papers = papersOf(work.data)
    if (papers.length > 1) {
      // OpenAlex takes papers with the same title for one: the citations are then those of neither.
      refused.push({
        record: quote(work.data.id),
        why: `it joins ${papers.length} papers: ${papers.slice(0, 3).join(', ')}`,
      })
      continue
    }
    if (papers.length === 0) continue
    const found = observe(papers[0]!, observedAt, { citations: work.data.cited_by_count })
    observations.push(...found.observations)
    refused.push(...found.refused)
  }
  return { ok: true, observations, refused }
}

/** The papers of arXiv that a work is: by its own DOI, else by where it lies. */
function papersOf({ doi, locations }: z.infer<typeof workShape>): string[] {
  const own = doi ? parseArxivId(doi)?.id : undefined
  if (own) return [own]
  const ids = locations.map(({ landing_page_url: url }) => (url ? parseArxivId(url)?.id : undefined))
  return [...new Set(ids)].filter(id => id !== undefined)
}
