import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A page as it goes out to anyone. Each encoding is made when the first reader asks for it, and kept with the page. */
export type PageAnswer = {
  status: number
  headers: OutgoingHttpHeaders
  body: Buffer
  encoded: Partial<Record<Encoding, Promise<Buffer>>>
}

type Encoding = 'br' | 'gzip'

const ENCODERS: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: body =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: body => promisify(gzip)(body),
}

/** With the tag by which a reader's browser asks whether it is still the same. */
export function pageAnswer(status: number, headers: OutgoingHttpHeaders, body: Buffer): PageAnswer {
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const varies = new Set(
    `${headers.vary ?? ''},accept-encoding`
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean),
  )
  // Weak: it names the page, whatever it is packed in.
  return {
    status,
    headers: { ...headers, vary: [...varies].join(', '), ...(status === 200 && { etag: `W/"${etag}"` }) },
    body,
    encoded: {},
  }
}

/** What a page takes in memory, its encodings included. */
export const bytesOf = ({ body }: PageAnswer): number => Math.ceil(body.length * 1.4) + 4096

/** Answers a request, of which only the method and the two headers that concern the transport are looked at. */
export async function sendPage(
  answer: PageAnswer,
  request: IncomingMessage,
  response: ServerResponse,
  cacheStatus: string,
) {
  const { status, headers } = answer
  const known = request.headers['if-none-match']?.split(',').map(tag => tag.trim()) ?? []
  if (status === 200 && known.includes(String(headers.etag))) {
    response.writeHead(304, { ...headers, 'cache-status': cacheStatus }).end()
    return
  }
  const encoding = chooseEncoding(request.headers['accept-encoding'])
  if (encoding) answer.encoded[encoding] ??= ENCODERS[encoding](answer.body)
  const body = (encoding && (await answer.encoded[encoding])) ?? answer.body
  response.writeHead(status, {
    ...headers,
    ...(encoding && { 'content-encoding': encoding }),
    'content-length': body.length,
    'cache-status': cacheStatus,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The smallest of the encodings that a reader takes; null for the page as it is. */
export function chooseEncoding(accepted: string | string[] | undefined): Encoding | null {
  const takes = new Map(
    String(accepted ?? '')
      .toLowerCase()
      .split(',')
      .map(each => {
        const [name = '', ...parameters] = each.split(';').map(part => part.trim())
        return [name, !parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))] as const
      }),
  )
  return (['br', 'gzip'] as const).find(name => takes.get(name) ?? takes.get('*')) ?? null
}
