import { now } from '#lib/clock'
import { isDatabaseOut } from '#lib/database-fault'
import { escapeXml } from '#lib/domain/feed/xml'
import { parsePreferences } from '#lib/domain/subscription/preferences'
import { log } from '#lib/log'
import { composePreview } from '../compose-preview.ts'
import { formOf } from '../form-fields.ts'

/** The mail that a choice would bring now, as a page for the frame in which the form shows it: it comes when the reader gets that far. */
export async function GET(request: Request): Promise<Response> {
  const parsed = parsePreferences(formOf(new URL(request.url).searchParams))
  if (!parsed.ok) return page(400, say(parsed.errors[0]!.message))
  try {
    const { html, note } = await composePreview(parsed.value, now())
    return page(200, html ?? say(note))
  } catch (error) {
    log.error('a preview was not made', error)
    return page(isDatabaseOut(error) ? 503 : 500, say('The preview could not be made just now.'))
  }
}

/** Its links open elsewhere: it stands in a frame. */
const page = (status: number, html: string) =>
  new Response(html.replace('<head>', '<head><base target="_blank">'), {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' },
  })

const say = (text: string) =>
  `<!doctype html><html lang="en"><head><title>Preview</title></head><p>${escapeXml(text)}</p></html>`
