import { answered } from '#app/answer'
import { answerCard, noCard } from '#app/cards/answer-card'
import { dayFace } from '#app/cards/face'
import { cardFonts } from '#lib/card-fonts'
import { isIssueDate } from '#lib/domain/digest/issue-path'
import { findIssue } from '#lib/store/issues'

type Context = { params: Promise<{ date: string }> }

export const GET = answered(async (request: Request, { params }: Context) => {
  const { date } = await params
  const issue = isIssueDate(date) ? await findIssue(date) : null
  return issue ? answerCard(request, dayFace(issue, cardFonts().canDraw)) : noCard()
})
