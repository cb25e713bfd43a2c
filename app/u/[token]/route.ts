import { answered } from '#app/answer'
import { now } from '#lib/clock'
import { secret } from '#lib/secret'
import { leaveSubscription } from '#lib/store/subscribers'
import { readToken } from '#lib/token'

type Context = { params: Promise<{ token: string }> }

/**
 * One-click unsubscribe (RFC 8058 §3.2): a mail program posts here without cookies or Origin and follows no redirect. What it posts
 * needs no reading: the address says it all.
 */
export const POST = answered(async (_request: Request, { params }: Context): Promise<Response> => {
  const holder = readToken('leave', (await params).token, secret(), now())
  if ('error' in holder) return answer('This link does not belong to any subscription.', 404)
  await leaveSubscription(holder.subscriberId, now())
  return answer('You have left. Nothing more will be sent to you.', 200)
})

/** Scanners and prefetchers follow links, so that looking changes nothing: a page with a button is next. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const location = `/u/${encodeURIComponent((await params).token)}/leave`
  return new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store' } })
}

const answer = (text: string, status: number) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
