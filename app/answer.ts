import { createHash } from 'node:crypto'
import { isDatabaseOut } from '#lib/database-fault'
import { log } from '#lib/log'

/** Anyone's script may read what anyone's browser may. */
const OPEN = { 'Access-Control-Allow-Origin': '*' }

/** An answer that clients may keep but have to ask about again; asked again unchanged, it is empty (304). */
export function answerText(request: Request, type: string, body: string): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { ...OPEN, 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: etag }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  const unchanged = known.some(tag => tag.trim().replace(/^W\//, '') === etag)
  return new Response(unchanged ? null : body, { status: unchanged ? 304 : 200, headers })
}

export function answerJson(request: Request, data: unknown, type = 'application/json'): Response {
  return answerText(request, `${type}; charset=utf-8`, `${JSON.stringify(data, null, 2)}\n`)
}

/** What answers the methods that change something: nothing here can be changed by a script. */
export function refuseMethod(): Response {
  const answer = answerError(405, 'method-not-allowed', 'This address can only be read: ask with GET.')
  answer.headers.set('Allow', 'GET, HEAD')
  return answer
}

type Handler<Context> = (request: Request, context: Context) => Promise<Response>

/** A handler whose failure is an answer too, in the form that scripts expect. */
export function answered<Context>(handler: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      return await handler(request, context)
    } catch (error) {
      log.error('an answer failed', error)
      if (isDatabaseOut(error)) return answerAway()
      return answerError(500, 'failed', 'Something broke on our side. Try again later; /status may say why.')
    }
  }
}

/** How long a script is told to wait for a database that does not answer, in seconds. */
export const RETRY_AFTER_S = 30

/** What a script is told while the database does not answer: when to ask again. What was just being written may have been written. */
export function answerAway(): Response {
  const answer = answerError(503, 'away', 'The database does not answer at this moment. Try again.')
  answer.headers.set('Retry-After', String(RETRY_AFTER_S))
  return answer
}

/** What went wrong, for a script and for the person who wrote it. */
export function answerError(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { ...OPEN, 'Cache-Control': 'no-store' } })
}
