import { answered, answerJson, refuseMethod } from '#app/answer'
import { readView } from '#app/view'
import { now } from '#lib/clock'
import type { PapersAnswer } from '#lib/domain/feed/answers'
import { answerPaper } from '#lib/domain/feed/paper-answer'
import { describeQuery } from '#lib/domain/query/describe'
import { type FeedQuery, topicsOf } from '#lib/domain/query/feed-query'
import { formatFeedUrl, formatSearchBox } from '#lib/domain/query/feed-url'
import { env } from '#lib/env'
import { findFacets } from '#lib/store/facets'
import { PAGE_SIZE } from '#lib/store/feed'
import { readLimit } from './limit.ts'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

export const GET = answered(async (request: Request) => {
  const parameters = new URL(request.url).searchParams
  const { limit, ignored: wrongLimits } = readLimit(parameters.getAll('limit'))
  const { query, ignored, feed } = await readView(withoutLimits(parameters), limit)
  const site = env().SITE_URL
  const answer: PapersAnswer = {
    query: answerQuery(query, limit),
    ignored: [...ignored, ...wrongLimits],
    total: feed.total,
    complete: feed.complete,
    partial: feed.partial,
    ranked: feed.ranked,
    papers: feed.papers.map(paper => answerPaper(paper, site)),
    facets: await findFacets(query, now()),
    next: query.page < feed.pages ? `${site}/api/v1/papers${nextPage(query, limit)}` : null,
  }
  return answerJson(request, answer)
})

const withoutLimits = (parameters: URLSearchParams) => [...parameters].filter(([name]) => name !== 'limit')

function answerQuery(query: FeedQuery, limit: number): PapersAnswer['query'] {
  const topic = [...topicsOf(query), ...topicsOf(query, true).map(slug => `-${slug}`)]
  const { window, sort, ranking, page } = query
  return { title: describeQuery(query), q: formatSearchBox(query), topic, window, sort, ranking, page, limit }
}

function nextPage(query: FeedQuery, limit: number): string {
  const url = formatFeedUrl({ ...query, page: query.page + 1 })
  return limit === PAGE_SIZE ? url : `${url}&limit=${limit}`
}
