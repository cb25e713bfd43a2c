import { type Part, partsOf, readBody, readPart } from './mime-part.ts'
import { classOfStatus, type RefusalClass } from './refusal.ts'

/**
 * What a report about a mail of ours says: that it could not be delivered (RFC 3464), or that its reader complains (RFC 5965). `about` is
 * what it means; `said` its words on one line. `addresses` may hold the address that the mail was to come back to, `leaveUrls` the link to
 * leave that it had: they tell whose mail it was.
 */
export type MailReport = {
  kind: 'bounce' | 'complaint'
  about: RefusalClass | 'complaint' | 'nothing'
  said: string
  addresses: string[]
  leaveUrls: string[]
}

/** Parts within parts: gateways wrap reports in mails of their own. */
const DEEPEST = 4

/** Reads a report, given as one character a byte (latin1); null for a mail that is none. Total, and whatever it says may be forged. */
export function parseReport(raw: string): MailReport | null {
  const mail = readPart(raw)
  const parts = flatten(mail, DEEPEST)
  const part = (type: RegExp) => parts.find(each => type.test(typeOf(each)))
  const status = part(/^message\/(global-)?delivery-status$/)
  const feedback = part(/^message\/feedback-report$/)
  const told = status ? readStatus(readBody(status)) : feedback ? readFeedback(readBody(feedback)) : null
  if (!told) return null
  const original = part(/^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/)
  const headers = original ? readPart(`${readBody(original)}\n\n`).headers : {}
  const { mailFrom = '', ...rest } = told
  const texts = [...ADDRESSED.map(name => mail.headers[name]), mailFrom, headers['return-path']]
  return {
    ...rest,
    addresses: texts.flatMap(text => [...(text ?? '').matchAll(ADDRESS)].map(match => match[0])),
    leaveUrls: [...(headers['list-unsubscribe'] ?? '').matchAll(LINK)].map(match => match[1]!),
  }
}

// Begun at the beginning of a word only, and ended by what begins another: anybody can send a word of a megabyte.
const ADDRESS = /(?<![^\s<>,;"])[^\s<>,;"@]+@[^\s<>,;"]+/g
const LINK = /<(https?:[^<>\s]+)>/g

/** The mails of a mailbox file (mbox), or the one mail of a file that is none. */
export function splitMailbox(text: string): string[] {
  if (!text.startsWith('From ')) return [text]
  return text
    .split(/(?:^|\r?\n\r?\n|\n)(?=From \S+ .*\d{4})/)
    .map(mail => mail.replace(/^From .*\r?\n/, '').replace(/^>(>*From )/gm, '$1'))
    .filter(mail => mail.trim() !== '')
}

/** Whom a server delivered the report to. */
const ADDRESSED = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']

const COMPLAINTS = ['abuse', 'fraud', 'opt-out', 'opt-out-list']

const typeOf = ({ headers }: Part) => (headers['content-type'] ?? 'text/plain').split(';')[0]!.trim().toLowerCase()

/** A mail that is enclosed stays closed: it may hold another report. */
function flatten(part: Part, depth: number): Part[] {
  if (depth === 0 || !typeOf(part).startsWith('multipart/')) return [part]
  return partsOf(part).flatMap(each => flatten(each, depth - 1))
}

type Told = Pick<MailReport, 'kind' | 'about' | 'said'> & { mailFrom?: string }

function readStatus(body: string): Told {
  // The first group is about the mail, each other one about a recipient; ours have one.
  const groups = body.split(/\r?\n[ \t]*\r?\n/).map(group => readPart(`${group.replace(/^\s+/, '')}\n\n`).headers)
  const failed = groups.find(group => group.action?.toLowerCase().startsWith('failed'))
  const group = failed ?? groups.find(each => each.action) ?? {}
  const diagnostic = group['diagnostic-code'] ?? ''
  const given = /\d\.\d{1,3}\.\d{1,3}/.exec(group.status ?? '')?.[0] ?? ''
  // Some servers tell no more than "failed" and hand on what they were told.
  const status = /^\d\.0\.0$|^$/.test(given) ? (/\b5\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic)?.[0] ?? given) : given
  const said = oneLine(`${status} ${diagnostic.replace(/^[a-z0-9-]+ *; */i, '')}`)
  return { kind: 'bounce', about: failed ? classOfStatus(status) : 'nothing', said }
}

function readFeedback(body: string): Told {
  const fields = readPart(`${body.replace(/^\s+/, '')}\n\n`).headers
  const type = (fields['feedback-type'] ?? '').toLowerCase().trim()
  const about = COMPLAINTS.includes(type) ? 'complaint' : 'nothing'
  return { kind: 'complaint', about, said: oneLine(type), mailFrom: fields['original-mail-from'] }
}

const oneLine = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
