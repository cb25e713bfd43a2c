import { answered } from '#app/answer'
import { answerCard, noCard } from '#app/cards/answer-card'
import { paperFace } from '#app/cards/face'
import { paperCardPath } from '#app/cards/paths'
import { canonicalId, readId } from '#app/papers/canonical-id'
import { cardFonts } from '#lib/card-fonts'
import { findPaper } from '#lib/store/papers'

type Context = { params: Promise<{ id: string[] }> }

export const GET = answered(async (request: Request, { params }: Context) => {
  const found = await findPaper(canonicalId(readId((await params).id)))
  if (!found) return noCard()
  if (found.kind === 'moved')
    return new Response(null, { status: 308, headers: { Location: encodeURI(paperCardPath({ id: found.to })) } })
  return answerCard(request, paperFace(found.paper, cardFonts().canDraw))
})
