import { answered, answerJson, refuseMethod } from '#app/answer'
import type { SuggestionsAnswer } from '#lib/domain/feed/answers'
import { suggestionHref } from '#lib/domain/feed/places'
import { env } from '#lib/env'
import { findSuggestions } from '#lib/store/suggestions'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

/** As many as one takes in at a glance. */
const MOST = 8

export const GET = answered(async (request: Request) => {
  const text = new URL(request.url).searchParams.get('q') ?? ''
  const suggestions = await findSuggestions(text, MOST)
  const site = env().SITE_URL
  const answer: SuggestionsAnswer = {
    suggestions: suggestions.map(suggestion => ({ ...suggestion, url: site + suggestionHref(suggestion) })),
  }
  return answerJson(request, answer)
})
