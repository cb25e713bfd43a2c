import { answerAway } from '#app/answer'
import { isDatabaseOut } from '#lib/database-fault'
import { log } from '#lib/log'
import { findOwnData } from '#lib/store/own-data'
import { holderOf } from '../holder.ts'

type Context = { params: Promise<{ token: string }> }

/** All that is kept of a reader, as a file, for whoever holds the link of the subscription. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const holder = holderOf((await params).token)
  if ('error' in holder)
    return answer({ error: { code: holder.error, message: 'This link opens no subscription.' } }, 404)
  try {
    const data = await findOwnData(holder.subscriberId)
    if (data) return answer(data, 200, { 'Content-Disposition': 'attachment; filename="attn-my-data.json"' })
    return answer({ error: { code: 'gone', message: 'Nothing is kept of this subscription.' } }, 404)
  } catch (error) {
    log.error('a reader could not get their data', error)
    if (isDatabaseOut(error)) return answerAway()
    return answer({ error: { code: 'failed', message: 'Something broke on our side. Try again later.' } }, 500)
  }
}

const answer = (data: unknown, status: number, headers: Record<string, string> = {}) =>
  new Response(`${JSON.stringify(data, null, 2)}\n`, {
    status,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  })
