import { answerJson } from '#app/answer'
import { openApi } from '#lib/domain/feed/openapi'
import { env } from '#lib/env'

export function GET(request: Request): Response {
  return answerJson(request, openApi(env().SITE_URL))
}
