import { createHash } from 'node:crypto'
import type { CardFace } from '#components/social-card'
import { drawCard } from './draw.ts'

/** To be counted up when cards look different. */
const LOOK = 2

/** The card as a picture. It is named by what it says, so whoever has it, or asks about it, is answered without its being drawn. */
export async function answerCard(request: Request, face: CardFace): Promise<Response> {
  const key = createHash('sha256')
    .update(JSON.stringify([LOOK, face]))
    .digest('base64url')
    .slice(0, 22)
  const headers = { 'Cache-Control': 'public, max-age=86400', ETag: `"${key}"` }
  const ofPicture = { ...headers, 'Content-Type': 'image/png' }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  if (known.some(tag => tag.trim().replace(/^W\//, '') === headers.ETag))
    return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers: ofPicture })
  const png = await drawCard(key, face)
  if (!png) return say(503, 'Many cards are being drawn. Come again in a moment.', { 'Retry-After': '5' })
  return new Response(png, { headers: ofPicture })
}

export const noCard = () => say(404, 'There is no such card.')

const say = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  })
