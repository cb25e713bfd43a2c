import {
  type Answer,
  type Batch,
  type Question,
  SourceError,
  type SourceSettings,
  type Visit,
} from '#lib/sources/source'

export const SETTINGS: SourceSettings = {
  ARXIV_API_URL: 'https://api.test/query',
  ARXIV_OAI_URL: 'https://oai.test/oai',
  ARXIV_RSS_URL: 'https://rss.test/rss',
  HF_API_URL: 'https://hf.test',
  GITHUB_API_URL: 'https://github.test',
  OPENALEX_API_URL: 'https://openalex.test',
  HN_API_URL: 'https://hn.test',
  ARXIV_QUERY: '(abs:transformer OR abs:attention) AND (cat:cs.* OR cat:stat.ML)',
}

export const NO_VALIDATORS = { etag: null, lastModified: null }

/** A visit whose questions are answered by a function of the parameters of their address; `asked` is what was asked, in order. */
export function visitOf(
  answer: (asked: URLSearchParams, question: Question) => string | Answer,
  parts: Partial<Omit<Visit, 'ask'>> = {},
): Visit & { asked: URLSearchParams[] } {
  const asked: URLSearchParams[] = []
  return {
    asked,
    settings: SETTINGS,
    now: new Date('2026-11-25T06:00:00Z'),
    cursor: null,
    findSubjects: async () => [],
    ...parts,
    async ask(question) {
      const parameters = new URL(question.url).searchParams
      asked.push(parameters)
      if (asked.length > 2000) throw new Error('it asks without end')
      const given = answer(parameters, question)
      return typeof given === 'string' ? { kind: 'text', text: given, validators: NO_VALIDATORS } : given
    },
  }
}

/** What a visit gave until its end, or until it failed. */
export async function runVisit(
  batches: AsyncGenerator<Batch>,
): Promise<{ batches: Batch[]; ids: string[]; error: SourceError | null; cursor: string | null }> {
  const given: Batch[] = []
  let error: SourceError | null = null
  try {
    for await (const batch of batches) given.push(batch)
  } catch (thrown) {
    if (!(thrown instanceof SourceError)) throw thrown
    error = thrown
  }
  return {
    batches: given,
    ids: given.flatMap(({ papers }) => papers.map(({ id }) => id)),
    error,
    cursor: given.at(-1)?.cursor ?? null,
  }
}
