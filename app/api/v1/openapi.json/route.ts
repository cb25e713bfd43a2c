import { answerJson, refuseMethod } from '#app/answer'
import { openApi } from '#lib/domain/feed/openapi'
import { env } from '#lib/env'

export { refuseMethod as DELETE, refuseMethod as PATCH, refuseMethod as POST, refuseMethod as PUT }

export function GET(request: Request): Response {
  return answerJson(request, openApi(env().SITE_URL))
}
