import type { SourceSettings } from '#lib/sources/source'
import type { Made, MadeRecord } from './arxiv-answers.ts'
import { answerAsArxiv, answerAsOai } from './fake-arxiv.ts'
import type { Page } from './source-server.ts'

/** What the services of this world know in a test. Each is played at a path of its own on one server. */
export type PlayedServices = {
  /** arXiv, by query. */
  papers: Made[]
  /** arXiv, by OAI-PMH, in the order of their stamps. */
  records: MadeRecord[]
  /** Answers of which nothing is made up: the feed of arXiv, and the days of Hugging Face. */
  feed: string
  days: Record<string, string>
  /** Stars of repositories, citations and points of papers. */
  stars: Record<string, number>
  citations: Record<string, number>
  points: Record<string, number>
}

export const NO_SERVICES: PlayedServices = {
  papers: [],
  records: [],
  feed: '<rss version="2.0"><channel><title>none today</title></channel></rss>',
  days: {},
  stars: {},
  citations: {},
  points: {},
}

/** The settings with which the services are asked at a server that plays them. */
export const settingsAt = (url: string): SourceSettings => ({
  ARXIV_API_URL: `${url}/arxiv`,
  ARXIV_OAI_URL: `${url}/oai`,
  ARXIV_RSS_URL: `${url}/rss`,
  HF_API_URL: `${url}/hf`,
  GITHUB_API_URL: `${url}/github`,
  OPENALEX_API_URL: `${url}/openalex`,
  HN_API_URL: `${url}/hn`,
  BIORXIV_URL: `${url}/biorxiv`,
  ARXIV_QUERY: '(abs:transformer OR abs:attention) AND cat:cs.*',
})

const xml = (body: string): Page => ({ headers: { 'content-type': 'application/xml; charset=utf-8' }, body })
const json = (value: unknown): Page => ({
  headers: { 'content-type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
})

/** Answers as all of them would. */
export function answerAsServices(played: PlayedServices, url: URL): Page {
  const [, service, ...path] = url.pathname.split('/')
  const asked = url.searchParams
  if (service === 'arxiv') return xml(answerAsArxiv(played.papers, asked))
  if (service === 'oai') return xml(answerAsOai(played.records, asked))
  if (service === 'rss') return { ...xml(played.feed), headers: { etag: '"today"' } }
  if (service === 'hf') return json(played.days[asked.get('date') ?? ''] ?? '[]')
  if (service === 'hn') return json(answerAsHackerNews(played.points, asked))
  if (service === 'openalex') return json(answerAsOpenAlex(played.citations, asked))
  if (service === 'biorxiv') return json({ messages: [{ status: 'no posts found' }], collection: [] })
  const name = path.slice(1).join('/')
  const stars = played.stars[name]
  return stars === undefined
    ? { status: 404, body: '{"message":"Not Found"}' }
    : json({ full_name: name, stargazers_count: stars })
}

function answerAsHackerNews(points: Record<string, number>, asked: URLSearchParams) {
  const isArxiv = asked.get('query') === 'arxiv.org'
  const hits = Object.entries(points).map(([id, count], i) => ({
    objectID: String(i),
    url: `https://arxiv.org/abs/${id}`,
    points: count,
  }))
  return { hits: isArxiv ? hits : [], nbPages: 1 }
}

function answerAsOpenAlex(citations: Record<string, number>, asked: URLSearchParams) {
  const filter = asked.get('filter') ?? ''
  const found = Object.entries(citations).filter(([id]) => filter.startsWith('doi:') && filter.includes(`arxiv.${id}`))
  return {
    results: found.map(([id, count]) => ({
      id: `W${id}`,
      doi: `https://doi.org/10.48550/arxiv.${id}`,
      cited_by_count: count,
    })),
  }
}
