import { answerError, answered, answerJson, refuseMethod } from '#app/answer'
import { canonicalId, readId } from '#app/papers/canonical-id'
import { answerOnePaper, answerPaper } from '#lib/domain/feed/paper-answer'
import { env } from '#lib/env'
import { findPaper } from '#lib/store/papers'
import { findRelated } from '#lib/store/related'
import { findSignalHistory } from '#lib/store/signal-history'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

const RELATED = 10

type Context = { params: Promise<{ id: string[] }> }

/** One paper, and under `…/related` those like it. Old arXiv ids have a slash, so that both share a route. */
export const GET = answered(async (request: Request, { params }: Context) => {
  const segments = (await params).id
  const wantsRelated = segments.length > 1 && segments.at(-1) === 'related'
  const id = canonicalId(readId(wantsRelated ? segments.slice(0, -1) : segments))
  const found = await findPaper(id)
  if (!found) return answerError(404, 'no-such-paper', `There is no paper ${id.slice(0, 100)} here.`)
  if (found.kind === 'moved') return redirectTo(`/api/v1/papers/${found.to}${wantsRelated ? '/related' : ''}`)
  const site = env().SITE_URL
  if (!wantsRelated) {
    const history = await findSignalHistory(found.paper.arxivId)
    return answerJson(request, answerOnePaper(found.paper, { ...found, history }, site))
  }
  const related = await findRelated(found.paper.pk, RELATED)
  return answerJson(request, { papers: related.map(paper => answerPaper(paper, site)) })
})

const redirectTo = (location: string) =>
  new Response(null, { status: 308, headers: { Location: location, 'Access-Control-Allow-Origin': '*' } })
