import type { Reply } from './http.ts'
import { findOwnWords } from './own-words.ts'
import { readLimits, type Told } from './rate-limits.ts'
import type { Answer, Question, SourceError } from './source.ts'

/** Why there is no answer. `passing`: the same question may be answered a little later. `why` goes on after the name of the host. */
export type Fault = { kind: 'fault'; is: SourceError['kind']; passing: boolean; why: string }

/** What a reply amounts to, and what it says of the service's limits. */
export type Verdict = { found: Answer | Fault | { kind: 'redirect'; to: string }; told: Told }

/** Judges what came back for a question. Services answer 200 with nothing, with half of it, and with pages for people. */
export function judgeReply(reply: Reply, question: Question, now: Date): Verdict {
  if (reply.kind === 'stopped') return { found: fault('stopped', false, 'was not asked to the end'), told: {} }
  if (reply.kind !== 'reply') return { found: fault(reply.kind, reply.kind !== 'large', reply.why), told: {} }
  const told = readLimits(reply.headers, now)
  return { found: judgeStatus(reply, question, told), told }
}

type Whole = Extract<Reply, { kind: 'reply' }>

function judgeStatus({ status, headers, text }: Whole, question: Question, told: Told): Verdict['found'] {
  if (status >= 200 && status < 300) {
    const why = findFlaw(text, question.accept)
    if (why) return fault('garbled', true, why)
    return {
      kind: 'text',
      text,
      validators: { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null },
    }
  }
  if (status === 304 && question.unless) return { kind: 'unchanged' }
  if ([301, 302, 303, 307, 308].includes(status) && headers.location) return { kind: 'redirect', to: headers.location }
  if (status === 404 || status === 410) return { kind: 'missing' }
  const words = findOwnWords(text)
  const why = `answered ${status}${words ? ` (${words.replace(/\.$/, '')})` : ''}`
  // GitHub says 403 where others say 429. @see https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
  const isBusy = status === 429 || status === 503 || (status === 403 && (told.left === 0 || told.waitMs !== undefined))
  if (isBusy) return fault('busy', true, why)
  if (status >= 500 || status === 408 || status === 425) return fault('away', true, why)
  if (status === 401) return fault('locked', false, why)
  return fault(status >= 400 ? 'refused' : 'garbled', false, why)
}

const fault = (is: Fault['is'], passing: boolean, why: string): Fault => ({ kind: 'fault', is, passing, why })

/** Why a text cannot be what was asked for, as far as its two ends tell; null when nothing speaks against it. */
function findFlaw(text: string, accept: string): string | null {
  const format = /\bjson\b/.test(accept) ? 'JSON' : /xml|atom|rss/.test(accept) ? 'XML' : null
  const first = /\S/.exec(text)?.[0]
  if (first === undefined) return 'answered with nothing'
  if (format === null) return null
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype\s+)?html\b/i.test(text.slice(0, 1000)))
    return `answered with a page for people in place of ${format}${quote(text)}`
  if (format === 'XML' ? first !== '<' : !/[[{]/.test(first))
    return `answered with text in place of ${format}${quote(text)}`
  return /[>\]}]\s*$/.test(text.slice(-1000)) ? null : `sent ${format} that ends in the middle`
}

function quote(text: string): string {
  const words = findOwnWords(text)
  return words ? ` (${words.slice(0, 100)})` : ''
}
