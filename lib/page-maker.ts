import { randomBytes } from 'node:crypto'
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { contentPolicy, showsMail } from './domain/web/content-policy.ts'
import { LATE_SCRIPT, withLateScripts } from './domain/web/late-scripts.ts'
import { hashOf, nameScripts, withoutNonce } from './named-scripts.ts'
import { type PageAnswer, pageAnswer } from './page-answer.ts'
import type { Made } from './page-cache.ts'

/** A header that nobody outside this process knows: the request is this process's own. */
const OWN = `x-attn-own-${randomBytes(16).toString('hex')}`

/** Whether a request is one by which this process asks itself for a page. */
export const isOwnRequest = ({ headers }: IncomingMessage): boolean => headers[OWN] !== undefined

/** Where this process can be reached, by the connection of somebody who reached it. */
export type Door = { host: string; port: number }

/** What goes with every page, beside what it says itself. `host`: the name of the site. `scripts`: those in each page, as a policy names them. */
export type Frame = { host: string; scripts: string[]; headers: OutgoingHttpHeaders; cacheControl: string }

const LATE = hashOf(LATE_SCRIPT)

/** So long a page may take. */
const PATIENCE_MS = 30_000

/**
 * Asks this process for a page as nobody in particular: nothing of a reader's request but the path goes into it, so that no reader can
 * make another see anything.
 * @param patienceMs how long it may take, in milliseconds
 * @throws when there is no answer in time, or one that was for somebody
 */
export async function makePage(
  path: string,
  door: Door,
  frame: Frame,
  patienceMs = PATIENCE_MS,
): Promise<Made<PageAnswer>> {
  const nonce = randomBytes(16).toString('base64url')
  const { status, headers, body } = await ask(path, door, patienceMs, {
    [OWN]: '1',
    host: frame.host,
    accept: 'text/html',
    'accept-encoding': 'identity',
    // Whoever asks is nobody who sits at this machine: see lib/requests.
    via: '1.1 attn',
    'content-security-policy': contentPolicy({ scripts: [`nonce-${nonce}`], styles: false }),
  })
  if (headers['set-cookie']) throw new Error(`${path} is one reader's own`)
  const { html, scripts } = nameScripts(body.toString('utf8'), nonce)
  const links = [...stylesOf(html), ...(headers.link ? [withoutNonce(String(headers.link), nonce)] : [])]
  const answer = pageAnswer(
    status,
    {
      ...endToEnd(headers),
      ...(links.length > 0 && { link: links.join(', ') }),
      ...frame.headers,
      'content-security-policy': contentPolicy({
        scripts: [LATE, ...frame.scripts, ...scripts],
        styles: showsMail(path),
      }),
      ...(status === 200 && { 'cache-control': frame.cacheControl }),
    },
    Buffer.from(withLateScripts(html)),
  )
  const isPage = status === 200 && /^text\/html\b/.test(headers['content-type'] ?? '')
  return { page: answer, as: isPage ? 'keep' : status >= 500 ? 'failed' : 'pass' }
}

/** The styles of a page, to be asked for while the page itself is still on its way: it is not painted without them. */
const stylesOf = (html: string): string[] => {
  const hrefs = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(match => match[1])
  return [...new Set(hrefs)].map(href => `<${href}>; rel=preload; as="style"`)
}

/** What says how a page came, and not what it is; and what is for pages of one reader: a form is for all until it was filled in. */
const LEFT_OUT = new Set([
  ...['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'etag'],
  ...['cross-origin-opener-policy', 'cross-origin-resource-policy'],
])

const endToEnd = (headers: IncomingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name)))

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

function ask(path: string, door: Door, patienceMs: number, headers: OutgoingHttpHeaders): Promise<Answer> {
  const signal = AbortSignal.timeout(patienceMs)
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(
        signal.aborted
          ? new Error(`${path} was not made within ${patienceMs / 1000} seconds`, { cause: error })
          : error,
      )
    const asked = request({ ...door, path, headers, agent: false, signal }, async answer => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk)
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) })
      } catch (error) {
        fail(error)
      }
    })
    asked.on('error', fail).end()
  })
}
