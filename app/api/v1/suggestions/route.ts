import { answered, answerJson, refuseMethod } from '#app/answer'
import type { SuggestionsAnswer } from '#lib/domain/feed/answers'
import { suggestionHref } from '#lib/domain/feed/places'
import { readableTex } from '#lib/domain/tex/readable-tex'
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
    suggestions: suggestions.map(suggestion => {
      const url = site + suggestionHref(suggestion)
      // As a list of plain text shows it: a browser that set formulas for it would load ten times its script.
      return suggestion.kind === 'paper'
        ? { ...suggestion, title: readableTex(suggestion.title), url }
        : { ...suggestion, url }
    }),
  }
  return answerJson(request, answer)
})
