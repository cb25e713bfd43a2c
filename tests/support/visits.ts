import { type Answer, type Batch, type Question, SourceError, type Subject, type Visit } from '#lib/sources/source'

/** What a service answers in a test: a text, nothing, or a failure. */
export type Served = string | 'missing' | SourceError

type Asked = { visit: Visit; questions: Question[] }

/** A visit whose questions are answered from a list or a function instead of by a service; what is not there is refused. */
export function makeVisit(
  serve: Record<string, Served> | ((url: string) => Served),
  { subjects = [], ...parts }: Partial<Omit<Visit, 'findSubjects' | 'ask'>> & { subjects?: Subject[] } = {},
): Asked {
  const questions: Question[] = []
  const visit: Visit = {
    now: new Date('2026-11-25T09:30:00Z'),
    cursor: null,
    settings: SETTINGS,
    ...parts,
    findSubjects: async limit => subjects.slice(0, limit),
    async ask(question): Promise<Answer> {
      questions.push(question)
      const served = typeof serve === 'function' ? serve(question.url) : serve[question.url]
      if (served instanceof SourceError) throw served
      if (served === undefined) throw new SourceError('refused', `${question.url} is not served here.`)
      return served === 'missing'
        ? { kind: 'missing' }
        : { kind: 'text', text: served, validators: { etag: null, lastModified: null } }
    },
  }
  return { visit, questions }
}

export const SETTINGS: Visit['settings'] = {
  ARXIV_API_URL: 'https://arxiv.test/api/query',
  ARXIV_OAI_URL: 'https://arxiv.test/oai',
  ARXIV_RSS_URL: 'https://arxiv.test/rss',
  HF_API_URL: 'https://hf.test/api',
  GITHUB_API_URL: 'https://github.test',
  OPENALEX_API_URL: 'https://openalex.test',
  HN_API_URL: 'https://hn.test/api/v1',
  ARXIV_QUERY: 'abs:transformer',
}

/** All that a source gives in a visit, and how it ended. */
export async function collect(batches: AsyncGenerator<Batch>): Promise<{ batches: Batch[]; error: unknown }> {
  const given: Batch[] = []
  try {
    for await (const batch of batches) given.push(batch)
    return { batches: given, error: null }
  } catch (error) {
    return { batches: given, error }
  }
}
