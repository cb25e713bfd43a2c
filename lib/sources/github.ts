import { z } from 'zod'
import { parseRepository } from '#lib/domain/paper/code-links'
import { isCount, observe, parseJsonAnswer, quote } from './json-answer.ts'
import type { Batch, Parsed, Source, SourceSettings, Subject, Visit } from './source.ts'
import { SourceError } from './source.ts'

const HOUR_MS = 3_600_000

/**
 * One question a repository. Without a token GitHub answers 60 an hour to an address, so that a visit asks about 45 papers; with one it
 * answers 5,000. REST with a token too, where GraphQL would take a hundred at once: it is the same question and the same answer in both
 * cases, renamed and deleted repositories are told one by one, and 1,000 an hour are enough. No ETag: without a token `304` counts as well.
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
const BUDGET = {
  anonymous: { papers: 45, perHour: 50, gapMs: 2000 },
  known: { papers: 1000, perHour: 4500, gapMs: 750 },
}
/** Repositories whose stars are stored together. */
const TOGETHER = 10

export const github: Source = {
  name: 'github',
  about: 'stars of the code of papers',
  politeness(settings) {
    const { gapMs, perHour } = budgetOf(settings)
    return { service: 'github', gapMs, perHour }
  },
  everyMs: HOUR_MS,
  staleness: { kind: 'every', lateMs: 6 * HOUR_MS, staleMs: 48 * HOUR_MS },
  takesRange: false,
  fetch: fetchGitHub,
}

const budgetOf = (settings: SourceSettings) => (settings.GITHUB_TOKEN ? BUDGET.known : BUDGET.anonymous)

/**
 * Asks about the papers most wanted; those that share a repository share the question. What was learned before a question failed is given
 * before the failure is. There is no cursor: who was asked about is known to whoever finds the papers.
 */
async function* fetchGitHub(visit: Visit): AsyncGenerator<Batch> {
  const wanted = groupByRepository(await visit.findSubjects(budgetOf(visit.settings).papers))
  let refusals = 0
  let steps = 0
  for (let first = 0; first < wanted.length; first += TOGETHER) {
    const batch: Batch = { papers: [], observations: [], refused: [], cursor: 'null' }
    let failure: unknown = null
    for (const repository of wanted.slice(first, first + TOGETHER)) {
      try {
        await askFor(repository, visit, batch)
        refusals = 0
      } catch (error) {
        // One that is blocked by law (451) must not stand in the way of the others; a token that is wrong stands before all of them.
        const isItsOwn = error instanceof SourceError && error.kind === 'refused' && ++refusals < 3
        if (!isItsOwn) {
          failure = error
          break
        }
        batch.refused.push({ record: repository.path, why: error.message })
      }
      steps++
    }
    batch.done = { steps, ofSteps: wanted.length }
    if (failure === null || batch.observations.length > 0) yield batch
    if (failure !== null) throw failure
  }
}

type Wanted = { path: string; arxivIds: string[] }

/** The repositories of papers in the order of the papers. Names differ by case only for people. */
function groupByRepository(subjects: Subject[]): Wanted[] {
  const wanted = new Map<string, Wanted>()
  for (const { arxivId, codeUrl } of subjects) {
    const repository = codeUrl === null ? null : parseRepository(codeUrl)
    if (!repository) continue
    const path = `${repository.owner}/${repository.name}`
    const same = wanted.get(path.toLowerCase())
    if (same) same.arxivIds.push(arxivId)
    else wanted.set(path.toLowerCase(), { path, arxivIds: [arxivId] })
  }
  return [...wanted.values()]
}

async function askFor({ path, arxivIds }: Wanted, { ask, settings, now }: Visit, into: Batch): Promise<void> {
  const { GITHUB_API_URL, GITHUB_TOKEN } = settings
  const answer = await ask({
    url: `${GITHUB_API_URL}/repos/${path}`,
    accept: 'application/vnd.github+json',
    about: arxivIds,
    ...(GITHUB_TOKEN && { authorization: `Bearer ${GITHUB_TOKEN}` }),
  })
  // Deleted or made private: nothing is known of its stars, which is not that it has none.
  if (answer.kind !== 'text') return
  const parsed = parseGitHubRepository(answer.text)
  if (!parsed.ok) {
    into.refused.push({ record: path, why: parsed.why })
    return
  }
  into.observations.push(...arxivIds.flatMap(id => observe(id, now, { githubStars: parsed.stars }).observations))
}

const repositoryShape = z.object(
  { full_name: z.string({ error: 'it is missing' }), stargazers_count: z.unknown().optional() },
  { error: 'it has to be an object' },
)

/** Reads an answer of `/repos/OWNER/NAME`. Whether it is a fork or archived changes nothing about its stars. */
export function parseGitHubRepository(text: string): Parsed<{ stars: number }> {
  const answer = parseJsonAnswer(text, repositoryShape)
  if (!answer.ok) return answer
  const { stargazers_count: stars } = answer.value
  if (!isCount(stars)) return { ok: false, why: `stargazers_count: ${quote(stars)} is no count` }
  return { ok: true, stars, refused: [] }
}
