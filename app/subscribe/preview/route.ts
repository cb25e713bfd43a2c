import { answered } from '#app/answer'
import { now } from '#lib/clock'
import { parsePreferences } from '#lib/domain/subscription/preferences'
import { composePreview } from '../compose-preview.ts'
import { formOf } from '../form-fields.ts'

/** The mail that a choice would bring now, for the form that changes while one looks at it. */
export const GET = answered(async (request: Request) => {
  const parsed = parsePreferences(formOf(new URL(request.url).searchParams))
  const answer = parsed.ok ? await composePreview(parsed.value, now()) : { message: parsed.errors[0]!.message }
  return Response.json(answer, { status: parsed.ok ? 200 : 400, headers: { 'Cache-Control': 'no-store' } })
})
