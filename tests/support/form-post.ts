import { type IncomingHttpHeaders, request } from 'node:http'

/** What a server answered: its status, its headers and its text. */
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/**
 * Fills in a form of a page with a file encoding, as a browser without JavaScript would, and posts it with more headers. `seen`: headers with which
 * the page is looked at; `having`: what the form has in it, else it is the first one.
 */
export async function postForm(
  url: string,
  fields: Record<string, string>,
  headers = {},
  { seen = {}, having = '' }: { seen?: Record<string, string>; having?: string } = {},
): Promise<Answer> {
  const page = await (await fetch(url, { headers: seen })).text()
  const forms = [...page.matchAll(/<form[^>]*multipart\/form-data[^>]*>([\s\S]*?)<\/form>/gi)].map(([, form]) => form!)
  const form = forms.find(each => each.includes(having)) ?? ''
  const data = new FormData()
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
    data.append(attribute(tag, 'name'), attribute(tag, 'value'))
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  const encoded = new Response(data)
  const body = Buffer.from(await encoded.arrayBuffer())
  const type = encoded.headers.get('content-type')!
  return new Promise((resolve, reject) => {
    // Not fetch, which sets Origin and Host itself.
    const sent = request(url, { method: 'POST', headers: { 'content-type': type, ...headers } }, async response => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode!, headers: response.headers, text })
    })
    sent.on('error', reject).end(body)
  })
}

const attribute = (tag: string, name: string) =>
  (new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
