import { answerError } from '#app/answer'

export function GET(): Response {
  return answerError(
    404,
    'no-such-address',
    'There is nothing at this address. /api/v1/openapi.json lists what there is.',
  )
}
